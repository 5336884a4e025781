package dev.holdfast.backend.redis.listing;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.StoredCell;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the records of many cells, all under way at once. */
final class CellRecords {

  private static final Logger LOG = LoggerFactory.getLogger(CellRecords.class);
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
      pending.add(start(collection, id, deadline));
    }
    List<@Nullable StoredCell> records = new ArrayList<>(ids.size());
    for (Caller.Pending<Bytes> each : pending) {
      records.add(listed(each.reply()));
    }
    return records;
  }

  /** Tells which cells are gone, and which are not; nothing of those that are damaged. */
  Map<Bytes, Boolean> gone(CollectionRef collection, List<Bytes> ids, Deadline deadline) {
    Map<Bytes, Caller.Pending<Bytes>> pending = new LinkedHashMap<>();
    for (Bytes id : ids) {
      try {
        pending.put(id, start(collection, id, deadline));
      } catch (InvalidRequestException damaged) {
        LOG.debug("An entry of {} is no id of a cell.", collection, damaged);
      }
    }
    Map<Bytes, Boolean> gone = new HashMap<>();
    pending.forEach(
        (id, each) -> {
          try {
            gone.put(id, listed(each.reply()) == null);
          } catch (CorruptException damaged) {
            LOG.debug("A cell of {} is damaged.", collection, damaged);
          }
        });
    return gone;
  }

  private Caller.Pending<Bytes> start(CollectionRef collection, Bytes id, Deadline deadline) {
    Bytes key = space.cell(collection.cell(id.toUtf8()));
    return caller.start(
        key, "The listing of " + collection, server -> server.hget(key, CELL), deadline);
  }

  private static @Nullable StoredCell listed(@Nullable Bytes text) {
    if (text == null) {
      return null;
    }
    StoredCell cell = StoredCell.read(text);
    return cell.isListed() ? cell : null;
  }
}
