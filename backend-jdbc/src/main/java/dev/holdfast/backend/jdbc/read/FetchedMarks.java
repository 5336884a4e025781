package dev.holdfast.backend.jdbc.read;

import dev.holdfast.backend.jdbc.cell.EntryRun;
import dev.holdfast.backend.jdbc.cell.StoredMark;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Entries of a log without their values, among them others that stand in the same rows. */
final class FetchedMarks extends Fetched<StoredMark> {

  @Override
  void read(ResultSet row, List<StoredMark> into) throws SQLException {
    into.addAll(EntryRun.marks(row.getBytes(KEY)));
  }
}
