package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.backend.jdbc.dialect.CellChange.CellValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Turns changes into statements that every database understands. Their texts are put together once.
 * Thread-safe.
 */
final class CellSteps {

  private static final String CELL_COLUMNS =
      "listed, updated_at, stamp, bytes, counters, state, head, touched";
  private static final String SET =
      "listed = ?, updated_at = ?, stamp = ?, bytes = ?, counters = ?, state = ?";

  private final StepText insertCell;
  private final StepText updateCell;
  private final StepText updateCellAndHead;
  private final StepText removeEntries;
  private final StepText insertEntries;
  private final StepText deleteRows;
  private final StepText upsertRows;
  private final StepText forgetWriters;
  private final StepText upsertWriter;
  private final StepText upsertGarbage;

  /** Writes upserts. */
  interface UpsertText {
    /** Returns the text for a table with these key columns and others. */
    Upsert of(String table, List<String> keys, List<String> others);
  }

  CellSteps(Tables tables, String clock, UpsertText upsert) {
    insertCell =
        StepText.insert(
            "INSERT INTO %s (num, collection, id, %s) VALUES "
                .formatted(tables.cell(), CELL_COLUMNS),
            "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + clock + ")",
            "");
    String update =
        "UPDATE %s SET %s%s, touched = %s WHERE collection = ? AND id = ? AND stamp = ?";
    updateCell = StepText.statement(update.formatted(tables.cell(), SET, "", clock));
    updateCellAndHead =
        StepText.statement(update.formatted(tables.cell(), SET, ", head = ?", clock));
    removeEntries =
        StepText.statement(
            "DELETE FROM %s WHERE cell = ? AND incarnation = ? AND position > ? AND position <= ?"
                .formatted(tables.entry()));
    insertEntries =
        StepText.insert(
            "INSERT INTO %s (cell, incarnation, position, marks, content) VALUES "
                .formatted(tables.entry()),
            "(?, ?, ?, ?, ?)",
            "");
    deleteRows =
        StepText.statement(
            "DELETE FROM %s WHERE cell = ? AND incarnation = ? AND row_key = ?"
                .formatted(tables.row()));
    upsertRows =
        upsert(
            upsert,
            tables.row(),
            List.of("cell", "incarnation", "row_key"),
            List.of("version", "content"));
    forgetWriters =
        StepText.statement(
            "DELETE FROM %s WHERE cell = ? AND committed_at < ?".formatted(tables.writer()));
    upsertWriter =
        upsert(
            upsert, tables.writer(), List.of("cell", "writer"), List.of("committed_at", "result"));
    upsertGarbage =
        upsert(upsert, tables.garbage(), List.of("cell", "incarnation"), List.of("due"));
  }

  private static StepText upsert(
      UpsertText upsert, String table, List<String> keys, List<String> others) {
    Upsert around = upsert.of(table, keys, others);
    String marks = "?" + ", ?".repeat(keys.size() + others.size() - 1);
    return StepText.insert(around.before(), "(" + marks + ")", around.after());
  }

  /** Returns what writes the cell's own row; it changes one row, or none if another was first. */
  Step cell(CellChange change) {
    return change.isNew() ? insert(change) : update(change);
  }

  private Step insert(CellChange change) {
    List<@Nullable Object> arguments = new ArrayList<>();
    arguments.add(change.cell());
    arguments.add(change.place().collection());
    arguments.add(change.place().id());
    addValues(arguments, change.values());
    arguments.add(change.values().head());
    return insertCell.with(arguments.toArray());
  }

  private Step update(CellChange change) {
    List<@Nullable Object> arguments = new ArrayList<>();
    addValues(arguments, change.values());
    boolean headChanged = change.values().headChanged();
    if (headChanged) {
      arguments.add(change.values().head());
    }
    arguments.add(change.place().collection());
    arguments.add(change.place().id());
    arguments.add(change.expectedStamp());
    return (headChanged ? updateCellAndHead : updateCell).with(arguments.toArray());
  }

  private static void addValues(List<@Nullable Object> arguments, CellValues values) {
    arguments.add(values.listed() ? 1 : 0);
    arguments.add(values.updatedAt());
    arguments.add(values.stamp());
    arguments.add(values.bytes());
    arguments.add(values.counters());
    arguments.add(values.state());
  }

  /** Returns what writes everything but the cell's own row, in the order needed. */
  List<Step> contents(CellChange change) {
    List<Step> steps = new ArrayList<>();
    long cell = change.cell();
    add(
        steps,
        removeEntries,
        change.removed(),
        r -> row(cell, r.incarnation(), r.after(), r.upTo()));
    add(steps, deleteRows, change.deletedRows(), r -> row(cell, r.incarnation(), r.key()));
    add(
        steps,
        insertEntries,
        change.entries(),
        e -> row(cell, e.incarnation(), e.position(), e.marks(), e.content()));
    add(
        steps,
        upsertRows,
        change.rows(),
        r -> row(cell, r.incarnation(), r.key(), r.version(), r.content()));
    CellChange.Displaced displaced = change.displaced();
    if (displaced != null) {
      steps.add(forgetWriters.with(cell, change.forgetBefore()));
      steps.add(
          upsertWriter.with(cell, displaced.writer(), displaced.committedAt(), displaced.result()));
    }
    add(steps, upsertGarbage, change.garbage(), g -> row(cell, g.incarnation(), g.due()));
    return steps;
  }

  private static <T> void add(
      List<Step> steps, StepText text, List<T> parts, Function<T, @Nullable Object[]> arguments) {
    if (!parts.isEmpty()) {
      List<@Nullable Object[]> rows = new ArrayList<>(parts.size());
      parts.forEach(part -> rows.add(arguments.apply(part)));
      steps.add(new Step(text, rows));
    }
  }

  private static @Nullable Object[] row(@Nullable Object... arguments) {
    return arguments;
  }
}
