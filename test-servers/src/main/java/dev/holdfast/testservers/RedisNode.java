package dev.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Starts Redis servers of our own, each on its configuration file, which Redis may rewrite. */
final class RedisNode {

  private static final String LOOPBACK = "127.0.0.1";
  private static final String IMAGE = "redis:7.4";
  private static final String PROGRAM = "redis-server-6.2.6-v5-linux-amd64";
  private static final List<String> DURABLE =
      List.of("appendonly yes", "appendfsync always", "save \"\"");
  private static final List<String> OPEN = List.of("bind 0.0.0.0", "protected-mode no");
  private static final String USER = "holdfast";
  private static final String PASSWORD = "test-password";

  private RedisNode() {}

  /** Starts a server on a free port; settings, as in its file, override what is usual here. */
  static RedisServer start(String name, String... settings) {
    return start(name, Arrays.asList(settings));
  }

  /** Starts a server on a free port. */
  static RedisServer start(String name, List<String> settings) {
    int port = Ports.free();
    List<String> lines = new ArrayList<>(List.of("port " + port));
    lines.addAll(DURABLE);
    lines.addAll(settings);
    return start(Guard.newFolder(name), port, lines, List.of(), RedisLogin.NONE, false);
  }

  /** Starts a server that is to meet others: all find each other on the loopback address. */
  static RedisServer startMember(String name, List<String> settings) {
    int port = Ports.free();
    List<String> lines = new ArrayList<>(List.of("port " + port));
    lines.addAll(DURABLE);
    lines.addAll(settings);
    return start(Guard.newFolder(name), port, lines, List.of(), RedisLogin.NONE, true);
  }

  /**
   * Starts a server that speaks TLS alone, and lets in one user alone. From 7.0 on a server that
   * starts again reads what scripts wrote with the rights of its default user, who is off.
   */
  static RedisServer startTls() {
    Path folder = Guard.newFolder("redis-tls");
    Path certificate = Certificate.make(folder);
    int port = Ports.free();
    List<String> lines = new ArrayList<>(List.of("port 0", "tls-port " + port));
    lines.addAll(List.of("tls-cert-file cert.pem", "tls-key-file key.pem"));
    lines.addAll(List.of("tls-ca-cert-file cert.pem", "tls-auth-clients no"));
    lines.add("user %s on >%s ~* &* +@all".formatted(USER, PASSWORD));
    lines.add("user default off ~* +@write +select");
    lines.addAll(DURABLE);
    RedisLogin login = new RedisLogin(USER, PASSWORD, certificate);
    return start(folder, port, lines, List.of(), login, false);
  }

  /** Starts a Sentinel over one primary. */
  static RedisServer startSentinel(String group, RedisServer primary, int quorum) {
    int port = Ports.free();
    List<String> lines =
        List.of(
            "port " + port,
            "sentinel monitor %s %s %d %d".formatted(group, primary.host(), primary.port(), quorum),
            "sentinel down-after-milliseconds " + group + " 1000",
            "sentinel failover-timeout " + group + " 4000");
    Path folder = Guard.newFolder("redis-sentinel");
    return start(folder, port, lines, List.of("--sentinel"), RedisLogin.NONE, true);
  }

  private static RedisServer start(
      Path folder,
      int port,
      List<String> lines,
      List<String> arguments,
      RedisLogin login,
      boolean meetsOthers) {
    boolean contained = Containers.areUsed();
    List<String> all = new ArrayList<>();
    all.addAll(contained && !meetsOthers ? OPEN : List.of("bind " + LOOPBACK));
    all.addAll(lines);
    try {
      Files.write(folder.resolve("redis.conf"), all);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written.", e);
    }
    List<String> command =
        new ArrayList<>(List.of(contained ? "redis-server" : Program.PATH, "redis.conf"));
    command.addAll(arguments);
    Runner runner;
    if (contained) {
      String image = Containers.image(Engine.REDIS, IMAGE);
      ServerContainer container =
          new ServerContainer(image, Map.of(), command, port).workingIn(folder);
      runner = meetsOthers ? container.onHostNetwork() : container;
    } else {
      runner = new ServerProcess(command, folder);
    }
    String host = contained && !meetsOthers ? Containers.host() : LOOPBACK;
    RedisServer server = new RedisServer(host, port, runner, login);
    server.start();
    return server;
  }

  /** The program, unpacked on first use. */
  private static final class Program {
    static final String PATH =
        Setting.of("holdfast.test.redis.executable").orElseGet(Program::unpack);

    private static String unpack() {
      Binaries.checkPlatform();
      Path file = Guard.newFolder("redis-program").resolve("redis-server");
      Binaries.copyProgram(PROGRAM, file);
      return file.toString();
    }
  }
}
