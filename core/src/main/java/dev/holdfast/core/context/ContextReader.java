package dev.holdfast.core.context;

import dev.holdfast.context.Context;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.LogStats;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads contexts, decoding only what the cache does not have at the revision stored. */
final class ContextReader {

  static final LogRef DELTAS = new LogRef("deltas");

  /** How many bytes of deltas are read for one answer; above that, the full context is cheaper. */
  private static final long MAX_DELTA_BYTES = 1 << 20;

  private final Cells cells;
  private final ContextCache cache;
  private final int threshold;

  ContextReader(Cells cells, ContextCache cache, int threshold) {
    this.cells = cells;
    this.cache = cache;
    this.threshold = threshold;
  }

  /** Reads the context alone. */
  ContextState context(CellRef cell) {
    return context(cells, cell);
  }

  private ContextState context(Cells within, CellRef cell) {
    ContextState known = cache.get(cell);
    HeadAnswer head = within.head(cell, known == null ? null : known.revision());
    return head instanceof HeadAnswer.Unchanged && known != null
        ? known
        : keep(cell, known, state(cell, known, head, 0, -1));
  }

  /** Reads the context and where its deltas end. */
  ContextState contextAndEnd(Cells within, CellRef cell) {
    ContextState known = cache.get(cell);
    CellAnswer answer = within.read(cell, List.of(head(known), new Part.LogStatsPart(DELTAS)));
    long lastDelta = answer.answer(1, LogStats.class).last().major();
    return keep(cell, known, state(cell, known, answer.head(), answer.version(), lastDelta));
  }

  /** Returns the state that answers a client at {@code position} as well as can be. */
  ContextState stateFor(Cells within, CellRef cell, Position position) {
    ContextState known = cache.get(cell);
    boolean headIsEnough = threshold == 0 || canAnswer(known, position);
    ContextState state =
        headIsEnough ? context(within, cell) : contextAndDeltas(within, cell, position);
    return headIsEnough && threshold > 0 && !canAnswer(state, position)
        ? contextAndDeltas(within, cell, position)
        : state;
  }

  /** Returns the oldest position that what is in memory cannot answer, or else the first. */
  Position mostWanting(CellRef cell, List<Position> positions) {
    ContextState known = cache.get(cell);
    return positions.stream()
        .filter(position -> !canAnswer(known, position))
        .min(Comparator.comparingLong(Position::version))
        .orElse(positions.get(0));
  }

  boolean canAnswer(@Nullable ContextState state, Position position) {
    return state == null ? position.version() == 0 : state.canAnswer(position, threshold);
  }

  SyncAnswer answer(ContextState state, Position position) {
    return state.answer(position, threshold);
  }

  private ContextState contextAndDeltas(Cells within, CellRef cell, Position position) {
    ContextState known = cache.get(cell);
    Limits limits = cells.info().limits();
    Part.LogPart deltas =
        Part.LogPart.after(
            DELTAS,
            new Offset(position.version(), 0),
            Math.min(threshold, limits.maxPage()),
            Math.min(MAX_DELTA_BYTES, limits.maxReadBytes()));
    CellAnswer answer = within.read(cell, List.of(head(known), deltas));
    LogAnswer log = answer.answer(1, LogAnswer.class);
    ContextState state = state(cell, known, answer.head(), answer.version(), log.last().major());
    return keep(cell, known, withDeltas(state, log));
  }

  /** Adds the deltas read, if they come up to the context and are more than those known. */
  private static ContextState withDeltas(ContextState state, LogAnswer log) {
    DeltaChain chain = null;
    for (LogEntry entry : log.entries()) {
      long version = entry.offset().major();
      if (version <= state.version()) {
        chain = chain == null ? DeltaChain.endingAt(version - 1) : chain;
        chain = chain.with(version, entry.value());
      }
    }
    return chain == null
            || chain.last() != state.version()
            || chain.length() <= state.chain().length()
        ? state
        : state.withChain(chain);
  }

  static DeltaEntry decode(CellRef cell, LogEntry entry) {
    return DeltaEntry.decode(cell.id(), entry.offset().major(), entry.value());
  }

  private static Part.HeadPart head(@Nullable ContextState known) {
    return known == null ? Part.HeadPart.ANY : new Part.HeadPart(known.revision());
  }

  private ContextState keep(CellRef cell, @Nullable ContextState known, ContextState state) {
    cache.replace(cell, known, state);
    return state;
  }

  /**
   * Returns the state that {@code head} shows.
   *
   * @param floor the version that a deleted context left behind, as far as the answer tells
   * @param lastDelta the version of the newest delta, or -1 if the answer does not tell
   */
  private ContextState state(
      CellRef cell, @Nullable ContextState known, HeadAnswer head, long floor, long lastDelta) {
    if (head instanceof HeadAnswer.Unchanged && known != null) {
      return known.endingAt(lastDelta);
    }
    if (head instanceof HeadAnswer.Present present) {
      // A writer of this process may have stored it, and cached it, since the cache was asked.
      ContextState newer = cache.get(cell);
      if (newer != null && present.head().revision().equals(newer.revision())) {
        return newer.endingAt(lastDelta);
      }
      Context context = decode(cell, present.head());
      long last = lastDelta < 0 ? context.version() : lastDelta;
      return ContextState.of(
          present.head().revision(), context, last, DeltaChain.endingAt(context.version()));
    }
    return ContextState.absent(cell.id(), floor, Math.max(0, lastDelta));
  }

  static Context decode(CellRef cell, Head head) {
    try {
      return new Context(
          cell.id(),
          JsonObject.parse(head.value()),
          head.revision().version(),
          head.revision().tag(),
          head.at());
    } catch (InvalidRequestException e) {
      throw new CorruptException(
          ErrorCode.CORRUPT,
          "What is stored as context \"%s\" is not a JSON object.".formatted(cell.id()),
          e);
    }
  }
}
