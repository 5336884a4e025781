package dev.holdfast.tck.mutants;

import java.util.List;
import java.util.stream.Stream;

/** All broken backends. */
public final class Mutants {

  private Mutants() {}

  /** Returns all of them. */
  public static List<Mutant> all() {
    return Stream.of(
            HeadMutants.all(),
            CommitMutants.all(),
            LogMutants.all(),
            TrimMutants.all(),
            MapMutants.all(),
            ScanMutants.all(),
            ReadMutants.all(),
            ListMutants.all(),
            DeletionMutants.all(),
            OnceMutants.all(),
            NameMutants.all(),
            LifeMutants.all(),
            ConcurrencyMutants.all(),
            WatchMutants.all(),
            AnyMutants.all())
        .flatMap(List::stream)
        .toList();
  }
}
