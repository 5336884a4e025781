package dev.holdfast.config;

import java.util.function.Function;

/**
 * How the values of one option are written.
 *
 * @param form what a value is, to complete "is not …" in messages and to stand in the reference
 * @param reader turns text into a value, or throws {@link IllegalArgumentException}
 * @param writer turns a value into text that {@code reader} accepts
 */
record Kind<T>(String form, Function<String, T> reader, Function<T, String> writer) {

  T read(String text) {
    return reader.apply(text);
  }

  String write(T value) {
    return writer.apply(value);
  }
}
