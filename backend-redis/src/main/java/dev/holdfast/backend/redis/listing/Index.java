package dev.holdfast.backend.redis.listing;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Effect;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.script.Script;
import dev.holdfast.backend.redis.script.ScriptCall;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.value.Bytes;
import io.lettuce.core.Limit;
import io.lettuce.core.Range;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * The ids of each collection in byte order: every id that a cell has, and some whose cells are
 * gone.
 *
 * <p>An id is entered, with a stamp, before its cell comes into being, and leaves only once its
 * stamp is old and its cell gone. Whoever dies in between leaves an entry too many, never one too
 * few. Thread-safe.
 */
public final class Index {

  /** How old a stamp may be for a cell to come into being. */
  static final Duration FRESH = Duration.ofMinutes(10);

  /** From this age on, an entry is swept if its cell is gone; far from fresh, as clocks differ. */
  static final Duration OLD = Duration.ofHours(1);

  private static final Bytes GONE = Bytes.utf8("1");
  private static final Bytes THERE = Bytes.utf8("0");

  private final Caller caller;
  private final KeySpace space;
  private final Duration fresh;

  /** Keeps the index through {@code caller}. */
  public Index(Caller caller, KeySpace space) {
    this(caller, space, FRESH);
  }

  Index(Caller caller, KeySpace space, Duration fresh) {
    this.fresh = fresh;
    this.caller = caller;
    this.space = space;
  }

  /** Returns how old a stamp may be for a cell to come into being. */
  public Duration fresh() {
    return fresh;
  }

  /** Enters a cell, or stamps its entry anew; returns the stamp. */
  public Bytes stamp(CellRef cell, Deadline deadline) {
    Bytes[] keys = keys(cell.collection());
    List<Object> reply =
        caller.call(
            keys[0],
            Effect.REPEATABLE,
            "The entry of \"" + cell + "\" in the index",
            new ScriptCall(Script.STAMP, keys, new Bytes[] {cell.idBytes()}),
            deadline);
    return (Bytes) reply.get(0);
  }

  /** Returns ids within bounds, at most {@code most}. */
  List<Bytes> ids(
      CollectionRef collection,
      Range<Bytes> bounds,
      Direction direction,
      int most,
      Deadline deadline) {
    Bytes key = space.index(collection);
    Limit limit = Limit.create(0, most);
    return caller.call(
        key,
        Effect.REPEATABLE,
        "The listing of " + collection,
        server ->
            direction == Direction.ASCENDING
                ? server.zrangebylex(key, bounds, limit)
                : server.zrevrangebylex(key, bounds, limit),
        deadline);
  }

  /** Returns the stamp of each id, empty where there is none. */
  List<Bytes> stamps(CollectionRef collection, List<Bytes> ids, Deadline deadline) {
    Bytes key = space.stamps(collection);
    List<Bytes> stamps = new ArrayList<>(ids.size());
    caller
        .call(
            key,
            Effect.REPEATABLE,
            "The sweep of " + collection,
            server -> server.hmget(key, ids.toArray(Bytes[]::new)),
            deadline)
        .forEach(found -> stamps.add(found.getValueOrElse(Bytes.EMPTY)));
    return stamps;
  }

  /** Settles entries that still have the stamps given; returns the server's time. */
  long sweep(CollectionRef collection, List<Entry> entries, Deadline deadline) {
    Bytes[] keys = keys(collection);
    List<Bytes> arguments = new ArrayList<>(3 * entries.size());
    for (Entry entry : entries) {
      arguments.add(entry.id());
      arguments.add(entry.stamp());
      arguments.add(entry.isGone() ? GONE : THERE);
    }
    List<Object> now =
        caller.call(
            keys[0],
            Effect.REPEATABLE,
            "The sweep of " + collection,
            new ScriptCall(Script.SWEEP, keys, arguments.toArray(Bytes[]::new)),
            deadline);
    return Long.parseLong(((Bytes) now.get(0)).toUtf8());
  }

  /**
   * An entry that was looked at.
   *
   * @param id the id
   * @param stamp the stamp it had, empty for none
   * @param isGone whether there is no such cell
   */
  record Entry(Bytes id, Bytes stamp, boolean isGone) {}

  private Bytes[] keys(CollectionRef collection) {
    return new Bytes[] {space.index(collection), space.stamps(collection)};
  }
}
