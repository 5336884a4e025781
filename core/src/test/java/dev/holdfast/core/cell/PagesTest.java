package dev.holdfast.core.cell;

import static dev.holdfast.core.cell.ScriptedBackend.CELL;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.GoneException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogAnswer;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Reach;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Logs and maps that change while they are read page by page. */
final class PagesTest {

  private static final LogRef LOG = new LogRef("log");
  private static final MapRef MAP = MapRef.unsorted("map");

  private final ScriptedBackend backend = new ScriptedBackend();
  private final Cells cells =
      Cells.of(
          backend,
          "test",
          Duration.ofMinutes(1),
          InstantSource.system(),
          new Workers("test", Reach.ONE_PROCESS));

  private Iterator<LogEntry> entries(Direction direction) {
    return cells.entries(CELL, LOG, Offset.ORIGIN, Offset.END, direction);
  }

  private static Supplier<List<CellAnswer>> gives(PartAnswer answer) {
    return () -> List.of(new CellAnswer(0, 1, Instant.EPOCH, List.of(answer)));
  }

  private static LogAnswer page(long trimmedThrough, boolean more, long... majors) {
    return new LogAnswer(
        true,
        5,
        new Offset(9, 0),
        new Offset(trimmedThrough, 0),
        LongStream.of(majors)
            .mapToObj(major -> new LogEntry(new Offset(major, 0), Bytes.EMPTY, Instant.EPOCH))
            .toList(),
        more);
  }

  private static RowPage rows(String cursor, String... keys) {
    return new RowPage(
        true,
        5,
        List.of(keys).stream().map(key -> new Row(Bytes.utf8(key), Bytes.EMPTY, 1)).toList(),
        cursor.isEmpty() ? null : Bytes.utf8(cursor));
  }

  @Test
  void log_isReadPageByPage_onlyAsFarAsAskedFor() {
    backend.readsGive(gives(page(0, true, 1, 2)), gives(page(0, false, 3)));
    Iterator<LogEntry> entries = entries(Direction.ASCENDING);
    assertThat(backend.calls).isEmpty();
    assertThat(entries.next().offset().major()).isEqualTo(1);
    assertThat(entries.next().offset().major()).isEqualTo(2);
    assertThat(backend.calls).hasSize(1);
    assertThat(entries.next().offset().major()).isEqualTo(3);
    assertThat(entries.hasNext()).isFalse();
    assertThat(backend.calls).hasSize(2);
  }

  @Test
  void absentLog_hasNoEntries() {
    backend.readsGive(gives(LogAnswer.ABSENT));
    assertThat(entries(Direction.ASCENDING).hasNext()).isFalse();
  }

  @Test
  void logDroppedBetweenPages_isGone() {
    backend.readsGive(gives(page(0, true, 1)), gives(LogAnswer.ABSENT));
    Iterator<LogEntry> entries = entries(Direction.ASCENDING);
    entries.next();
    assertThatThrownBy(entries::hasNext)
        .isInstanceOf(GoneException.class)
        .hasMessageContaining("dropped");
  }

  @Test
  void entriesTrimmedBeforeTheReaderCameToThem_areGone() {
    backend.readsGive(gives(page(0, true, 1, 2)), gives(page(3, false, 4)));
    Iterator<LogEntry> entries = entries(Direction.ASCENDING);
    entries.next();
    entries.next();
    assertThatThrownBy(entries::hasNext)
        .isInstanceOf(GoneException.class)
        .hasMessageContaining("trimmed through 3_0");
  }

  @Test
  void entriesTrimmedThatTheReaderHasSeen_doNotMatter() {
    backend.readsGive(gives(page(0, true, 1, 2)), gives(page(2, false, 3)));
    assertThat(entries(Direction.ASCENDING)).toIterable().hasSize(3);
  }

  @Test
  void entriesTrimmedUnderADescendingReader_areGone() {
    backend.readsGive(gives(page(1, true, 9, 8)), gives(page(2, false, 7)));
    Iterator<LogEntry> entries = entries(Direction.DESCENDING);
    entries.next();
    entries.next();
    assertThatThrownBy(entries::hasNext).isInstanceOf(GoneException.class);
  }

  @Test
  void rows_areReadThroughEmptyPages() {
    backend.readsGive(gives(rows("c1", "a")), gives(rows("c2")), gives(rows("", "b")));
    assertThat(cells.rows(CELL, MAP)).toIterable().hasSize(2);
  }

  @Test
  void mapDroppedBetweenPages_isGone() {
    backend.readsGive(gives(rows("c1", "a")), gives(RowPage.ABSENT));
    Iterator<Row> rows = cells.rows(CELL, MAP);
    rows.next();
    assertThatThrownBy(rows::hasNext).isInstanceOf(GoneException.class);
  }

  @Test
  void readThatIsUnavailableForAMoment_isRepeated() {
    backend.readsGive(
        () -> {
          throw new UnavailableException(ErrorCode.UNAVAILABLE, "Nobody is there.");
        },
        gives(rows("", "a")));
    assertThat(cells.rows(CELL, MAP)).toIterable().hasSize(1);
  }
}
