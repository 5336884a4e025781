package dev.holdfast.backend.jdbc.dialect;

/** Packs what PostgreSQL answers. */
final class PostgresqlPacking implements Packing {

  @Override
  public String number(String column) {
    return "int8send(" + column + ")";
  }

  @Override
  public String length(String column) {
    return "int4send(length(" + column + "))";
  }

  @Override
  public String row(String... parts) {
    return String.join(" || ", parts);
  }

  @Override
  public String all(String... parts) {
    return "string_agg(" + row(parts) + ", '')";
  }
}
