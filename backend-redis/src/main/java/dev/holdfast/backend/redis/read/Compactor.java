package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Effect;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.record.EntryList;
import dev.holdfast.backend.redis.record.StoredLog;
import dev.holdfast.backend.redis.script.Script;
import dev.holdfast.backend.redis.script.ScriptCall;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.Chores;
import dev.holdfast.value.Bytes;
import java.time.Duration;

/**
 * Has logs that are read again and again put together where their entries came one by one, behind
 * the reads.
 *
 * <p>The log is the same before and after, but its stream is shorter. Thread-safe.
 */
public final class Compactor implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** How long a stream may be: all of it is written anew. */
  private static final int MAX_LENGTH = 2_000;

  /** How many bytes a log may have, and how many times more than those that were read. */
  private static final int MAX_BYTES = 1 << 20;

  private static final int MAX_TIMES_MORE = 16;

  private final Caller caller;
  private final KeySpace space;
  private final int scattered;
  private final Chores chores;

  private record Place(Bytes stream, long incarnation, Offset first) {}

  /**
   * Works through {@code caller}.
   *
   * @param scattered how many entries of a stream, where a few could do, are put together; 0 for
   *     never
   */
  public Compactor(Caller caller, KeySpace space, int scattered, String name) {
    this.caller = caller;
    this.space = space;
    this.scattered = scattered;
    this.chores = new Chores("holdfast-" + name + "-compact");
  }

  /** Looks at what a read found; does not wait. */
  void read(CellRef cell, LogRef ref, Bytes record, long length, EntryList found) {
    if (scattered > 0 && found.isScattered(scattered) && pays(record, length, found)) {
      long incarnation = StoredLog.read(record).incarnation();
      Bytes key = space.cell(cell);
      Bytes stream = KeySpace.entries(key, ref);
      Bytes[] keys = {key, stream};
      Bytes[] arguments = {
        Bytes.utf8("l" + ref.name()),
        Digits.of(incarnation),
        Digits.plain(MAX_LENGTH),
        Digits.plain(MAX_BYTES)
      };
      chores.offer(
          new Place(stream, incarnation, found.entries().get(0).offset()),
          () ->
              caller.call(
                  key,
                  Effect.REPEATABLE,
                  "Putting entries of \"" + cell + "\" together",
                  new ScriptCall(Script.COMPACT, keys, arguments),
                  Deadline.after(PATIENCE)));
    }
  }

  private static boolean pays(Bytes record, long length, EntryList found) {
    long bytes = StoredLog.bytes(record);
    return length <= MAX_LENGTH && bytes <= MAX_BYTES && bytes <= MAX_TIMES_MORE * found.bytes();
  }

  /** Stops; what is under way finishes. */
  @Override
  public void close() {
    chores.close();
  }
}
