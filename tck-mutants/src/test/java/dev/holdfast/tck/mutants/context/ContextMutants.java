package dev.holdfast.tck.mutants.context;

import java.util.List;
import java.util.stream.Stream;

/** All broken contexts. */
final class ContextMutants {

  private ContextMutants() {}

  static List<ContextMutant> all() {
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
