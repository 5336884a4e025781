import org.jspecify.annotations.NullMarked;

/** Cells in the tables of a relational database. */
@NullMarked
module dev.holdfast.backend.jdbc {
  requires transitive dev.holdfast.api;
  requires transitive java.sql;
  requires org.slf4j;
  requires org.jdbi.v3.core;
  requires io.leangen.geantyref; // Jdbi needs it, and has no descriptor that could say so.
  requires com.zaxxer.hikari;
  // Only applications on these databases have them; nothing else touches the classes that use them.
  requires static org.postgresql.jdbc;
  requires static com.h2database;
  requires static org.checkerframework.checker.qual;

  exports dev.holdfast.backend.jdbc;
  exports dev.holdfast.backend.jdbc.dialect;
  exports dev.holdfast.backend.jdbc.h2 to
      com.h2database;

  uses dev.holdfast.backend.jdbc.dialect.Dialect;

  provides dev.holdfast.spi.BackendProvider with
      dev.holdfast.backend.jdbc.JdbcProvider;
  provides dev.holdfast.backend.jdbc.dialect.Dialect with
      dev.holdfast.backend.jdbc.dialect.PostgresqlDialect,
      dev.holdfast.backend.jdbc.dialect.MariadbDialect,
      dev.holdfast.backend.jdbc.dialect.H2Dialect,
      dev.holdfast.backend.jdbc.dialect.SqliteDialect;
}
