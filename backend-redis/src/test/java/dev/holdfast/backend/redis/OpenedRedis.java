package dev.holdfast.backend.redis;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** A backend that a test opened, with short forms of what tests do. */
record OpenedRedis(Backend backend, CollectionRef cells) implements AutoCloseable {

  static final LogRef LOG = new LogRef("log");

  /** Opens it in a collection that no other test uses. */
  static OpenedRedis open(HoldfastConfig config) {
    Backend backend = new RedisProvider().open(BackendConfig.of(config, new RedisProvider()));
    return new OpenedRedis(backend, new CollectionRef("test", UUID.randomUUID().toString()));
  }

  static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }

  static Mutation put(long version, String value) {
    return new Mutation.PutHead(version, Bytes.utf8(value));
  }

  static Mutation append(String value) {
    return new Mutation.AppendNext(LOG, Bytes.utf8(value));
  }

  /** Returns an id that no other commit has. */
  static CommitId newId() {
    return new CommitId(UUID.randomUUID(), 1, Instant.now());
  }

  CellRef cell(String id) {
    return cells.cell(id);
  }

  CommitResult commit(String id, Mutation... mutations) {
    return backend.commit(cell(id), Commit.of(mutations), soon());
  }

  long version(String id) {
    return backend.read(List.of(CellRead.of(cell(id), Part.HeadPart.ANY)), soon()).get(0).version();
  }

  @Override
  public void close() {
    backend.close();
  }
}
