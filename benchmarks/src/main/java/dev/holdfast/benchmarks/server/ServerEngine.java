package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.baseline.PlainRedisCells;
import dev.holdfast.benchmarks.baseline.PlainSqlCells;
import dev.holdfast.benchmarks.baseline.PlainSqlDialect;
import dev.holdfast.benchmarks.baseline.StoredCells;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import java.nio.file.Path;

/** An engine to measure on; each syncs what it stores before it answers. */
public enum ServerEngine {
  /** One Redis server, which writes every command to its file. */
  REDIS {
    @Override
    Place fresh(Path directory) {
      return Place.of(emptyRedis(true));
    }

    @Override
    Place shared(Path directory) {
      return Place.of(redisUrl(8));
    }

    @Override
    StoredCells baseline(Place place) {
      return new PlainRedisCells(place.url());
    }
  },
  /** PostgreSQL. */
  POSTGRESQL {
    @Override
    Place fresh(Path directory) {
      SqlServer server = SqlServers.postgresql();
      return Place.of(server, server.newDatabase());
    }

    @Override
    Place shared(Path directory) {
      return Place.of(SqlServers.postgresql(), SqlServers.postgresql().jdbcUrl());
    }

    @Override
    StoredCells baseline(Place place) {
      return plain(PlainSqlDialect.POSTGRESQL, place);
    }
  },
  /** MariaDB. */
  MARIADB {
    @Override
    Place fresh(Path directory) {
      SqlServer server = SqlServers.mariadb();
      return Place.of(server, server.newDatabase());
    }

    @Override
    Place shared(Path directory) {
      return Place.of(SqlServers.mariadb(), SqlServers.mariadb().jdbcUrl());
    }

    @Override
    StoredCells baseline(Place place) {
      return plain(PlainSqlDialect.MARIADB, place);
    }
  },
  /** H2 in this process, in a file. */
  H2 {
    @Override
    Place fresh(Path directory) {
      return Place.of("jdbc:h2:file:" + directory.resolve("h2") + ";WRITE_DELAY=0");
    }

    @Override
    StoredCells baseline(Place place) {
      return plain(PlainSqlDialect.H2, place);
    }
  },
  /** SQLite in this process, in a file. */
  SQLITE {
    @Override
    Place fresh(Path directory) {
      return Place.of("jdbc:sqlite:" + directory.resolve("sqlite"));
    }

    @Override
    StoredCells baseline(Place place) {
      return plain(PlainSqlDialect.SQLITE, place);
    }
  };

  /** How many connections to a SQL database there may be: one for each of 16 threads. */
  static final int CONNECTIONS = 16;

  /** Returns an empty place of this engine. */
  abstract Place fresh(Path directory);

  /** Returns a place that keeps what it holds from one fork to the next, if there is one. */
  Place shared(Path directory) {
    return fresh(directory);
  }

  /** Opens the baseline. */
  abstract StoredCells baseline(Place place);

  private static StoredCells plain(PlainSqlDialect dialect, Place place) {
    return new PlainSqlCells(dialect, place.url(), place.user(), place.password(), CONNECTIONS);
  }

  /**
   * Returns the URL of a database of the Redis server, which is emptied.
   *
   * @param synced whether the server writes every command to its file before it answers; otherwise
   *     it writes none, as Redis does where nobody configures it
   */
  public static String emptyRedis(boolean synced) {
    String url = redisUrl(9);
    RedisClient client = RedisClient.create(url);
    try (StatefulRedisConnection<String, String> connection = client.connect()) {
      connection.sync().flushdb();
      connection.sync().configSet("appendonly", synced ? "yes" : "no");
    } finally {
      client.shutdown();
    }
    return url;
  }

  private static String redisUrl(int database) {
    RedisServer server = RedisServers.standalone();
    return "redis://%s:%d/%d".formatted(server.host(), server.port(), database);
  }
}
