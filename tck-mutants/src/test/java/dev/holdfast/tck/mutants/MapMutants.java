package dev.holdfast.tck.mutants;

import static java.util.Objects.requireNonNull;

import dev.holdfast.spi.Commit;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.MapStats;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.PartAnswer;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import dev.holdfast.spi.RowsAnswer;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainMap;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Maps gone wrong. */
final class MapMutants {

  private MapMutants() {}

  static List<Mutant> all() {
    List<Mutant> all = new ArrayList<>(rows());
    all.addAll(drops());
    return all;
  }

  private static List<Mutant> rows() {
    return List.of(
        new Mutant(
            "numbers the versions of each row from one",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putRow(MapRef ref, MapRecord map, Row row) {
                        long version = rowVersion(ref, map, row.key()) + 1;
                        super.putRow(ref, map, new Row(row.key(), row.value(), version));
                      }
                    }),
            "CELL-MAP-01",
            "CELL-PRE-07"),
        new Mutant(
            "leaves a row alone that gets the same bytes",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putRow(MapRef ref, MapRecord map, Row row) {
                        Row old = there(ref).rows.get(row.key());
                        if (old == null || !old.value().equals(row.value())) {
                          super.putRow(ref, map, row);
                        }
                      }
                    }),
            "CELL-MAP-02"),
        new Mutant(
            "takes a map without rows for none",
            Flaws.answers(
                (state, part, answer) ->
                    answer instanceof MapStats stats && stats.rows() == 0
                        ? MapStats.ABSENT
                        : answer),
            "CELL-MAP-03"),
        new Mutant(
            "leaves a deleted row, empty",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void deleteRow(MapRef ref, MapRecord map, Bytes key) {
                        putRow(ref, map, new Row(key, Bytes.EMPTY, rowVersion(ref, map, key)));
                      }
                    }),
            "CELL-MAP-03"),
        new Mutant(
            "makes a map by deleting from it",
            Flaws.sessions(MapMutants::madeByDeleting),
            "CELL-MAP-04"),
        new Mutant(
            "counts a row that is replaced again",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putRow(MapRef ref, MapRecord map, Row row) {
                        if (rowVersion(ref, map, row.key()) != 0) {
                          putMap(ref, new MapRecord(map.incarnation(), map.rows() + 1));
                        }
                        super.putRow(ref, map, row);
                      }
                    }),
            "CELL-MAP-05"),
        new Mutant(
            "keeps a sorted and an unsorted map of one name in one",
            Flaws.names(Rewrite.Names.maps(map -> MapRef.sorted(map.name()))),
            "CELL-MAP-06"),
        new Mutant(
            "answers an empty row for a key without one",
            Flaws.answers(MapMutants::emptyRows),
            "CELL-MAP-07"),
        new Mutant(
            "answers an empty page of a map that is not there",
            Flaws.answers(
                (state, part, answer) ->
                    answer.equals(RowPage.ABSENT) ? new RowPage(true, 1, List.of(), null) : answer),
            "CELL-MAP-08"),
        new Mutant(
            "forgets rows by keys of a map that is not there",
            Flaws.answers(
                (state, part, answer) ->
                    answer.equals(RowsAnswer.ABSENT) ? RowsAnswer.of(List.of()) : answer),
            "CELL-MAP-08"));
  }

  private static List<Mutant> drops() {
    return List.of(
        new Mutant(
            "drops all maps of the cell with one",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void dropMap(MapRef ref, MapRecord map) {
                        state.maps.clear();
                      }
                    }),
            "CELL-DROP-01"),
        new Mutant(
            "goes on with a scan whatever the incarnation of its cursor",
            Flaws.reads(MapMutants::renewed),
            "CELL-DROP-04"),
        new Mutant(
            "gives every map the same incarnation",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putMap(MapRef ref, MapRecord map) {
                        super.putMap(ref, new MapRecord(1, map.rows()));
                      }
                    }),
            "CELL-DROP-05",
            "CELL-TOMB-07"),
        new Mutant(
            "drops after all else in a commit",
            Flaws.commits((before, commit) -> dropsLast(commit)),
            "CELL-DROP-06"),
        new Mutant(
            "finds the old rows in a map made again",
            Flaws.sessions(MapMutants::oldRowsAgain),
            "CELL-DROP-05"));
  }

  private static PlainSession madeByDeleting(PlainCell state, Commit commit) {
    return new PlainSession(state) {
      @Override
      public @Nullable MapRecord map(MapRef ref) {
        boolean deletes =
            commit.mutations().stream()
                .anyMatch(m -> m instanceof Mutation.DeleteRow row && row.map().equals(ref));
        if (super.map(ref) == null && deletes) {
          putMap(ref, new MapRecord(1, 0));
        }
        return super.map(ref);
      }
    };
  }

  private static PartAnswer emptyRows(PlainCell state, Part<?> part, PartAnswer answer) {
    if (part instanceof Part.RowsPart wanted && ((RowsAnswer) answer).present()) {
      RowsAnswer found = (RowsAnswer) answer;
      return RowsAnswer.of(
          wanted.keys().stream()
              .map(key -> found.rows().getOrDefault(key, new Row(key, Bytes.EMPTY, 0)))
              .toList());
    }
    return answer;
  }

  private static Part<?> renewed(PlainCell state, Part<?> part) {
    if (part instanceof Part.ScanPart scan && scan.cursor() != null) {
      PlainMap map = state.maps.get(scan.map());
      Bytes cursor = requireNonNull(scan.cursor());
      return map == null
          ? part
          : scan.next(
              Bytes.ofLong(map.record.incarnation())
                  .concat(cursor.slice(Long.BYTES, cursor.length())));
    }
    return part;
  }

  private static Commit dropsLast(Commit commit) {
    return Rewrite.mutations(
        commit,
        commit.mutations().stream()
            .sorted(
                Comparator.comparing(
                    m -> m instanceof Mutation.DropLog || m instanceof Mutation.DropMap))
            .toList());
  }

  /** Keeps the rows of dropped maps aside, in a map of a name that nobody uses. */
  private static PlainSession oldRowsAgain(PlainCell state, Commit commit) {
    MapRef aside = MapRef.unsorted("dropped rows");
    return new PlainSession(state) {
      @Override
      public void dropMap(MapRef ref, MapRecord map) {
        putMap(aside, map);
        there(aside).rows.putAll(there(ref).rows);
        super.dropMap(ref, map);
      }

      @Override
      public void putMap(MapRef ref, MapRecord map) {
        boolean isNew = map(ref) == null;
        super.putMap(ref, map);
        if (isNew && map(aside) != null) {
          there(ref).rows.putAll(there(aside).rows);
        }
      }
    };
  }
}
