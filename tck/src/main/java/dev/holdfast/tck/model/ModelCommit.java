package dev.holdfast.tck.model;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Head;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import dev.holdfast.spi.Row;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** One commit on its way through the model, on a cell that is thrown away if it is refused. */
final class ModelCommit {

  private final ModelCell cell;
  private final int maxTrim;
  private final Instant at;
  private final List<Offset> offsets = new ArrayList<>();
  private boolean changed;
  private boolean trimComplete = true;

  ModelCommit(ModelCell cell, Limits limits, Instant now) {
    Instant millis = now.truncatedTo(ChronoUnit.MILLIS);
    this.cell = cell;
    this.maxTrim = limits.maxTrimEntries();
    this.at = cell.updatedAt == null || millis.isAfter(cell.updatedAt) ? millis : cell.updatedAt;
  }

  CommitResult apply(List<Mutation> mutations) {
    mutations.forEach(this::apply);
    if (changed) {
      cell.sequence++;
      cell.updatedAt = at;
    }
    Instant instant = cell.updatedAt == null ? at : cell.updatedAt;
    return new CommitResult(cell.revision(), cell.sequence, instant, offsets, trimComplete, false);
  }

  private void apply(Mutation mutation) {
    if (mutation instanceof Mutation.PutHead put) {
      putHead(put.version(), put.value());
    } else if (mutation instanceof Mutation.DeleteHead) {
      changed |= cell.head != null;
      cell.head = null;
    } else if (mutation instanceof Mutation.Append append) {
      append(append.log(), append.offset(), append.value());
    } else if (mutation instanceof Mutation.AppendNext append) {
      Offset last = cell.last(append.log());
      if (last.major() == Long.MAX_VALUE) {
        throw new Refusal(ErrorCode.LIMIT_EXCEEDED);
      }
      append(append.log(), new Offset(last.major() + 1, 0), append.value());
    } else if (mutation instanceof Mutation.TrimThrough trim) {
      trim(trim.log(), entry -> !entry.offset().isAfter(trim.through()));
    } else if (mutation instanceof Mutation.TrimOlderThan trim) {
      trim(trim.log(), entry -> entry.at().isBefore(trim.instant()));
    } else if (mutation instanceof Mutation.TrimToLatest trim) {
      trimToLatest(trim);
    } else if (mutation instanceof Mutation.TruncateAfter truncate) {
      truncate(truncate);
    } else if (mutation instanceof Mutation.DropLog drop) {
      if (cell.logs.remove(drop.log()) != null) {
        cell.floors.remove(drop.log());
        changed = true;
      }
    } else if (mutation instanceof Mutation.PutRow put) {
      cell.maps
          .computeIfAbsent(
              put.map(), map -> new ModelCell.Rows(++cell.incarnations, new TreeMap<>()))
          .rows()
          .put(put.key(), new Row(put.key(), put.value(), cell.sequence + 1));
      changed = true;
    } else if (mutation instanceof Mutation.DeleteRow delete) {
      ModelCell.Rows map = cell.maps.get(delete.map());
      changed |= map != null && map.rows().remove(delete.key()) != null;
    } else if (mutation instanceof Mutation.DropMap drop) {
      changed |= cell.maps.remove(drop.map()) != null;
    } else if (mutation instanceof Mutation.DeleteCell) {
      changed |= cell.isListed();
      cell.head = null;
      cell.logs.forEach((name, log) -> cell.floors.put(name, log.last));
      cell.logs.clear();
      cell.maps.clear();
    }
  }

  private void putHead(long version, Bytes value) {
    if (cell.head != null && version == cell.version && value.equals(cell.head.value())) {
      return;
    }
    if (version <= cell.version) {
      throw new Refusal(ErrorCode.VERSION_CONFLICT);
    }
    cell.version = version;
    cell.head = new Head(new Revision(version, 0), value, at);
    changed = true;
  }

  private void append(LogRef name, Offset offset, Bytes value) {
    offsets.add(offset);
    if (!offset.isAfter(cell.last(name))) {
      ModelCell.Log log = cell.logs.get(name);
      LogEntry there = log == null ? null : log.entries.get(offset);
      if (there == null || !there.value().equals(value)) {
        throw new Refusal(ErrorCode.OFFSET_CONFLICT);
      }
      return;
    }
    Offset floor = cell.last(name);
    ModelCell.Log log =
        cell.logs.computeIfAbsent(
            name, missing -> new ModelCell.Log(++cell.incarnations, floor, floor));
    log.entries.put(offset, new LogEntry(offset, value, at));
    log.last = offset;
    changed = true;
  }

  private void trim(LogRef name, Predicate<LogEntry> goes) {
    ModelCell.Log log = cell.logs.get(name);
    if (log != null) {
      List<LogEntry> going = new ArrayList<>();
      for (LogEntry entry : log.entries.values()) {
        if (!goes.test(entry)) {
          break;
        }
        going.add(entry);
      }
      trim(log, going);
    }
  }

  private void trimToLatest(Mutation.TrimToLatest trim) {
    ModelCell.Log log = cell.logs.get(trim.log());
    if (log != null && log.entries.size() > trim.keep()) {
      int excess = log.entries.size() - (int) trim.keep();
      trim(log, List.copyOf(log.entries.values()).subList(0, excess));
    }
  }

  private void trim(ModelCell.Log log, List<LogEntry> going) {
    for (LogEntry entry : bounded(going)) {
      log.entries.remove(entry.offset());
      log.trimmedThrough = entry.offset();
    }
  }

  private void truncate(Mutation.TruncateAfter truncate) {
    ModelCell.Log log = cell.logs.get(truncate.log());
    if (log == null || !log.last.isAfter(truncate.after())) {
      return;
    }
    Collection<LogEntry> newestFirst =
        log.entries.tailMap(truncate.after(), false).descendingMap().values();
    List<LogEntry> all = List.copyOf(newestFirst);
    List<LogEntry> going = bounded(all);
    going.forEach(entry -> log.entries.remove(entry.offset()));
    Offset end =
        going.size() < all.size()
            ? log.entries.lastKey()
            : Offset.max(truncate.after(), log.trimmedThrough);
    changed |= !end.equals(log.last);
    log.last = end;
  }

  private List<LogEntry> bounded(List<LogEntry> going) {
    changed |= !going.isEmpty();
    trimComplete &= going.size() <= maxTrim;
    return going.subList(0, Math.min(going.size(), maxTrim));
  }
}
