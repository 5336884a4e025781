package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.Digits;
import dev.holdfast.backend.redis.record.StreamIds;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;

/** The parts of one cell as keys and arguments of the read script; {@code read.lua} reads them. */
final class PartRequest {

  private static final Bytes ASCENDING = Bytes.utf8("XRANGE");
  private static final Bytes DESCENDING = Bytes.utf8("XREVRANGE");
  private static final Bytes BY_KEY = Bytes.utf8("ZRANGEBYLEX");
  private static final Bytes BY_KEY_DESCENDING = Bytes.utf8("ZREVRANGEBYLEX");
  private static final Bytes WHOLE = Bytes.utf8("1");
  private static final Bytes LOWEST = Bytes.utf8("-");
  private static final Bytes HIGHEST = Bytes.utf8("+");
  private static final Bytes INCLUDING = Bytes.utf8("[");
  private static final Bytes EXCLUDING = Bytes.utf8("(");

  private final Bytes cell;
  private final List<Bytes> keys = new ArrayList<>();
  private final List<Bytes> fields = new ArrayList<>();
  private final List<Bytes> steps = new ArrayList<>();

  PartRequest(Bytes cell, List<Part<?>> parts) {
    this.cell = cell;
    keys.add(cell);
    fields.add(Fields.CELL);
    parts.forEach(this::add);
  }

  /** Returns the keys, that of the cell first. */
  Bytes[] keys() {
    return keys.toArray(Bytes[]::new);
  }

  /** Returns the arguments; {@code whole} to get long logs in any case. */
  Bytes[] arguments(boolean whole) {
    List<Bytes> all = new ArrayList<>(2 + fields.size() + steps.size());
    all.add(Digits.plain(fields.size()));
    all.add(whole ? WHOLE : Bytes.EMPTY);
    all.addAll(fields);
    all.addAll(steps);
    return all.toArray(Bytes[]::new);
  }

  private void add(Part<?> part) {
    if (part instanceof Part.HeadPart head) {
      addHead(head);
    } else if (part instanceof Part.LogPart log) {
      addLog(log);
    } else if (part instanceof Part.LogStatsPart log) {
      step("s", field("l", log.log().name()));
      keys.add(KeySpace.entries(cell, log.log()));
    } else if (part instanceof Part.RowsPart rows) {
      step("r", field(rows.map()), Digits.plain(rows.keys().size()));
      steps.addAll(rows.keys());
      keys.add(KeySpace.rows(cell, rows.map()));
    } else if (part instanceof Part.ScanPart scan) {
      addScan(scan);
    } else if (part instanceof Part.MapStatsPart map) {
      step("n", field(map.map()));
      keys.add(KeySpace.rows(cell, map.map()));
    }
  }

  private void addHead(Part.HeadPart head) {
    if (head.unless() == null) {
      step("v", field(Fields.VALUE));
    } else {
      step("h", Digits.of(head.unless().version()), Digits.ofTag(head.unless().tag()));
    }
  }

  private void addLog(Part.LogPart log) {
    Offset upTo = Offset.max(log.upTo(), log.after());
    step(
        "l",
        field("l", log.log().name()),
        log.incarnation() == 0 ? Bytes.EMPTY : Digits.of(log.incarnation()),
        log.direction() == Direction.ASCENDING ? ASCENDING : DESCENDING,
        StreamIds.excluding(log.after()),
        upTo.equals(Offset.END) ? HIGHEST : StreamIds.id(upTo),
        Digits.plain(log.maxEntries()),
        Digits.plain(log.maxBytes()));
    keys.add(KeySpace.entries(cell, log.log()));
  }

  private void addScan(Part.ScanPart scan) {
    boolean ascending = scan.direction() == Direction.ASCENDING;
    ScanCursor cursor = ScanCursor.read(scan.cursor());
    Bytes low = scan.from() == null ? LOWEST : INCLUDING.concat(scan.from());
    Bytes high = scan.to() == null ? HIGHEST : EXCLUDING.concat(scan.to());
    if (cursor != null) {
      Bytes beside = EXCLUDING.concat(cursor.key());
      low = ascending ? beside : low;
      high = ascending ? high : beside;
    }
    step(
        "p",
        field(scan.map()),
        cursor == null ? Bytes.EMPTY : Digits.of(cursor.incarnation()),
        ascending ? BY_KEY : BY_KEY_DESCENDING,
        ascending ? low : high,
        ascending ? high : low,
        Digits.plain(scan.maxRows()),
        Digits.plain(scan.maxBytes()));
    keys.add(KeySpace.rows(cell, scan.map()));
    keys.add(KeySpace.order(cell, scan.map()));
  }

  private void step(String kind, Bytes... operands) {
    steps.add(Bytes.utf8(kind));
    steps.addAll(List.of(operands));
  }

  private Bytes field(MapRef map) {
    return field("m", KeySpace.name(map));
  }

  private Bytes field(String kind, String name) {
    return field(Bytes.utf8(kind + name));
  }

  /** Returns the number by which the script knows a field of the cell. */
  private Bytes field(Bytes name) {
    int index = fields.indexOf(name);
    if (index < 0) {
      fields.add(name);
      index = fields.size() - 1;
    }
    return Digits.plain(index + 1L);
  }
}
