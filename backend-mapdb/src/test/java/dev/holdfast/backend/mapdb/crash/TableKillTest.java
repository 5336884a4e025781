package dev.holdfast.backend.mapdb.crash;

import dev.holdfast.tck.kill.TableKills;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A process that works on a durable table is killed, over and over. */
class TableKillTest {

  private static final int KILLS = Boolean.getBoolean("holdfast.long") ? 210 : 7;

  @TempDir Path directory;

  @Test
  void killedAtAnyPoint_acknowledgedChangesAreThereAndGroupsWhole() throws Exception {
    new TableKills("mapdb:" + directory.resolve("store")).run(KILLS);
  }
}
