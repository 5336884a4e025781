package dev.holdfast.core.cell;

import dev.holdfast.error.LimitExceededException;
import dev.holdfast.error.UnsupportedException;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Durability;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.value.Bytes;
import java.util.function.Supplier;

/** Refuses what goes past the limits and capabilities that a backend declares. */
final class RequestCheck {

  private final String backend;
  private final Limits limits;
  private final Durability strongest;

  RequestCheck(BackendInfo info) {
    this.backend = info.name();
    this.limits = info.limits();
    this.strongest = info.capabilities().durability();
  }

  void read(CellRead read) {
    if (read.parts().size() > CellRead.MAX_PARTS) {
      throw beyond(
          "The read of \"%s\" asks for %d parts".formatted(read.cell(), read.parts().size()),
          CellRead.MAX_PARTS + " (MAX_PARTS)",
          "Ask for fewer, in several reads.");
    }
    read.parts().forEach(part -> part(read.cell(), part));
  }

  void list(ListQuery query) {
    page(() -> "The listing of \"" + query.collection() + "\"", query.pageSize(), "cells");
  }

  void commit(CellRef cell, Commit commit) {
    durability(cell, commit);
    long parts = (long) commit.mutations().size() + commit.preconditions().size();
    if (parts > limits.maxMutations()) {
      throw beyond(
          "The commit on \"%s\" has %d mutations and preconditions".formatted(cell, parts),
          limits.maxMutations() + " (maxMutations)",
          "Split it into several commits.");
    }
    long bytes = 0;
    for (Precondition precondition : commit.preconditions()) {
      bytes += keyBytes(precondition);
    }
    for (Mutation mutation : commit.mutations()) {
      bytes += bytes(cell, mutation);
    }
    if (bytes > limits.maxCommitBytes()) {
      throw beyond(
          "The keys and values of the commit on \"%s\" have %d bytes".formatted(cell, bytes),
          limits.maxCommitBytes() + " (maxCommitBytes)",
          "Split it into several commits.");
    }
  }

  private void durability(CellRef cell, Commit commit) {
    Durability asked = commit.durability();
    if (asked != null && asked.compareTo(strongest) > 0) {
      throw new UnsupportedException(
          "The commit on \"%s\" asks for durability %s, but the backend \"%s\" gives %s at most."
              .formatted(cell, asked, backend, strongest));
    }
  }

  private void part(CellRef cell, Part<?> part) {
    if (part instanceof Part.LogPart log) {
      Supplier<String> what =
          () -> "The read of log \"%s\" of \"%s\"".formatted(log.log().name(), cell);
      page(what, log.maxEntries(), "entries");
      readBytes(what, log.maxBytes());
    } else if (part instanceof Part.ScanPart scan) {
      Supplier<String> what =
          () -> "The scan of map \"%s\" of \"%s\"".formatted(scan.map().name(), cell);
      page(what, scan.maxRows(), "rows");
      readBytes(what, scan.maxBytes());
    } else if (part instanceof Part.RowsPart rows) {
      page(
          () -> "The read of map \"%s\" of \"%s\"".formatted(rows.map().name(), cell),
          rows.keys().size(),
          "keys");
    }
  }

  private void page(Supplier<String> what, int asked, String items) {
    if (asked > limits.maxPage()) {
      throw beyond(
          "%s asks for %d %s at once".formatted(what.get(), asked, items),
          limits.maxPage() + " (maxPage)",
          "Ask for fewer, in several pages.");
    }
  }

  private void readBytes(Supplier<String> what, long asked) {
    if (asked > limits.maxReadBytes()) {
      throw beyond(
          "%s asks for %d bytes at once".formatted(what.get(), asked),
          limits.maxReadBytes() + " (maxReadBytes)",
          "Ask for less, in several pages.");
    }
  }

  private static long keyBytes(Precondition precondition) {
    if (precondition instanceof Precondition.RowAbsent row) {
      return row.key().length();
    }
    return precondition instanceof Precondition.RowVersion row ? row.key().length() : 0;
  }

  private long bytes(CellRef cell, Mutation mutation) {
    if (mutation instanceof Mutation.PutHead put) {
      return value(cell, "head", put.value());
    } else if (mutation instanceof Mutation.Append append) {
      return value(cell, "entry", append.value());
    } else if (mutation instanceof Mutation.AppendNext append) {
      return value(cell, "entry", append.value());
    } else if (mutation instanceof Mutation.PutRow put) {
      return put.key().length() + value(cell, "row", put.value());
    }
    return mutation instanceof Mutation.DeleteRow delete ? delete.key().length() : 0;
  }

  private long value(CellRef cell, String what, Bytes value) {
    if (value.length() > limits.maxValueBytes()) {
      throw beyond(
          "The value of %s %s of \"%s\" has %d bytes"
              .formatted(what.equals("head") ? "the" : "an", what, cell, value.length()),
          limits.maxValueBytes() + " (maxValueBytes)",
          "Make the value smaller or split it.");
    }
    return value.length();
  }

  private LimitExceededException beyond(String what, String limit, String remedy) {
    return new LimitExceededException(
        "%s; the backend \"%s\" takes at most %s. %s".formatted(what, backend, limit, remedy));
  }
}
