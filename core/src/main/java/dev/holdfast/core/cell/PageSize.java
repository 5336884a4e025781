package dev.holdfast.core.cell;

import dev.holdfast.spi.Limits;

/**
 * How much a reader asks for at once: enough to make the way to the storage worth it, little enough
 * to hold in memory many times over.
 *
 * @param items the most entries, rows or cells
 * @param bytes the most value bytes
 */
record PageSize(int items, long bytes) {

  private static final int ITEMS = 1_000;
  private static final long BYTES = 1 << 20;

  static PageSize of(Limits limits) {
    return new PageSize(Math.min(ITEMS, limits.maxPage()), Math.min(BYTES, limits.maxReadBytes()));
  }
}
