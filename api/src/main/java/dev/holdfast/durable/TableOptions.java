package dev.holdfast.durable;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.spi.Durability;
import java.util.Comparator;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link DurableTable} works. Immutable: each method returns a changed copy.
 *
 * @param <K> the keys
 * @param <V> the values
 * @param badnessThreshold how much badness starts a compaction, 1 or more
 * @param order the order of keys; {@code null} for a table that is hashed, which is faster
 * @param onUpdate is told what comes to show, one update at a time, on the thread that made it; it
 *     must not block for long, may look up and make dirty and asynchronous changes, but no blocking
 *     ones, nor stop the table, open it again or close Holdfast, which is refused; what it throws
 *     is logged. {@code null} if nobody is told
 * @param durability how safe a change is before it shows; {@code null} for the backend's strongest
 * @param ownership what to do where the table has an owner already
 * @param writeBuffer the most bytes of changes that may wait to be stored, 1 kB to 1 GB: beyond it
 *     durable operations wait for room, and asynchronous ones fail as unavailable
 */
public record TableOptions<K, V>(
    int badnessThreshold,
    @Nullable Comparator<? super K> order,
    @Nullable Consumer<? super TableUpdate<K, V>> onUpdate,
    @Nullable Durability durability,
    Ownership ownership,
    int writeBuffer) {

  private static final int SMALLEST_BUFFER = 1_000;
  private static final int LARGEST_BUFFER = 1_000_000_000;

  /**
   * Checks the numbers.
   *
   * @throws InvalidRequestException if one is out of range
   */
  public TableOptions {
    if (badnessThreshold < 1) {
      throw refused("Badness threshold", badnessThreshold, "1 or more");
    }
    if (writeBuffer < SMALLEST_BUFFER || writeBuffer > LARGEST_BUFFER) {
      throw refused(
          "Write buffer", writeBuffer, SMALLEST_BUFFER + " to " + LARGEST_BUFFER + " bytes");
    }
  }

  private static InvalidRequestException refused(String what, int given, String range) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST, "%s is %d; it must be %s.".formatted(what, given, range));
  }

  /**
   * Returns what holds unless it is changed: a threshold of 100, hashed, no callback, the strongest
   * durability, taking over, a write buffer of 16 MiB.
   */
  public static <K, V> TableOptions<K, V> defaults() {
    return new TableOptions<>(100, null, null, null, Ownership.TAKE_OVER, 16 << 20);
  }

  /** Returns these options with another {@link #badnessThreshold}. */
  public TableOptions<K, V> withBadnessThreshold(int badness) {
    return new TableOptions<>(badness, order, onUpdate, durability, ownership, writeBuffer);
  }

  /**
   * Returns these options with keys in an order, for example {@link Comparator#naturalOrder}.
   *
   * @param comparator an order that is consistent with equals
   */
  public TableOptions<K, V> sortedBy(Comparator<? super K> comparator) {
    return new TableOptions<>(
        badnessThreshold, comparator, onUpdate, durability, ownership, writeBuffer);
  }

  /** Returns these options with an {@link #onUpdate} callback. */
  public TableOptions<K, V> withOnUpdate(Consumer<? super TableUpdate<K, V>> callback) {
    return new TableOptions<>(
        badnessThreshold, order, callback, durability, ownership, writeBuffer);
  }

  /** Returns these options with another {@link #durability}. */
  public TableOptions<K, V> withDurability(@Nullable Durability level) {
    return new TableOptions<>(badnessThreshold, order, onUpdate, level, ownership, writeBuffer);
  }

  /** Returns these options with another {@link #ownership}. */
  public TableOptions<K, V> withOwnership(Ownership choice) {
    return new TableOptions<>(badnessThreshold, order, onUpdate, durability, choice, writeBuffer);
  }

  /** Returns these options with another {@link #writeBuffer}. */
  public TableOptions<K, V> withWriteBuffer(int bytes) {
    return new TableOptions<>(badnessThreshold, order, onUpdate, durability, ownership, bytes);
  }
}
