package dev.holdfast.backend.redis;

import dev.holdfast.backend.redis.connection.ClientSettings;
import dev.holdfast.backend.redis.connection.RedisAddress;
import dev.holdfast.backend.redis.connection.Topology;
import dev.holdfast.config.Option;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.BackendConfig;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Puts the URL and the keys together, and refuses what does not go together. */
final class RedisSettings {

  private RedisSettings() {}

  static ClientSettings client(BackendConfig config) {
    RedisAddress address = RedisAddress.read(config.url());
    Integer database = either(config, RedisOptions.DATABASE, address.database());
    if (address.topology() == Topology.CLUSTER && database != null && database != 0) {
      throw bad("database", "a cluster has the database 0 alone");
    }
    String user = either(config, RedisOptions.USERNAME, address.user());
    String password = either(config, RedisOptions.PASSWORD, address.password());
    if (user != null && password == null) {
      throw bad("password", "the user " + user + " needs one");
    }
    return new ClientSettings(
        address,
        user,
        password,
        config.find(RedisOptions.SENTINEL_USERNAME).orElse(null),
        config.find(RedisOptions.SENTINEL_PASSWORD).orElse(null),
        database == null ? 0 : database,
        config.find(RedisOptions.CLIENT_NAME).orElse(config.name()).replace(' ', '-'),
        config.get(RedisOptions.CONNECT_TIMEOUT),
        tls(config, address));
  }

  static String prefix(BackendConfig config) {
    String prefix = config.get(RedisOptions.PREFIX);
    if (prefix.indexOf('{') >= 0 || prefix.indexOf('}') >= 0) {
      throw bad("prefix", "it holds a brace, which would decide the slot of every key");
    }
    return prefix;
  }

  private static ClientSettings.Tls tls(BackendConfig config, RedisAddress address) {
    Path authorities = config.find(RedisOptions.TLS_CA).orElse(null);
    Path certificate = config.find(RedisOptions.TLS_CERTIFICATE).orElse(null);
    Path key = config.find(RedisOptions.TLS_KEY).orElse(null);
    if ((certificate == null) != (key == null)) {
      throw bad("tls-key", "tls-certificate and tls-key are given together or not at all");
    }
    if (!address.tls() && (authorities != null || certificate != null)) {
      throw bad("tls-ca", "the URL does not ask for TLS; it would begin with rediss");
    }
    return new ClientSettings.Tls(
        config.get(RedisOptions.TLS_VERIFY), authorities, certificate, key);
  }

  /** Returns what the URL or the key says; both may say the same. */
  private static <T> @Nullable T either(BackendConfig config, Option<T> option, @Nullable T inUrl) {
    T byKey = config.find(option).orElse(null);
    if (byKey != null && inUrl != null && !byKey.equals(inUrl)) {
      throw bad(option.key(), "the URL says something else");
    }
    return byKey == null ? inUrl : byKey;
  }

  private static ConfigurationException bad(String key, String problem) {
    return new ConfigurationException(
        ErrorCode.BAD_OPTION, "holdfast.redis." + key + " cannot be used: " + problem + ".");
  }
}
