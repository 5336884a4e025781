package dev.holdfast.config;

/**
 * One value as it was given.
 *
 * @param name the key, or the name of an environment variable
 * @param value the value, which may be secret
 * @param source the place, to complete a message
 */
record Setting(String name, String value, Layer layer, String source) {

  /** Returns the name and source, without the value. */
  @Override
  public String toString() {
    return name + " (" + source + ")";
  }
}
