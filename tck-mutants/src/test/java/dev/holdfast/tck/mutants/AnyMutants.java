package dev.holdfast.tck.mutants;

import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.spi.support.MapRecord;
import dev.holdfast.tck.mutants.plain.PlainLog;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.value.Bytes;
import java.util.List;

/** What shows only when several operations come together. */
final class AnyMutants {

  private AnyMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "forgets the floors of an earlier deletion at the next",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void deleteContents() {
                        state.floors.clear();
                        super.deleteContents();
                      }
                    }),
            "CELL-TOMB-03"),
        new Mutant(
            "drops a map when its last row is deleted",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void putMap(MapRef ref, MapRecord map) {
                        super.putMap(ref, map);
                        if (map.rows() == 0 && deleted) {
                          state.maps.remove(ref);
                        }
                      }

                      private boolean deleted;

                      @Override
                      public void deleteRow(MapRef ref, MapRecord map, Bytes key) {
                        super.deleteRow(ref, map, key);
                        deleted = true;
                      }
                    }),
            "CELL-ANY-01",
            "CELL-MAP-03"),
        new Mutant(
            "counts truncated entries on",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void removeAfter(LogRef ref, LogRecord log, Offset after) {
                        PlainLog kept = state.logs.get(ref);
                        if (kept != null && kept.entries.size() > 4) {
                          super.removeAfter(ref, log, after);
                        }
                      }
                    }),
            "CELL-ANY-01",
            "CELL-TRUNC-01"));
  }
}
