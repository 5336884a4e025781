package dev.holdfast.backend.jdbc;

import dev.holdfast.tck.kill.TableKills;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A process that works on a durable table in an embedded database is killed, over and over. */
class TableKillTest {

  private static final int KILLS = Boolean.getBoolean("holdfast.long") ? 105 : 7;

  @TempDir Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"jdbc:h2:file:", "jdbc:sqlite:"})
  void killedAtAnyPoint_acknowledgedChangesAreThereAndGroupsWhole(String engine) throws Exception {
    new TableKills(engine + directory.resolve("killed")).run(KILLS);
  }
}
