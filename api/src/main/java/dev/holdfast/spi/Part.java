package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a cell that a read asks for.
 *
 * @param <A> what answers it
 */
public sealed interface Part<A extends PartAnswer> {

  /**
   * Asks for the head.
   *
   * @param unless the revision that the reader has already; its value is not sent again; {@code
   *     null} to get the head in any case
   */
  record HeadPart(@Nullable Revision unless) implements Part<HeadAnswer> {
    /** Asks for the head, whatever it is. */
    public static final HeadPart ANY = new HeadPart(null);
  }

  /**
   * Asks for the entries with {@code after < offset <= upTo}.
   *
   * @param log the log
   * @param after the offset before the first entry wanted
   * @param upTo the largest offset wanted; nothing matches where it is not above {@code after}
   * @param direction which end the answer begins at
   * @param maxEntries the most entries in the answer, at least 1
   * @param maxBytes the most value bytes in the answer, at least 1; the first entry is always in
   * @param incarnation the incarnation that the reader began with, or 0 for whichever there is;
   *     another one is answered as absent
   */
  record LogPart(
      LogRef log,
      Offset after,
      Offset upTo,
      Direction direction,
      int maxEntries,
      long maxBytes,
      long incarnation)
      implements Part<LogAnswer> {
    /** Checks the numbers. */
    public LogPart {
      Requests.positive("maxEntries", maxEntries);
      Requests.positive("maxBytes", maxBytes);
      Requests.notNegative("Incarnation", incarnation);
    }

    /** Asks for entries after {@code after}, upwards. */
    public static LogPart after(LogRef log, Offset after, int maxEntries, long maxBytes) {
      return new LogPart(log, after, Offset.END, Direction.ASCENDING, maxEntries, maxBytes, 0);
    }
  }

  /**
   * Asks for a log's statistics.
   *
   * @param log the log
   */
  record LogStatsPart(LogRef log) implements Part<LogStats> {}

  /**
   * Asks for rows by their keys.
   *
   * @param map the map
   * @param keys the keys, at least one
   */
  record RowsPart(MapRef map, List<Bytes> keys) implements Part<RowsAnswer> {
    /** Copies and checks the keys. */
    public RowsPart {
      keys = List.copyOf(keys);
      Requests.positive("Number of keys", keys.size());
      keys.forEach(Names::key);
    }
  }

  /**
   * Asks for a page of a map's rows.
   *
   * <p>A sorted map answers in key order, either way. An unsorted one takes no bounds and answers
   * ascending in an order of its own: a row that is there throughout the scan comes at least once.
   *
   * @param map the map
   * @param from the smallest key wanted; {@code null} for no bound
   * @param to the key before which to stop, itself not wanted; {@code null} for no bound
   * @param direction which way
   * @param cursor what the page before gave; {@code null} for the first page
   * @param maxRows the most rows in the answer, at least 1
   * @param maxBytes the most key and value bytes in the answer, at least 1; the first row is always
   *     in
   */
  record ScanPart(
      MapRef map,
      @Nullable Bytes from,
      @Nullable Bytes to,
      Direction direction,
      @Nullable Bytes cursor,
      int maxRows,
      long maxBytes)
      implements Part<RowPage> {
    /** Checks the numbers, and that an unsorted map is scanned without bounds and upwards. */
    public ScanPart {
      Requests.positive("maxRows", maxRows);
      Requests.positive("maxBytes", maxBytes);
      if (!map.sorted() && (from != null || to != null || direction == Direction.DESCENDING)) {
        throw Requests.invalid(
            "Map \"" + map.name() + "\" is unsorted: it is scanned without bounds, ascending.");
      }
    }

    /** Asks for the first page of all rows, upwards. */
    public static ScanPart all(MapRef map, int maxRows, long maxBytes) {
      return new ScanPart(map, null, null, Direction.ASCENDING, null, maxRows, maxBytes);
    }

    /** Asks for the page that {@code cursor} leads to. */
    public ScanPart next(Bytes cursor) {
      return new ScanPart(map, from, to, direction, cursor, maxRows, maxBytes);
    }
  }

  /**
   * Asks for a map's statistics.
   *
   * @param map the map
   */
  record MapStatsPart(MapRef map) implements Part<MapStats> {}
}
