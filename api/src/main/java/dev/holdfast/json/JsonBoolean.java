package dev.holdfast.json;

/** The JSON values {@code true} and {@code false}. */
public enum JsonBoolean implements JsonValue {
  /** The value {@code true}. */
  TRUE,
  /** The value {@code false}. */
  FALSE;

  /** Returns the JSON value of {@code value}. */
  public static JsonBoolean of(boolean value) {
    return value ? TRUE : FALSE;
  }

  /** Returns this as a Java {@code boolean}. */
  public boolean value() {
    return this == TRUE;
  }

  @Override
  public Kind kind() {
    return Kind.BOOLEAN;
  }

  @Override
  public String toString() {
    return value() ? "true" : "false";
  }
}
