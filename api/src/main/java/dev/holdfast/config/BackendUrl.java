package dev.holdfast.config;

import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The URL of a backend: a scheme, a colon, and what that backend expects after it.
 *
 * <p>Only {@link #text} and {@link #rest} hold what may be secret; {@link #toString} masks user
 * info and everything after the first {@code ?} or {@code ;}. Immutable and thread-safe.
 */
public final class BackendUrl {

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(.*)");
  private static final Pattern SHOWN_PREFIX =
      Pattern.compile("(?:jdbc:)?(?:[A-Za-z][A-Za-z0-9+.-]*:)?(?://)?");

  private final String scheme;
  private final String rest;

  private BackendUrl(String scheme, String rest) {
    this.scheme = scheme;
    this.rest = rest;
  }

  /**
   * Returns the URL that {@code text} holds; blanks around it do not count.
   *
   * @throws ConfigurationException if there is no scheme
   */
  public static BackendUrl parse(String text) {
    Matcher matcher = SCHEME.matcher(text.strip());
    if (!matcher.matches()) {
      throw new ConfigurationException(
          ErrorCode.MALFORMED_URL,
          "The URL \"" + mask(text.strip()) + "\" does not begin with a scheme and a colon.");
    }
    return new BackendUrl(matcher.group(1).toLowerCase(Locale.ROOT), matcher.group(2));
  }

  /** Returns the scheme in lower case. */
  public String scheme() {
    return scheme;
  }

  /** Returns what stands after the scheme and its colon, as written; it may hold secrets. */
  public String rest() {
    return rest;
  }

  /** Returns the whole URL, to hand to a driver; it may hold secrets. */
  public String text() {
    return scheme + ":" + rest;
  }

  /** Returns this URL without its query; a fragment stays. */
  public BackendUrl withoutQuery() {
    int start = rest.indexOf('?');
    return start < 0
        ? this
        : new BackendUrl(scheme, rest.substring(0, start) + rest.substring(queryEnd(start)));
  }

  /**
   * Returns the parameters of the query in their order, percent-decoded.
   *
   * @throws ConfigurationException if one has no {@code =}, no usable key, or is given twice
   */
  Map<String, String> query() {
    int start = rest.indexOf('?');
    Map<String, String> parameters = new LinkedHashMap<>();
    if (start >= 0 && queryEnd(start) > start + 1) {
      for (String pair : rest.substring(start + 1, queryEnd(start)).split("&", -1)) {
        addParameter(pair, parameters);
      }
    }
    return parameters;
  }

  private int queryEnd(int start) {
    int fragment = rest.indexOf('#', start);
    return fragment < 0 ? rest.length() : fragment;
  }

  private void addParameter(String pair, Map<String, String> parameters) {
    int equals = pair.indexOf('=');
    // A question mark inside a password would make half of it a key, so no such text is shown.
    if (equals < 1 || !pair.substring(0, equals).matches("[A-Za-z0-9._-]+")) {
      throw malformed(
          "has a query that is not key=value pairs joined by &."
              + " A ? that belongs to a password is written %3F.");
    }
    String key = pair.substring(0, equals);
    if (parameters.put(key, decode(pair.substring(equals + 1))) != null) {
      throw malformed("gives " + key + " twice.");
    }
  }

  private String decode(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw malformed("has a % in its query that is not followed by two hexadecimal digits.");
    }
  }

  private ConfigurationException malformed(String problem) {
    return new ConfigurationException(
        ErrorCode.MALFORMED_URL, "The URL \"" + this + "\" " + problem);
  }

  /** Returns {@code text} with {@code ***} for everything that may be secret in a URL. */
  static String mask(String text) {
    Matcher prefix = SHOWN_PREFIX.matcher(text);
    String shown = prefix.lookingAt() ? prefix.group() : "";
    int tail = firstOf(text, '?', ';');
    String head = text.substring(shown.length(), tail);
    String end = tail == text.length() ? "" : text.charAt(tail) + "***";
    // An @ behind a ? or ; may end a badly written password that began before it.
    if (text.indexOf('@', tail) >= 0) {
      return shown + "***" + end;
    }
    int at = head.lastIndexOf('@');
    return shown + (at < 0 ? head : "***" + head.substring(at)) + end;
  }

  private static int firstOf(String text, char one, char other) {
    int index = 0;
    while (index < text.length() && text.charAt(index) != one && text.charAt(index) != other) {
      index++;
    }
    return index;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof BackendUrl that && scheme.equals(that.scheme) && rest.equals(that.rest);
  }

  @Override
  public int hashCode() {
    return text().hashCode();
  }

  /** Returns the URL with {@code ***} for everything that may be secret. */
  @Override
  public String toString() {
    return mask(text());
  }
}
