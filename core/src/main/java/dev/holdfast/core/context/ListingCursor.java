package dev.holdfast.core.context;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonNumber;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing of deltas ended: inside a cell, on a page of cells.
 *
 * @param page leads to the page of cells; {@code null} for the first
 * @param id the cell that the last delta was of
 * @param version the last delta
 */
record ListingCursor(@Nullable Bytes page, String id, long version) {

  /**
   * Begins the cursor of a listing of cells. Backends take many bytes for a cursor of theirs, also
   * the JSON of another listing, which this byte does not begin.
   */
  private static final Bytes OF_CELLS = Bytes.utf8("c");

  String write() {
    String before = page == null ? "" : page.toBase64();
    return JsonArray.of(before, id, version).toUtf8().toBase64();
  }

  static @Nullable ListingCursor read(@Nullable String text) {
    if (text == null) {
      return null;
    }
    try {
      if (JsonValue.parse(bytes(text)) instanceof JsonArray parts
          && parts.size() == 3
          && parts.get(0) instanceof JsonString page
          && parts.get(1) instanceof JsonString id
          && parts.get(2) instanceof JsonNumber version) {
        Bytes before = page.value().isEmpty() ? null : bytes(page.value());
        return new ListingCursor(before, id.value(), version.longValue());
      }
    } catch (InvalidRequestException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  /** Writes the cursor of a listing of cells, {@code null} after the last page. */
  static @Nullable String writeOfCells(@Nullable Bytes page) {
    return page == null ? null : OF_CELLS.concat(page).toBase64();
  }

  /** Reads what {@link #writeOfCells} wrote. */
  static @Nullable Bytes readOfCells(@Nullable String text) {
    if (text == null) {
      return null;
    }
    Bytes read = bytes(text);
    if (!read.startsWith(OF_CELLS)) {
      throw unreadable(text, null);
    }
    return read.slice(OF_CELLS.length(), read.length());
  }

  private static Bytes bytes(String text) {
    try {
      return Bytes.fromBase64(text);
    } catch (IllegalArgumentException e) {
      throw unreadable(text, e);
    }
  }

  private static InvalidRequestException unreadable(String text, @Nullable Exception cause) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST,
        "The cursor \"%s\" is not one that a page of this listing gave."
            .formatted(text.length() > 40 ? text.substring(0, 40) + "…" : text),
        cause);
  }
}
