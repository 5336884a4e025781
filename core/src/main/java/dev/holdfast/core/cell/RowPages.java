package dev.holdfast.core.cell;

import dev.holdfast.error.GoneException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Part.ScanPart;
import dev.holdfast.spi.Row;
import dev.holdfast.spi.RowPage;
import java.util.Iterator;

/** Reads the rows of a map in pages, and notices when the map is gone. */
final class RowPages {

  private RowPages() {}

  @SuppressWarnings("ReferenceEquality") // the first page is this very object
  static Iterator<Row> read(Cells cells, CellRef cell, ScanPart first) {
    return Pages.of(first, part -> page(cells, cell, part));
  }

  private static Page<Row, ScanPart> page(Cells cells, CellRef cell, ScanPart part) {
    RowPage page = cells.read(cell, part);
    if (part.cursor() != null && !page.present()) {
      throw new GoneException(
          "Map \"%s\" of \"%s\" was dropped while it was read.".formatted(part.map().name(), cell));
    }
    return new Page<>(page.rows(), page.cursor() == null ? null : part.next(page.cursor()));
  }
}
