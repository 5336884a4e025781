package dev.holdfast.backend.redis.script;

import dev.holdfast.backend.redis.connection.Command;
import dev.holdfast.value.Bytes;
import io.lettuce.core.RedisFuture;
import io.lettuce.core.api.async.RedisAsyncCommands;
import java.util.List;

/** A script with its keys and arguments, sent by digest first and as text where that is unknown. */
public final class ScriptCall implements Command<List<Object>> {

  private final Script script;
  private final Bytes[] keys;
  private final Bytes[] arguments;
  private final boolean asText;

  /** Calls {@code script}; the arrays are not copied. */
  public ScriptCall(Script script, Bytes[] keys, Bytes[] arguments) {
    this(script, keys, arguments, false);
  }

  private ScriptCall(Script script, Bytes[] keys, Bytes[] arguments, boolean asText) {
    this.script = script;
    this.keys = keys;
    this.arguments = arguments;
    this.asText = asText;
  }

  @Override
  public RedisFuture<List<Object>> send(RedisAsyncCommands<Bytes, Bytes> server) {
    return asText
        ? script.byText(server, keys, arguments)
        : script.byDigest(server, keys, arguments);
  }

  @Override
  public Command<List<Object>> whole() {
    return new ScriptCall(script, keys, arguments, true);
  }
}
