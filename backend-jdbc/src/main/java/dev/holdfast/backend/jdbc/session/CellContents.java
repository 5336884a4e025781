package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.StoredMark;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What is stored of a cell beyond its row's state, read when it is asked for. */
interface CellContents {

  /** A row without its value. */
  record StoredRow(long version, long bytes) {}

  /** Returns the head's value. */
  Bytes head();

  /** Returns the value of the entry at {@code offset}, or {@code null} if there is none. */
  @Nullable Bytes entry(long incarnation, Offset offset);

  /**
   * Returns at most {@code max} entries with {@code after < offset <= upTo}, the oldest first or
   * the newest first.
   */
  List<StoredMark> marks(long incarnation, Offset after, Offset upTo, boolean newestFirst, int max);

  /** Returns the entries of the row that holds {@code offset}, or would hold it. */
  List<LogEntry> run(long incarnation, Offset offset);

  /** Returns the row with this key, or {@code null} if there is none. */
  @Nullable StoredRow row(long incarnation, Bytes key);

  /** Returns what is remembered of a writer that is not the cell's last, or {@code null}. */
  @Nullable WriterRecord writer(UUID writer);
}
