package dev.holdfast.backend.jdbc.session;

import dev.holdfast.backend.jdbc.cell.StoredMark;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.WriterRecord;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The contents of a cell of which only the row's state is at hand. */
final class Unread implements CellContents {

  static final CellContents CONTENTS = new Unread();

  private Unread() {}

  /** Says that a commit cannot be judged without reading; it has no trace, being expected. */
  static final class NeedsReading extends RuntimeException {
    private NeedsReading() {
      super("The cell has to be read.", null, false, false);
    }
  }

  @Override
  public Bytes head() {
    throw new NeedsReading();
  }

  @Override
  public @Nullable Bytes entry(long incarnation, Offset offset) {
    throw new NeedsReading();
  }

  @Override
  public List<StoredMark> marks(
      long incarnation, Offset after, Offset upTo, boolean newestFirst, int max) {
    throw new NeedsReading();
  }

  @Override
  public List<LogEntry> run(long incarnation, Offset offset) {
    throw new NeedsReading();
  }

  @Override
  public @Nullable StoredRow row(long incarnation, Bytes key) {
    throw new NeedsReading();
  }

  @Override
  public @Nullable WriterRecord writer(UUID writer) {
    throw new NeedsReading();
  }
}
