package dev.holdfast.backend.jdbc.dialect;

import dev.holdfast.backend.jdbc.dialect.CellChange.CellValues;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Turns a change into statements that every database understands. */
final class CellSteps {

  private static final String CELL_COLUMNS =
      "listed, updated_at, stamp, bytes, counters, state, head, touched";
  private static final String SET =
      "listed = ?, updated_at = ?, stamp = ?, bytes = ?, counters = ?, state = ?";

  private final Tables tables;
  private final String clock;
  private final UpsertText upsert;

  /** Writes upserts. */
  interface UpsertText {
    /** Returns the text for a table with these key columns and others. */
    Upsert of(String table, List<String> keys, List<String> others);
  }

  CellSteps(Tables tables, String clock, UpsertText upsert) {
    this.tables = tables;
    this.clock = clock;
    this.upsert = upsert;
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
    arguments.addAll(values(change.values()));
    arguments.add(change.values().head());
    return Step.insert(
        "INSERT INTO %s (num, collection, id, %s) VALUES ".formatted(tables.cell(), CELL_COLUMNS),
        "(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, " + clock + ")",
        "",
        List.<@Nullable Object[]>of(arguments.toArray()));
  }

  private Step update(CellChange change) {
    List<@Nullable Object> arguments = new ArrayList<>(values(change.values()));
    if (change.values().headChanged()) {
      arguments.add(change.values().head());
    }
    arguments.add(change.place().collection());
    arguments.add(change.place().id());
    arguments.add(change.expectedStamp());
    return Step.statement(
        "UPDATE %s SET %s%s, touched = %s WHERE collection = ? AND id = ? AND stamp = ?"
            .formatted(
                tables.cell(), SET, change.values().headChanged() ? ", head = ?" : "", clock),
        arguments.toArray());
  }

  private static List<@Nullable Object> values(CellValues values) {
    List<@Nullable Object> all = new ArrayList<>();
    all.add(values.listed() ? 1 : 0);
    all.add(values.updatedAt());
    all.add(values.stamp());
    all.add(values.bytes());
    all.add(values.counters());
    all.add(values.state());
    return all;
  }

  /** Returns what writes everything but the cell's own row, in the order needed. */
  List<Step> contents(CellChange change) {
    List<Step> steps = new ArrayList<>();
    long cell = change.cell();
    add(
        steps,
        Step.statements(
            "DELETE FROM %s WHERE cell = ? AND incarnation = ? AND position > ? AND position <= ?"
                .formatted(tables.entry()),
            rows(change.removed(), r -> row(cell, r.incarnation(), r.after(), r.upTo()))));
    add(
        steps,
        Step.statements(
            "DELETE FROM %s WHERE cell = ? AND incarnation = ? AND row_key = ?"
                .formatted(tables.row()),
            rows(change.deletedRows(), r -> row(cell, r.incarnation(), r.key()))));
    add(
        steps,
        Step.insert(
            "INSERT INTO %s (cell, incarnation, position, marks, content) VALUES "
                .formatted(tables.entry()),
            "(?, ?, ?, ?, ?)",
            "",
            rows(
                change.entries(),
                e -> row(cell, e.incarnation(), e.position(), e.marks(), e.content()))));
    add(
        steps,
        upsert(
            tables.row(),
            List.of("cell", "incarnation", "row_key"),
            List.of("version", "content"),
            rows(
                change.rows(),
                r -> row(cell, r.incarnation(), r.key(), r.version(), r.content()))));
    addWriter(steps, change);
    add(
        steps,
        upsert(
            tables.garbage(),
            List.of("cell", "incarnation"),
            List.of("due"),
            rows(change.garbage(), g -> row(cell, g.incarnation(), g.due()))));
    return steps;
  }

  private void addWriter(List<Step> steps, CellChange change) {
    CellChange.Displaced displaced = change.displaced();
    if (displaced != null) {
      steps.add(
          Step.statement(
              "DELETE FROM %s WHERE cell = ? AND committed_at < ?".formatted(tables.writer()),
              change.cell(),
              change.forgetBefore()));
      steps.add(
          upsert(
              tables.writer(),
              List.of("cell", "writer"),
              List.of("committed_at", "result"),
              List.<@Nullable Object[]>of(
                  row(
                      change.cell(),
                      displaced.writer(),
                      displaced.committedAt(),
                      displaced.result()))));
    }
  }

  private Step upsert(
      String table, List<String> keys, List<String> others, List<@Nullable Object[]> rows) {
    Upsert around = upsert.of(table, keys, others);
    String marks = "?" + ", ?".repeat(keys.size() + others.size() - 1);
    return Step.insert(around.before(), "(" + marks + ")", around.after(), rows);
  }

  private static void add(List<Step> steps, Step step) {
    if (!step.rows().isEmpty()) {
      steps.add(step);
    }
  }

  private static <T> List<@Nullable Object[]> rows(
      List<T> parts, Function<T, @Nullable Object[]> arguments) {
    List<@Nullable Object[]> rows = new ArrayList<>(parts.size());
    parts.forEach(part -> rows.add(arguments.apply(part)));
    return rows;
  }

  private static @Nullable Object[] row(@Nullable Object... arguments) {
    return arguments;
  }
}
