package dev.holdfast.tck.mutants;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.support.CellRecord;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainCell;
import dev.holdfast.tck.mutants.plain.PlainMap;
import dev.holdfast.tck.mutants.plain.PlainSession;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** Deletions and time gone wrong. */
final class DeletionMutants {

  private DeletionMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "leaves the maps of a deleted cell",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void deleteContents() {
                        Map<MapRef, PlainMap> maps = Map.copyOf(state.maps);
                        super.deleteContents();
                        state.maps.putAll(maps);
                      }
                    }),
            "CELL-TOMB-01"),
        new Mutant(
            "forgets the version of a deleted cell",
            forgetting(
                cell ->
                    new CellRecord(
                        0, 0, null, cell.sequence(), cell.updatedAt(), cell.incarnations())),
            "CELL-TOMB-02"),
        new Mutant(
            "forgets where the logs of a deleted cell ended",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public void deleteContents() {
                        super.deleteContents();
                        state.floors.clear();
                      }
                    }),
            "CELL-TOMB-03"),
        new Mutant(
            "counts the commits of a re-created cell from one",
            DeletionMutants::countsFromOne,
            "CELL-TOMB-04"),
        new Mutant("sweeps deleted cells after an hour", DeletionMutants::sweeping, "CELL-TOMB-05"),
        new Mutant(
            "counts the deletion of nothing",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      @Override
                      public boolean hasLogsOrMaps() {
                        return true;
                      }
                    }),
            "CELL-TOMB-06"),
        new Mutant(
            "counts the incarnations of a re-created cell from one",
            forgetting(
                cell ->
                    new CellRecord(cell.version(), 0, null, cell.sequence(), cell.updatedAt(), 0)),
            "CELL-TOMB-07"),
        new Mutant(
            "takes the time from the system",
            Flaws.clocks(clock -> InstantSource.system()),
            "CELL-TIME-01"),
        new Mutant(
            "follows a clock that goes back",
            Flaws.sessions(
                (state, commit) ->
                    new PlainSession(state) {
                      private final long before = state.record.sequence();

                      @Override
                      public CellRecord cell() {
                        CellRecord cell = super.cell();
                        return cell.sequence() == before ? withoutInstant(cell) : cell;
                      }
                    }),
            "CELL-TIME-02"));
  }

  /** Changes the record of the cell that is deleted. */
  private static Mutant.Opener forgetting(UnaryOperator<CellRecord> change) {
    return Flaws.sessions(
        (state, commit) ->
            new PlainSession(state) {
              @Override
              public void deleteContents() {
                super.deleteContents();
                putCell(change.apply(cell()));
              }
            });
  }

  private static CellRecord withoutInstant(CellRecord cell) {
    return new CellRecord(
        cell.version(), cell.tag(), cell.headAt(), cell.sequence(), null, cell.incarnations());
  }

  private static PlainBackend countsFromOne(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
        if (commit.mutations().contains(new Mutation.DeleteCell()) && !after.isLive()) {
          after.record = CommitMutants.numbered(after.record, 0);
        }
        super.publish(ref, before, after, commit);
      }
    };
  }

  private static PlainBackend sweeping(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      protected void publish(CellRef ref, PlainCell before, PlainCell after, Commit commit) {
        super.publish(ref, before, after, commit);
        Instant horizon = clock.instant().minusSeconds(3600);
        storage
            .cells()
            .values()
            .removeIf(
                cell ->
                    !cell.isLive()
                        && cell.record.updatedAt() != null
                        && cell.record.updatedAt().isBefore(horizon));
      }
    };
  }
}
