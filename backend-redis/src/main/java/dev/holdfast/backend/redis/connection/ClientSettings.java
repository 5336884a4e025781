package dev.holdfast.backend.redis.connection;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How to connect; {@link #toString} shows no secrets.
 *
 * @param address where
 * @param user the user, or {@code null} for the default one
 * @param password the password, or {@code null}
 * @param sentinelUser the user at the sentinels, or {@code null}
 * @param sentinelPassword the password at the sentinels, or {@code null}
 * @param database the number of the database
 * @param clientName the name that servers list the connections under
 * @param connectTimeout how long making a connection may take
 * @param tls how servers prove who they are; of no meaning without TLS
 */
public record ClientSettings(
    RedisAddress address,
    @Nullable String user,
    @Nullable String password,
    @Nullable String sentinelUser,
    @Nullable String sentinelPassword,
    int database,
    String clientName,
    Duration connectTimeout,
    Tls tls) {

  /** How much of a server's certificate is checked. */
  public enum Verification {
    /** That an authority known signed it, and that it is for this host. */
    FULL,
    /** That an authority known signed it. */
    CA,
    /** Nothing. */
    NONE
  }

  /**
   * Encryption.
   *
   * @param verification how much of a server's certificate is checked
   * @param authorities a PEM file of certificates to trust, or {@code null} for those that Java
   *     does
   * @param certificate a PEM file with the certificate of this client, or {@code null}
   * @param key a PEM file with its private key, or {@code null}
   */
  public record Tls(
      Verification verification,
      @Nullable Path authorities,
      @Nullable Path certificate,
      @Nullable Path key) {}

  @Override
  public String toString() {
    return address.toString();
  }
}
