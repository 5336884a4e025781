package dev.holdfast.spi;

import java.util.List;

/**
 * Asks for parts of one cell; all are answered from one state.
 *
 * @param cell the cell
 * @param parts the parts asked for, at least one; {@code core} refuses more than {@value
 *     #MAX_PARTS}
 */
public record CellRead(CellRef cell, List<Part<?>> parts) {

  /** The most parts that every backend answers. */
  public static final int MAX_PARTS = 1_000;

  /** Copies the list and checks that it is not empty. */
  public CellRead {
    parts = List.copyOf(parts);
    if (parts.isEmpty()) {
      throw Requests.invalid("The read of " + cell + " asks for no part.");
    }
  }

  /** Asks for {@code parts} of {@code cell}. */
  public static CellRead of(CellRef cell, Part<?>... parts) {
    return new CellRead(cell, List.of(parts));
  }
}
