package dev.holdfast.core.context;

import dev.holdfast.context.ContextQuery;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonNumber;
import dev.holdfast.json.JsonString;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing of deltas ended: inside a cell, on a page of cells.
 *
 * @param page leads to the page of cells; {@code null} for the first
 * @param id the cell that the last delta was of
 * @param version the last delta
 */
record ListingCursor(@Nullable Bytes page, String id, long version) {

  /** Begins the cursor of a listing of cells; the JSON of a listing of deltas does not. */
  private static final Bytes OF_CELLS = Bytes.utf8("c");

  private static final int SUM_BYTES = 4;

  String write(ContextQuery query) {
    String before = page == null ? "" : page.toBase64();
    return seal(query, JsonArray.of(before, id, version).toUtf8());
  }

  /** Reads the cursor of {@code query}, {@code null} if it has none. */
  static @Nullable ListingCursor read(ContextQuery query) {
    String text = query.cursor();
    if (text == null) {
      return null;
    }
    try {
      if (JsonValue.parse(open(query, text)) instanceof JsonArray parts
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
  static @Nullable String writeOfCells(ContextQuery query, @Nullable Bytes page) {
    return page == null ? null : seal(query, OF_CELLS.concat(page));
  }

  /** Reads what {@link #writeOfCells} wrote. */
  static @Nullable Bytes readOfCells(ContextQuery query) {
    String text = query.cursor();
    if (text == null) {
      return null;
    }
    Bytes read = open(query, text);
    if (!read.startsWith(OF_CELLS)) {
      throw unreadable(text, null);
    }
    return read.slice(OF_CELLS.length(), read.length());
  }

  private static String seal(ContextQuery query, Bytes content) {
    return sum(query, content).concat(content).toBase64();
  }

  private static Bytes open(ContextQuery query, String text) {
    Bytes sealed = bytes(text);
    if (sealed.length() > SUM_BYTES) {
      Bytes content = sealed.slice(SUM_BYTES, sealed.length());
      if (sealed.startsWith(sum(query, content))) {
        return content;
      }
    }
    throw unreadable(text, null);
  }

  /**
   * Ties a cursor to the prefix that was listed. Backends take any bytes for a cursor of theirs,
   * and one that lies outside the prefix would lead some of them out of it.
   */
  private static Bytes sum(ContextQuery query, Bytes content) {
    CRC32C sum = new CRC32C();
    sum.update(Bytes.utf8(query.idPrefix()).concat(content).asBuffer());
    return Bytes.ofLong(sum.getValue()).slice(Long.BYTES - SUM_BYTES, Long.BYTES);
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
