package dev.holdfast.backend.jdbc;

import dev.holdfast.tck.kill.TableRivals;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import org.junit.jupiter.api.Test;

/** Processes that fight over one durable table in PostgreSQL. */
@OnEngine(Engine.POSTGRESQL)
class TableRivalsTest {

  private static final int WRITES = Boolean.getBoolean("holdfast.long") ? 3_000 : 200;

  @Test
  void whatARivalWasToldIsStored_isThereAndNothingElse() throws Exception {
    SqlServer server = SqlServers.postgresql();
    new TableRivals(TestDatabase.keys(server, server.newDatabase())).run(2, WRITES);
  }
}
