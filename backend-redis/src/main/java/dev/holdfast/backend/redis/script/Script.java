package dev.holdfast.backend.redis.script;

import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * A Lua script of this package: its text, put together from files, and its digest.
 *
 * <p>A server is sent the digest; only if it does not know it, the text. Nothing is loaded ahead.
 */
public final class Script {

  /** Judges and applies a commit, whatever it does. */
  public static final Script COMMIT =
      of(
          "request", "writers", "cell", "runs", "log", "numbers", "chunks", "trim", "map", "others",
          "steps", "commit");

  /**
   * Judges and applies a commit to heads and ends of logs alone; the same as {@link #COMMIT}
   * without what that does not need, because Lua makes every function anew in each call.
   */
  public static final Script SHORT_COMMIT =
      of("request", "writers", "cell", "runs", "log", "steps", "commit");

  /** Reads parts of a cell. */
  public static final Script READ = of("chunks", "read");

  /** Puts entries of a log that came one by one into runs. */
  public static final Script COMPACT = of("runs", "compact");

  /** Enters an id in an index. */
  public static final Script STAMP = of("stamp");

  /** Settles old entries of an index. */
  public static final Script SWEEP = of("sweep");

  private final byte[] text;
  private final String digest;

  private Script(byte[] text) {
    this.text = text;
    this.digest = sha1(text);
  }

  private static Script of(String... files) {
    StringBuilder text = new StringBuilder();
    for (String file : files) {
      text.append(load(file + ".lua")).append('\n');
    }
    return new Script(text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** Sends the digest with keys and arguments. */
  public RedisFuture<List<Object>> byDigest(
      RedisAsyncCommands<Bytes, Bytes> server, Bytes[] keys, Bytes[] arguments) {
    return server.evalsha(digest, ScriptOutputType.MULTI, keys, arguments);
  }

  /** Sends the text with keys and arguments; the server remembers it. */
  public RedisFuture<List<Object>> byText(
      RedisAsyncCommands<Bytes, Bytes> server, Bytes[] keys, Bytes[] arguments) {
    return server.eval(text, ScriptOutputType.MULTI, keys, arguments);
  }

  private static String load(String file) {
    try (InputStream content = Script.class.getResourceAsStream(file)) {
      if (content == null) {
        throw new IllegalStateException("The script " + file + " is not in the jar.");
      }
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException("The script " + file + " cannot be read.", e);
    }
  }

  private static String sha1(byte[] text) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java has no SHA-1, which every Java has.", e);
    }
  }
}
