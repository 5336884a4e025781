package dev.holdfast.tck.model;

import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random sequence; it means the same wherever in a sequence it stands.
 *
 * <p>Instances are 0 and 1. Instants count from the start of the sequence, as if that were the
 * epoch.
 */
sealed interface Command {

  /** Returns forms of this that do less. */
  default List<Command> simpler() {
    return List.of();
  }

  /** Commits; with an id of {@code writer}, unless that is {@code null}. */
  record Write(
      int instance,
      String cell,
      @Nullable Integer writer,
      List<Precondition> preconditions,
      List<Mutation> mutations)
      implements Command {

    @Override
    public List<Command> simpler() {
      List<Command> simpler = new ArrayList<>();
      for (int i = mutations.size() - 1; i >= 0 && mutations.size() > 1; i--) {
        simpler.add(new Write(instance, cell, writer, preconditions, without(mutations, i)));
      }
      for (int i = preconditions.size() - 1; i >= 0; i--) {
        simpler.add(new Write(instance, cell, writer, without(preconditions, i), mutations));
      }
      return simpler;
    }

    private static <T> List<T> without(List<T> list, int index) {
      List<T> copy = new ArrayList<>(list);
      copy.remove(index);
      return copy;
    }
  }

  /** Sends again what {@code writer} sent to the cell last, or {@code back} commits before. */
  record Repeat(int instance, String cell, int writer, int back) implements Command {}

  /** Reads parts of a cell; scans are followed to their end. */
  record Read(int instance, String cell, List<Part<?>> parts) implements Command {}

  /** Lists cells to the end. */
  record ListCells(
      int instance,
      String prefix,
      @Nullable Long version,
      @Nullable Instant since,
      @Nullable Instant before,
      Direction direction,
      int pageSize)
      implements Command {}

  /** Moves the clock. */
  record Advance(Duration time) implements Command {}

  /** Closes and opens instances: all of a restartable storage, else the second. */
  record Reopen() implements Command {}
}
