package dev.holdfast.backend.jdbc.cell;

import dev.holdfast.spi.support.CellRecord;

/**
 * A cell's row, but for the head's value.
 *
 * @param num its number, by which other tables name it
 * @param stamp drawn at random for each commit; two rows with one number and stamp are equal
 * @param counters version, tag, sequence and instants
 * @param state logs, maps, floors, last writer
 */
public record StoredCell(long num, long stamp, CellRecord counters, CellState state) {}
