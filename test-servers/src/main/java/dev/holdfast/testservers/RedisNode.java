package dev.holdfast.testservers;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Starts Redis servers of our own. */
final class RedisNode {

  private static final String HOST = "127.0.0.1";
  private static final String PROGRAM = "redis-server-6.2.6-v5-linux-amd64";
  private static final List<String> DURABLE =
      List.of("--appendonly", "yes", "--appendfsync", "always", "--save", "");

  private RedisNode() {}

  /** Starts a server on a free port; settings override what is usual here. */
  static RedisServer start(String name, List<String> settings) {
    Path folder = Guard.newFolder(name);
    int port = Ports.free();
    List<String> command = new ArrayList<>(List.of(Program.PATH));
    command.addAll(List.of("--port", Integer.toString(port), "--bind", HOST));
    command.addAll(DURABLE);
    command.addAll(settings);
    RedisServer server =
        new RedisServer(HOST, port, new ServerProcess(command, folder), null, null);
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
