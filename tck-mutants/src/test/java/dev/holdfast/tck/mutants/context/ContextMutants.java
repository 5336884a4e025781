package dev.holdfast.tck.mutants.context;

import java.util.List;
import java.util.stream.Stream;

/** All broken contexts. */
public final class ContextMutants {

  private ContextMutants() {}

  /** Returns all of them. */
  public static List<ContextMutant> all() {
    return Stream.of(
            StoreMutants.all(),
            ListingMutants.all(),
            SyncMutants.all(),
            WriteMutants.all(),
            WatchMutants.all())
        .flatMap(List::stream)
        .toList();
  }
}
