package dev.holdfast.backend.jdbc;

import dev.holdfast.backend.jdbc.dialect.Dialect;
import dev.holdfast.backend.jdbc.dialect.EngineFacts;
import dev.holdfast.backend.jdbc.dialect.Notifications;
import dev.holdfast.backend.jdbc.dialect.Tables;
import dev.holdfast.backend.jdbc.hints.HintSource;
import dev.holdfast.backend.jdbc.hints.PolledHints;
import dev.holdfast.backend.jdbc.hints.PushedHints;
import dev.holdfast.backend.jdbc.known.Collections;
import dev.holdfast.backend.jdbc.known.KnownCells;
import dev.holdfast.backend.jdbc.pool.Connections;
import dev.holdfast.backend.jdbc.read.CellReader;
import dev.holdfast.backend.jdbc.read.Listing;
import dev.holdfast.backend.jdbc.schema.Schema;
import dev.holdfast.backend.jdbc.session.CommitListener;
import dev.holdfast.backend.jdbc.session.Committer;
import dev.holdfast.backend.jdbc.session.Compaction;
import dev.holdfast.backend.jdbc.session.DirectCommitter;
import dev.holdfast.backend.jdbc.session.GroupCommitter;
import dev.holdfast.backend.jdbc.sweep.Compactor;
import dev.holdfast.backend.jdbc.sweep.Sweeper;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.support.HintDispatcher;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Joins the parts of a backend over connections that are there. */
final class Opening {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final BackendConfig config;
  private final Dialect dialect;
  private final Connections reading;
  private final Connections writable;
  private final Tables tables;

  Opening(BackendConfig config, Dialect dialect, Connections reading, Connections writable) {
    this.config = config;
    this.dialect = dialect;
    this.reading = reading;
    this.writable = writable;
    this.tables = new Tables(config.get(JdbcOptions.TABLE_PREFIX));
  }

  Backend open() {
    Deadline deadline = Deadline.after(PATIENCE);
    EngineFacts facts =
        writable.repeatable(
            "Looking at the database",
            deadline,
            connection -> dialect.inspect(connection, config.url().text()));
    Optional<String> oneWriterOf =
        writable.repeatable("Looking at the database", deadline, dialect::oneWriterOf);
    Connections writing = oneWriterOf.map(writable::oneWriterOf).orElse(writable);
    Schema schema = new Schema(dialect, tables);
    writing.repeatable(
        "Preparing the tables",
        deadline,
        connection -> {
          schema.prepare(config.get(JdbcOptions.SCHEMA), connection);
          return true;
        });
    return assemble(facts, writing, dialect.hasOneWriter() || oneWriterOf.isPresent());
  }

  private Backend assemble(EngineFacts facts, Connections writing, boolean inGroups) {
    InstantSource clock = config.clock();
    Limits limits = facts.limits();
    Collections collections = new Collections(reading, writing, tables);
    KnownCells known = new KnownCells(config.get(JdbcOptions.KNOWN_CELLS));
    HintDispatcher hints = new HintDispatcher(config.name());
    HintSource source = source(collections, hints);
    CommitListener listener =
        (cell, after) -> {
          hints.changed(cell);
          source.committed(cell, after);
        };
    Committer committer =
        inGroups
            ? new GroupCommitter(
                writing, dialect, tables, collections, known, listener, clock, limits)
            : new DirectCommitter(
                writing, dialect, tables, collections, known, listener, clock, limits);
    Compactor compactor =
        new Compactor(writing, collections, new Compaction(dialect, tables, known), config.name());
    Sweeper sweeper =
        new Sweeper(writing, tables, clock, limits.tombstoneRetention(), config.name());
    sweeper.start(config.get(JdbcOptions.SWEEP_INTERVAL));
    return new JdbcBackend(
        new BackendInfo("jdbc", facts.engine(), facts.capabilities(), limits),
        reading,
        writing,
        committer,
        new CellReader(
            reading,
            writing,
            dialect,
            tables,
            collections,
            known,
            config.get(JdbcOptions.COMPACT_ROWS),
            compactor),
        new Listing(reading, dialect, tables, collections),
        hints,
        source,
        compactor,
        sweeper);
  }

  private HintSource source(Collections collections, HintDispatcher hints) {
    Optional<Notifications> notifications = dialect.notifications();
    return notifications.isPresent()
        ? new PushedHints(reading, notifications.get(), tables, collections, hints, config.name())
        : new PolledHints(
            reading,
            dialect,
            tables,
            collections,
            hints,
            config.get(JdbcOptions.POLL_INTERVAL),
            config.name());
  }
}
