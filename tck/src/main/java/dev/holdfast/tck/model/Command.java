package dev.holdfast.tck.model;

import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One step of a random sequence; it means the same wherever in a sequence it stands.
 *
 * <p>Instances are 0 and 1. Instants count from the start of the sequence, as if that were the
 * epoch.
 */
sealed interface Command {

  /** Commits; with an id of {@code writer}, unless that is {@code null}. */
  record Write(
      int instance,
      String cell,
      @Nullable Integer writer,
      List<Precondition> preconditions,
      List<Mutation> mutations)
      implements Command {}

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
