package dev.holdfast.backend.redis.commit;

import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.record.Packed;
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

  private static final int SETTINGS = 4;
  private static final Bytes SPACE = Bytes.utf8(" ");

  private final Script script;
  private final Bytes[] keys;
  private final Bytes[] arguments;

  /** Encodes {@code commit} as of {@code now}; entries of the index may be {@code fresh} old. */
  CommitRequest(
      KeySpace space,
      CellRef cell,
      Commit commit,
      Instant now,
      Duration fresh,
      Limits limits,
      Tags tags) {
    CommitSteps steps = new CommitSteps(commit, tags);
    CommitId id = commit.id();
    List<Bytes> all =
        new ArrayList<>(6 + steps.logCount() + steps.mapCount() + steps.arguments().size());
    all.add(Digits.plain(now.toEpochMilli()));
    all.add(counts(id, isLate(id, now, limits), steps));
    all.add(space.channel(cell.collection()));
    all.add(cell.idBytes());
    all.add(settings(now, fresh, limits));
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
    stamped[SETTINGS] = stamped[SETTINGS].concat(SPACE).concat(stamp);
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

  /** The number of the commit, whether it comes late, how many logs and maps there are. */
  private static Bytes counts(@Nullable CommitId id, boolean isLate, CommitSteps steps) {
    return new Packed(Digits.WIDTH + 1 + 2 * Packed.COUNT_WIDTH)
        .number(id == null ? 0 : id.sequence())
        .letter(isLate ? '1' : '0')
        .count(steps.logCount())
        .count(steps.mapCount())
        .bytes();
  }

  /** What few commits need. */
  private static Bytes settings(Instant now, Duration fresh, Limits limits) {
    long forgetBefore = now.minus(limits.writerRetention()).toEpochMilli();
    return Bytes.utf8(
        forgetBefore
            + " "
            + fresh.toMillis()
            + " "
            + limits.tombstoneRetention().toMillis()
            + " "
            + limits.maxTrimEntries());
  }

  /** A writer's field in the cell: w and the sixteen bytes of its id. */
  private static Bytes writer(CommitId id) {
    ByteBuffer field = ByteBuffer.allocate(1 + 2 * Long.BYTES).put((byte) 'w');
    field.putLong(id.writer().getMostSignificantBits());
    field.putLong(id.writer().getLeastSignificantBits());
    return Bytes.wrap(field.array());
  }
}
