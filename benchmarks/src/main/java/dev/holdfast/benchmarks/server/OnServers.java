package dev.holdfast.benchmarks.server;

import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.testservers.SqlServer;
import dev.holdfast.testservers.SqlServers;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.CommandLineOptionException;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH, with its arguments, on servers that are started once: every fork uses the same ones.
 *
 * <p>{@code -Dholdfast.engines} narrows which are started.
 */
public final class OnServers {

  private OnServers() {}

  /** Starts the servers and runs JMH; the servers end with the process. */
  public static void main(String... args) throws CommandLineOptionException, RunnerException {
    List<String> addresses = new ArrayList<>();
    if (Engine.REDIS.isWanted()) {
      addresses.add(
          "-Dholdfast.test.redis.url=redis://%s:%d"
              .formatted(RedisServers.standalone().host(), RedisServers.standalone().port()));
    }
    if (Engine.POSTGRESQL.isWanted()) {
      addresses.addAll(address(Engine.POSTGRESQL, SqlServers.postgresql()));
    }
    if (Engine.MARIADB.isWanted()) {
      addresses.addAll(address(Engine.MARIADB, SqlServers.mariadb()));
    }
    new Runner(
            new OptionsBuilder()
                .parent(new CommandLineOptions(args))
                .jvmArgsAppend(addresses.toArray(String[]::new))
                .build())
        .run();
  }

  private static List<String> address(Engine engine, SqlServer server) {
    String key = "-Dholdfast.test." + engine.id();
    return List.of(
        key + ".url=" + server.jdbcUrl(),
        key + ".user=" + server.user(),
        key + ".password=" + server.password());
  }
}
