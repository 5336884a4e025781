package dev.holdfast.backend.redis.script;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.api.StatefulRedisConnection;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What scripts ask a server for. */
@OnEngine(Engine.REDIS)
class ScriptsTest {

  /**
   * Servers from Redis 7.2 on refuse a lower last id, also from a primary or a file before that.
   */
  @ParameterizedTest
  @ValueSource(strings = {"trim", "compact", "others"})
  void streamsAreWrittenWithCommandsThatMeanTheSameToAllServers(String file) throws IOException {
    assertThat(text(file)).doesNotContain("'XDEL'").doesNotContain("'XSETID'");
  }

  /**
   * A script holds up its server, and a log of small entries may have large ones behind them: what
   * is not known is not read by the hundred.
   */
  @ParameterizedTest
  @CsvSource({
    "1000000,   1000,   false,   2000, 4194304, 100",
    "1000000,   1000,   false,     20, 4194304,  20",
    "1000000,   1000,  500000,   2000, 4194304,   9",
    "419430400, 10000,  false,   2000, 4194304,   1",
    "419430400, 10000,     10,   2000, 4194304,  16",
    "419430400, 10000, 4194304,  2000, 4194304,   1",
    "419430400, 10000, 4194304,  2000,      -5,   1",
    "0,             0,  false,   2000, 4194304, 100",
  })
  void aChunk_isAsLargeAsIsKnownToBeRead(
      long bytes, long runs, String largest, int wanted, long most, long size) throws IOException {
    String call = "chunkSize(%d, %d, %s, %d, %d)".formatted(bytes, runs, largest, wanted, most);

    assertThat(evaluate(text("chunks") + "return " + call)).isEqualTo(size);
  }

  private static Long evaluate(String script) {
    RedisServer server = RedisServers.standalone();
    RedisClient client = RedisClient.create("redis://" + server.host() + ":" + server.port());
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      return connection.sync().eval(script, ScriptOutputType.INTEGER);
    } finally {
      client.shutdown();
    }
  }

  private static String text(String file) throws IOException {
    try (InputStream content = Script.class.getResourceAsStream(file + ".lua")) {
      return new String(content.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
