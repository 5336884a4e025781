package dev.holdfast.backend.memory;

import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/** A memory backend with narrow limits, a clock to move, and one cell that a test works on. */
final class OneCell {

  static final Limits LIMITS =
      new Limits(
          1 << 20,
          1 << 20,
          100,
          100,
          1 << 20,
          3,
          Duration.ofMinutes(10),
          Duration.ofMinutes(20),
          Duration.ofHours(1));

  static final CollectionRef ROOMS = new CollectionRef("test", "rooms");
  static final LogRef DELTAS = new LogRef("deltas");

  final MovableClock clock = new MovableClock();
  final MemoryBackend backend = new MemoryBackend(clock, "test", LIMITS);
  final CellRef cell = ROOMS.cell("room:42");
  private final UUID writer = UUID.randomUUID();

  CommitResult commit(Mutation... mutations) {
    return commit(Commit.of(mutations));
  }

  CommitResult commit(Commit commit) {
    return backend.commit(cell, commit, Deadline.NEVER);
  }

  CommitId id(long sequence) {
    return new CommitId(writer, sequence, clock.instant());
  }

  CellAnswer read(Part<?>... parts) {
    return backend.read(List.of(CellRead.of(cell, parts)), Deadline.NEVER).get(0);
  }

  /** Returns the head of a cell, or {@code null} if there is none. */
  static Head head(Backend backend, CellRef cell) {
    return backend.head(cell, null, Deadline.NEVER) instanceof HeadAnswer.Present present
        ? present.head()
        : null;
  }

  LogAnswer log() {
    return read(Part.LogPart.after(DELTAS, Offset.ORIGIN, 100, 1 << 20)).answer(0, LogAnswer.class);
  }

  List<Offset> offsets() {
    return log().entries().stream().map(LogEntry::offset).toList();
  }

  LogStats stats() {
    return read(new Part.LogStatsPart(DELTAS)).answer(0, LogStats.class);
  }

  /** Appends entries at (1, 0) to (n, 0), one millisecond apart. */
  void appendOneTo(int n) {
    for (int number = 1; number <= n; number++) {
      commit(append(number, "v" + number));
      clock.advance(Duration.ofMillis(1));
    }
  }

  static Mutation putHead(long version, String value) {
    return new Mutation.PutHead(version, Bytes.utf8(value));
  }

  static Mutation append(long major, String value) {
    return new Mutation.Append(DELTAS, at(major), Bytes.utf8(value));
  }

  static Offset at(long major) {
    return new Offset(major, 0);
  }
}
