package dev.holdfast.tck.mutants.durable;

import java.util.List;
import java.util.stream.Stream;

/** All broken durable tables. */
public final class TableMutants {

  private TableMutants() {}

  /** Returns all of them. */
  public static List<TableMutant> all() {
    return Stream.of(
            ChangeMutants.all(), ViewMutants.all(), LifeMutants.all(), StorageMutants.all())
        .flatMap(List::stream)
        .toList();
  }
}
