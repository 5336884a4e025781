package dev.holdfast.backend.redis.connection;

/**
 * Where a server sends its clients: the text after {@code MOVED} or {@code ASK}.
 *
 * @param slot the slot concerned
 * @param host the server's host; empty for the host of the server that said so
 * @param port its port
 */
public record Redirect(int slot, String host, int port) {

  /** Reads {@code MOVED 3999 127.0.0.1:6381}. */
  static Redirect read(String message) {
    String[] words = message.split(" ", 3);
    int colon = words[2].lastIndexOf(':');
    return new Redirect(
        Integer.parseInt(words[1]),
        words[2].substring(0, colon),
        Integer.parseInt(words[2].substring(colon + 1)));
  }
}
