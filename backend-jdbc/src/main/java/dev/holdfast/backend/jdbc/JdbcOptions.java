package dev.holdfast.backend.jdbc;

import dev.holdfast.backend.jdbc.schema.SchemaMode;
import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import java.time.Duration;

/** What can be set. */
final class JdbcOptions {

  static final Option<String> USER =
      Option.string("user").describedAs("The database user, unless the URL names one.");

  static final Option<String> PASSWORD =
      Option.secret("password").describedAs("The user's password, unless the URL gives it.");

  static final Option<Integer> POOL_SIZE =
      Option.integer("pool-size", 1, 1_000)
          .defaultsTo(10)
          .describedAs("How many connections are used at the same time at most.");

  static final Option<Duration> CONNECT_TIMEOUT =
      Option.duration("connect-timeout", Duration.ofMillis(250), Duration.ofMinutes(5))
          .defaultsTo(Duration.ofSeconds(5))
          .describedAs("How long making a connection may take.");

  static final Option<SchemaMode> SCHEMA =
      Option.choice("schema", SchemaMode.class)
          .defaultsTo(SchemaMode.CREATE)
          .describedAs(
              "What is done about the tables at the start: create makes those that are missing,"
                  + " verify makes none, migrate changes those of an older release too, off does"
                  + " not look.");

  static final Option<String> TABLE_PREFIX =
      Option.string("table-prefix")
          .defaultsTo("holdfast_")
          .describedAs("What the names of all tables begin with.");

  static final Option<Duration> POLL_INTERVAL =
      Option.duration("poll-interval", Duration.ofMillis(10), Duration.ofMinutes(1))
          .defaultsTo(Duration.ofMillis(100))
          .describedAs(
              "How often the database is asked for changes while something is watched, where it"
                  + " cannot tell of them.");

  static final Option<Duration> SWEEP_INTERVAL =
      Option.duration("sweep-interval", Duration.ofMillis(100), Duration.ofHours(1))
          .defaultsTo(Duration.ofSeconds(10))
          .describedAs("How often the space of what was dropped or deleted is reclaimed.");

  static final Option<Integer> KNOWN_CELLS =
      Option.integer("known-cells", 0, 10_000_000)
          .defaultsTo(10_000)
          .describedAs(
              "Of how many cells the last known state is kept, without values; it saves round"
                  + " trips.");

  static final Option<Integer> COMPACT_ROWS =
      Option.integer("compact-rows", 0, 1_000_000)
          .defaultsTo(64)
          .describedAs(
              "How many short rows of a log a read has to come past for them to be written anew as"
                  + " few long ones; 0 for never.");

  static final Options ALL =
      Options.of(
              USER,
              PASSWORD,
              POOL_SIZE,
              CONNECT_TIMEOUT,
              SCHEMA,
              TABLE_PREFIX,
              POLL_INTERVAL,
              SWEEP_INTERVAL,
              KNOWN_CELLS,
              COMPACT_ROWS)
          .withQueryForDriver();

  private JdbcOptions() {}
}
