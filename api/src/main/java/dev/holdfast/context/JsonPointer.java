package dev.holdfast.context;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * JSON Pointer, RFC 6901: keys after slashes, with {@code ~0} for tilde and {@code ~1} for slash.
 */
final class JsonPointer {

  private static final Pattern LONE_TILDE = Pattern.compile("~(?![01])");

  private JsonPointer() {}

  static String write(List<String> keys) {
    StringBuilder pointer = new StringBuilder();
    for (String key : keys) {
      pointer.append('/').append(key.replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }

  static List<String> read(String pointer) {
    if (!pointer.startsWith("/") || LONE_TILDE.matcher(pointer).find()) {
      throw Refusal.of(
          "\"%s\" is not a pointer to a member: keys after slashes, ~0 for ~ and ~1 for /."
              .formatted(pointer));
    }
    return Arrays.stream(pointer.substring(1).split("/", -1))
        .map(key -> key.replace("~1", "/").replace("~0", "~"))
        .toList();
  }
}
