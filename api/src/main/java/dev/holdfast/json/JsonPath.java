package dev.holdfast.json;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The way to a value inside another: one key after the other, from the outside in.
 *
 * <p>In an array a key is an index: decimal digits without leading zeros, counted from 0. In text
 * keys are joined by dots; a backslash takes a dot or backslash that follows literally.
 *
 * @param keys the keys; none leads to the value itself
 */
public record JsonPath(List<String> keys) {

  /** The path without keys, which leads to the value itself. */
  public static final JsonPath ROOT = new JsonPath(List.of());

  /** Copies {@code keys}. */
  public JsonPath {
    keys = List.copyOf(keys);
  }

  /** Returns the path of {@code keys}, taken literally. */
  public static JsonPath of(String... keys) {
    return new JsonPath(List.of(keys));
  }

  /**
   * Reads a path such as {@code people.ann}.
   *
   * @throws InvalidRequestException if a key is empty, or a backslash stands before another
   *     character; {@link #of} takes any key
   */
  public static JsonPath parse(String text) {
    List<String> keys = new ArrayList<>();
    StringBuilder key = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '.') {
        keys.add(whole(key, text));
        key.setLength(0);
      } else if (c == '\\') {
        i++;
        key.append(escaped(i, text));
      } else {
        key.append(c);
      }
    }
    keys.add(whole(key, text));
    return new JsonPath(keys);
  }

  private static String whole(StringBuilder key, String path) {
    if (key.length() == 0) {
      throw malformed(path, "has an empty key");
    }
    return key.toString();
  }

  private static char escaped(int index, String path) {
    if (index < path.length() && (path.charAt(index) == '.' || path.charAt(index) == '\\')) {
      return path.charAt(index);
    }
    throw malformed(path, "has a backslash that is not before a dot or backslash");
  }

  private static InvalidRequestException malformed(String path, String why) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST,
        "Path \"%s\" %s; JsonPath.of takes keys literally."
            .formatted(UnicodeText.shorten(path), why));
  }

  /** Returns this path followed by {@code key}. */
  public JsonPath child(String key) {
    List<String> longer = new ArrayList<>(keys);
    longer.add(key);
    return new JsonPath(longer);
  }

  /** Returns what this path leads to inside {@code value}, empty if there is nothing. */
  public Optional<JsonValue> find(JsonValue value) {
    @Nullable JsonValue here = value;
    for (String key : keys) {
      here = Step.member(here, key);
      if (here == null) {
        return Optional.empty();
      }
    }
    return Optional.of(here);
  }

  JsonObject set(JsonObject object, JsonValue value) {
    requireKeys();
    return (JsonObject) set(object, 0, value);
  }

  private JsonValue set(@Nullable JsonValue container, int level, JsonValue value) {
    if (level == keys.size()) {
      return value;
    }
    String key = keys.get(level);
    JsonValue outer = container == null ? JsonObject.EMPTY : container;
    JsonValue inner = set(Step.member(outer, key), level + 1, value);
    return Step.replace(outer, key, inner)
        .orElseThrow(() -> noWay(outer.kind(), new JsonPath(keys.subList(0, level)), key));
  }

  private InvalidRequestException noWay(JsonValue.Kind kind, JsonPath before, String key) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST,
        "Path \"%s\" cannot be set: \"%s\" is %s without a place for \"%s\"."
            .formatted(this, before, kind.words(), UnicodeText.shorten(key)));
  }

  JsonObject remove(JsonObject object) {
    requireKeys();
    return (JsonObject) remove(object, 0);
  }

  private JsonValue remove(JsonValue container, int level) {
    String key = keys.get(level);
    JsonValue member = Step.member(container, key);
    if (member == null) {
      return container;
    }
    if (level == keys.size() - 1) {
      return Step.remove(container, key);
    }
    JsonValue changed = remove(member, level + 1);
    return changed == member ? container : Step.replace(container, key, changed).orElseThrow();
  }

  private void requireKeys() {
    if (keys.isEmpty()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_REQUEST, "The path is empty; it needs at least one key.");
    }
  }

  /** Returns the form that {@link #parse} reads, provided that no key is empty. */
  @Override
  public String toString() {
    return keys.stream()
        .map(key -> key.replace("\\", "\\\\").replace(".", "\\."))
        .collect(Collectors.joining("."));
  }
}
