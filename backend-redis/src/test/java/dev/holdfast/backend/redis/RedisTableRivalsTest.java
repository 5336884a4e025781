package dev.holdfast.backend.redis;

import dev.holdfast.tck.kill.TableRivals;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Processes that fight over one durable table in Redis. */
@OnEngine(Engine.REDIS)
class RedisTableRivalsTest {

  private static final int WRITES = Boolean.getBoolean("holdfast.long") ? 3_000 : 200;

  @Test
  void whatARivalWasToldIsStored_isThereAndNothingElse() throws Exception {
    RedisServer server = RedisServers.standalone();
    String url = "redis://" + server.host() + ":" + server.port();
    new TableRivals(Map.of("holdfast.url", url)).run(2, WRITES);
  }
}
