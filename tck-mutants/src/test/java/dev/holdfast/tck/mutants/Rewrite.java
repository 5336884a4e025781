package dev.holdfast.tck.mutants;

import dev.holdfast.spi.Commit;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.function.UnaryOperator;

/** Rewrites commits and reads. */
final class Rewrite {

  private Rewrite() {}

  /** What becomes of the names of logs and maps, and of the keys of rows. */
  record Names(UnaryOperator<LogRef> log, UnaryOperator<MapRef> map, UnaryOperator<Bytes> key) {

    static Names logs(UnaryOperator<LogRef> change) {
      return new Names(change, UnaryOperator.identity(), UnaryOperator.identity());
    }

    static Names maps(UnaryOperator<MapRef> change) {
      return new Names(UnaryOperator.identity(), change, UnaryOperator.identity());
    }

    static Names keys(UnaryOperator<Bytes> change) {
      return new Names(UnaryOperator.identity(), UnaryOperator.identity(), change);
    }
  }

  static Commit mutations(Commit commit, UnaryOperator<Mutation> change) {
    return mutations(commit, commit.mutations().stream().map(change).toList());
  }

  static Commit mutations(Commit commit, List<Mutation> mutations) {
    return new Commit(commit.id(), commit.preconditions(), mutations, commit.durability());
  }

  static Commit preconditions(Commit commit, List<Precondition> preconditions) {
    return new Commit(commit.id(), preconditions, commit.mutations(), commit.durability());
  }

  /** Leaves out one kind of precondition. */
  static Commit without(Commit commit, Class<? extends Precondition> kind) {
    return preconditions(
        commit, commit.preconditions().stream().filter(p -> !kind.isInstance(p)).toList());
  }

  static Commit withoutId(Commit commit) {
    return new Commit(null, commit.preconditions(), commit.mutations(), commit.durability());
  }

  static Mutation value(Mutation mutation, UnaryOperator<Bytes> change) {
    if (mutation instanceof Mutation.PutHead put) {
      return new Mutation.PutHead(put.version(), change.apply(put.value()));
    } else if (mutation instanceof Mutation.Append append) {
      return new Mutation.Append(append.log(), append.offset(), change.apply(append.value()));
    } else if (mutation instanceof Mutation.AppendNext append) {
      return new Mutation.AppendNext(append.log(), change.apply(append.value()));
    } else if (mutation instanceof Mutation.PutRow put) {
      return new Mutation.PutRow(put.map(), put.key(), change.apply(put.value()));
    }
    return mutation;
  }

  static Commit names(Commit commit, Names names) {
    List<Precondition> preconditions =
        commit.preconditions().stream().map(p -> names(p, names)).toList();
    return mutations(preconditions(commit, preconditions), mutation -> names(mutation, names));
  }

  private static Precondition names(Precondition precondition, Names names) {
    if (precondition instanceof Precondition.LogLast last) {
      return new Precondition.LogLast(names.log.apply(last.log()), last.last());
    } else if (precondition instanceof Precondition.RowAbsent absent) {
      return new Precondition.RowAbsent(
          names.map.apply(absent.map()), names.key.apply(absent.key()));
    } else if (precondition instanceof Precondition.RowVersion row) {
      return new Precondition.RowVersion(
          names.map.apply(row.map()), names.key.apply(row.key()), row.version());
    }
    return precondition;
  }

  private static Mutation names(Mutation mutation, Names names) {
    if (mutation instanceof Mutation.Append append) {
      return new Mutation.Append(names.log.apply(append.log()), append.offset(), append.value());
    } else if (mutation instanceof Mutation.AppendNext append) {
      return new Mutation.AppendNext(names.log.apply(append.log()), append.value());
    } else if (mutation instanceof Mutation.DropLog drop) {
      return new Mutation.DropLog(names.log.apply(drop.log()));
    } else if (mutation instanceof Mutation.PutRow put) {
      return new Mutation.PutRow(
          names.map.apply(put.map()), names.key.apply(put.key()), put.value());
    } else if (mutation instanceof Mutation.DeleteRow delete) {
      return new Mutation.DeleteRow(names.map.apply(delete.map()), names.key.apply(delete.key()));
    } else if (mutation instanceof Mutation.DropMap drop) {
      return new Mutation.DropMap(names.map.apply(drop.map()));
    }
    return mutation;
  }

  static Part<?> names(Part<?> part, Names names) {
    if (part instanceof Part.LogPart log) {
      return new Part.LogPart(
          names.log.apply(log.log()),
          log.after(),
          log.upTo(),
          log.direction(),
          log.maxEntries(),
          log.maxBytes(),
          log.incarnation());
    } else if (part instanceof Part.LogStatsPart stats) {
      return new Part.LogStatsPart(names.log.apply(stats.log()));
    } else if (part instanceof Part.RowsPart rows) {
      return new Part.RowsPart(
          names.map.apply(rows.map()), rows.keys().stream().map(names.key).toList());
    } else if (part instanceof Part.ScanPart scan) {
      return new Part.ScanPart(
          names.map.apply(scan.map()),
          scan.from(),
          scan.to(),
          scan.direction(),
          scan.cursor(),
          scan.maxRows(),
          scan.maxBytes());
    } else if (part instanceof Part.MapStatsPart stats) {
      return new Part.MapStatsPart(names.map.apply(stats.map()));
    }
    return part;
  }
}
