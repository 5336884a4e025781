package dev.holdfast.backend.redis;

import dev.holdfast.backend.redis.connection.ClientSettings.Verification;
import dev.holdfast.config.Option;
import dev.holdfast.config.Options;
import java.nio.file.Path;
import java.time.Duration;

/** What can be set beside the URL. */
final class RedisOptions {

  static final Option<String> USERNAME =
      Option.string("username")
          .describedAs("The user, as Redis's access control lists know it; also in the URL.");

  static final Option<String> PASSWORD =
      Option.secret("password").describedAs("The password; also in the URL.");

  static final Option<Integer> DATABASE =
      Option.integer("database", 0, 99_999)
          .describedAs("The number of the database, 0 if none is given; also in the URL.");

  static final Option<String> SENTINEL_USERNAME =
      Option.string("sentinel-username").describedAs("The user at the sentinels.");

  static final Option<String> SENTINEL_PASSWORD =
      Option.secret("sentinel-password").describedAs("The password at the sentinels.");

  static final Option<String> CLIENT_NAME =
      Option.string("client-name")
          .describedAs("The name that the server lists the connections under.");

  static final Option<String> PREFIX =
      Option.string("prefix")
          .defaultsTo("holdfast")
          .describedAs(
              "What every key and channel begins with; it must not contain a brace. All users of"
                  + " one store need the same one.");

  static final Option<Duration> CONNECT_TIMEOUT =
      Option.duration("connect-timeout", Duration.ofMillis(10), Duration.ofMinutes(5))
          .defaultsTo(Duration.ofSeconds(5))
          .describedAs("How long making a connection may take.");

  static final Option<Duration> HEARTBEAT =
      Option.duration("heartbeat", Duration.ofMillis(100), Duration.ofMinutes(5))
          .defaultsTo(Duration.ofSeconds(2))
          .describedAs(
              "How often the connection that tells watchers of changes is asked for a sign of life.");

  static final Option<Duration> SWEEP_PAUSE =
      Option.duration("sweep-pause", Duration.ofMillis(100), Duration.ofDays(1))
          .defaultsTo(Duration.ofMinutes(1))
          .describedAs(
              "How long to wait between looks for entries of listings whose cells are gone.");

  static final Option<Integer> COMPACT_ENTRIES =
      Option.integer("compact-entries", 0, 1_000_000)
          .defaultsTo(64)
          .describedAs(
              "How many short entries of a stream a read of a log has to come past for them to be"
                  + " written anew as few long ones; 0 for never.");

  static final Option<Verification> TLS_VERIFY =
      Option.choice("tls-verify", Verification.class)
          .defaultsTo(Verification.FULL)
          .describedAs(
              "How much of a server's certificate is checked: full checks authority and host name,"
                  + " ca the authority alone, none nothing.");

  static final Option<Path> TLS_CA =
      Option.path("tls-ca")
          .describedAs(
              "A PEM file with the certificates to trust, instead of those that Java trusts.");

  static final Option<Path> TLS_CERTIFICATE =
      Option.path("tls-certificate")
          .describedAs("A PEM file with this client's certificate, if the server asks for one.");

  static final Option<Path> TLS_KEY =
      Option.path("tls-key").describedAs("A PEM file with the private key of tls-certificate.");

  static final Options ALL =
      Options.of(
          USERNAME,
          PASSWORD,
          DATABASE,
          SENTINEL_USERNAME,
          SENTINEL_PASSWORD,
          CLIENT_NAME,
          PREFIX,
          CONNECT_TIMEOUT,
          HEARTBEAT,
          SWEEP_PAUSE,
          COMPACT_ENTRIES,
          TLS_VERIFY,
          TLS_CA,
          TLS_CERTIFICATE,
          TLS_KEY);

  private RedisOptions() {}
}
