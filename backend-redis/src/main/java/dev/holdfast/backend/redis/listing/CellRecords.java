package dev.holdfast.backend.redis.listing;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.StoredCell;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the records of many cells, all under way at once. */
final class CellRecords {

  private static final Bytes CELL = Bytes.utf8("c");

  private final Caller caller;
  private final KeySpace space;

  CellRecords(Caller caller, KeySpace space) {
    this.caller = caller;
    this.space = space;
  }

  /** Returns the record of each cell, {@code null} where nothing is listed. */
  List<@Nullable StoredCell> read(CollectionRef collection, List<Bytes> ids, Deadline deadline) {
    List<Caller.Pending<Bytes>> pending = new ArrayList<>(ids.size());
    for (Bytes id : ids) {
      Bytes key = space.cell(collection.cell(id.toUtf8()));
      pending.add(
          caller.start(
              key, "The listing of " + collection, server -> server.hget(key, CELL), deadline));
    }
    List<@Nullable StoredCell> records = new ArrayList<>(ids.size());
    for (Caller.Pending<Bytes> each : pending) {
      records.add(listed(each.reply()));
    }
    return records;
  }

  private static @Nullable StoredCell listed(@Nullable Bytes text) {
    if (text == null) {
      return null;
    }
    StoredCell cell = StoredCell.read(text);
    return cell.isListed() ? cell : null;
  }
}
