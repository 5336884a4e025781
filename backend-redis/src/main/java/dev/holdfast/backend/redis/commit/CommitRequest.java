package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.script.Script;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.support.Tags;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A commit as keys and arguments of the commit script; {@code request.lua} says in which order. */
final class CommitRequest {

  private static final int STAMP = 5;

  private final Script script;
  private final Bytes[] keys;
  private final Bytes[] arguments;

  /** Encodes {@code commit} as of {@code now}, with what {@link #settings} returned. */
  CommitRequest(
      KeySpace space,
      CellRef cell,
      Commit commit,
      Instant now,
      Bytes settings,
      Limits limits,
      Tags tags) {
    CommitSteps steps = new CommitSteps(commit, tags);
    CommitId id = commit.id();
    List<Bytes> all =
        new ArrayList<>(7 + steps.logCount() + steps.mapCount() + steps.arguments().size());
    all.add(Digits.plain(now.toEpochMilli()));
    all.add(Digits.of(id == null ? 0 : id.sequence()));
    all.add(
        Digits.ofCounts(isLate(id, now, limits) ? '1' : '0', steps.logCount(), steps.mapCount())
            .concat(settings));
    all.add(space.channel(cell.collection()));
    all.add(cell.idBytes());
    all.add(Bytes.EMPTY);
    all.add(id == null ? Bytes.EMPTY : writer(id));
    steps.logs().forEach(log -> all.add(Bytes.utf8("l" + log.name())));
    steps.maps().forEach(map -> all.add(Bytes.utf8("m" + KeySpace.name(map))));
    all.addAll(steps.arguments());
    this.script = steps.script();
    this.keys = keys(space.cell(cell), steps);
    this.arguments = all.toArray(Bytes[]::new);
  }

  /** Returns the script that can do all of the steps. */
  Script script() {
    return script;
  }

  Bytes[] keys() {
    return keys;
  }

  /** Returns the arguments for a cell that was not entered in its index just now. */
  Bytes[] arguments() {
    return arguments;
  }

  /** Returns the arguments for a cell that was entered in its index with this stamp. */
  Bytes[] arguments(Bytes stamp) {
    Bytes[] stamped = arguments.clone();
    stamped[STAMP] = stamp;
    return stamped;
  }

  private static Bytes[] keys(Bytes cell, CommitSteps steps) {
    List<Bytes> all = new ArrayList<>(1 + steps.logCount() + 2 * steps.mapCount());
    all.add(cell);
    for (LogRef log : steps.logs()) {
      all.add(KeySpace.entries(cell, log));
    }
    for (MapRef map : steps.maps()) {
      all.add(KeySpace.rows(cell, map));
      all.add(KeySpace.order(cell, map));
    }
    return all.toArray(Bytes[]::new);
  }

  private static boolean isLate(@Nullable CommitId id, Instant now, Limits limits) {
    return id != null && !now.isBefore(id.issuedAt().plus(limits.retryHorizon()));
  }

  /** Returns what few commits need: entries of the index may be {@code fresh} old. */
  static Bytes settings(Duration fresh, Limits limits) {
    return Digits.of(limits.writerRetention().toMillis())
        .concat(Digits.of(fresh.toMillis()))
        .concat(Digits.of(limits.tombstoneRetention().toMillis()))
        .concat(Digits.of(limits.maxTrimEntries()));
  }

  /** A writer's field in the cell: w and the sixteen bytes of its id. */
  private static Bytes writer(CommitId id) {
    ByteBuffer field = ByteBuffer.allocate(1 + 2 * Long.BYTES).put((byte) 'w');
    field.putLong(id.writer().getMostSignificantBits());
    field.putLong(id.writer().getLeastSignificantBits());
    return Bytes.wrap(field.array());
  }
}
