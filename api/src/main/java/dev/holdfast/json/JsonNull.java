package dev.holdfast.json;

/** The JSON value {@code null}, which is not the same as an absent value. */
public enum JsonNull implements JsonValue {
  /** The only instance. */
  NULL;

  @Override
  public Kind kind() {
    return Kind.NULL;
  }

  @Override
  public String toString() {
    return "null";
  }
}
