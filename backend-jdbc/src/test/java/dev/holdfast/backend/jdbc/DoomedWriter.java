package dev.holdfast.backend.jdbc;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import java.time.Duration;

/** A process that commits and says so, until it is killed. */
final class DoomedWriter {

  static final CellRef CELL = new CollectionRef("doomed", "cells").cell("cell");
  static final LogRef LOG = new LogRef("log");

  private DoomedWriter() {}

  static Backend open(String url) {
    JdbcProvider provider = new JdbcProvider();
    return provider.open(BackendConfig.of(HoldfastConfig.of(url), provider));
  }

  public static void main(String[] arguments) {
    Backend backend = open(arguments[0]);
    for (long version = Long.parseLong(arguments[1]) + 1; version > 0; version++) {
      Bytes value = Bytes.utf8("value " + version);
      backend.commit(
          CELL,
          Commit.of(new Mutation.PutHead(version, value), new Mutation.AppendNext(LOG, value)),
          Deadline.after(Duration.ofSeconds(30)));
      System.out.println(version);
    }
  }
}
