package dev.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts PostgreSQL servers of our own. */
final class Postgresql {

  private static final String USER = "holdfast";
  private static final String PASSWORD = "test-password";
  private static final String HOST = "127.0.0.1";

  /** What a server is told besides its address; its durability stays as PostgreSQL has it. */
  private static final List<String> SETTINGS = List.of("-c", "max_connections=200");

  private static final String IMAGE = "postgres:18";
  private static final String ARCHIVE = "postgres-linux-x86_64.txz";
  private static final String NOBODY = "65534";

  private Postgresql() {}

  private static SqlServer server(String host, int port, Runner runner) {
    String url = "jdbc:postgresql://%s:%d/postgres".formatted(host, port);
    return new SqlServer(host, port, runner, url, USER, PASSWORD);
  }

  /** Prepares a server, in a container if there are any. */
  static SqlServer prepare() {
    int port = Ports.free();
    return Containers.areUsed() ? inContainer(port) : embedded(port);
  }

  private static SqlServer inContainer(int port) {
    List<String> command = new ArrayList<>(List.of("postgres", "-p", Integer.toString(port)));
    command.addAll(SETTINGS);
    Map<String, String> login = Map.of("POSTGRES_USER", USER, "POSTGRES_PASSWORD", PASSWORD);
    String image = Containers.image(Engine.POSTGRESQL, IMAGE);
    return server(Containers.host(), port, new ServerContainer(image, login, command, port));
  }

  /** Prepares a server from Maven Central; PostgreSQL refuses to run as root, so nobody does. */
  private static SqlServer embedded(int port) {
    Binaries.checkPlatform();
    Path folder = Guard.newFolder("postgresql");
    Path data = folder.resolve("data");
    Path password = folder.resolve("password");
    Binaries.unpack(ARCHIVE, folder);
    try {
      Files.createDirectory(data);
      Files.writeString(password, PASSWORD);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written.", e);
    }
    List<String> asNobody = List.of();
    if (isRoot()) {
      Command.run(List.of("chown", "-R", NOBODY + ":" + NOBODY, folder.toString()), folder);
      asNobody =
          List.of(
              "setpriv",
              "--reuid=" + NOBODY,
              "--regid=" + NOBODY,
              "--clear-groups",
              "--no-new-privs");
    }
    List<String> initdb = new ArrayList<>(asNobody);
    initdb.addAll(List.of(folder.resolve("bin/initdb").toString(), "-D", data.toString()));
    initdb.addAll(List.of("-A", "scram-sha-256", "-U", USER, "--pwfile=" + password));
    initdb.addAll(List.of("-E", "UTF8", "--locale=C", "--no-sync"));
    Command.run(initdb, folder);
    List<String> postgres = new ArrayList<>(asNobody);
    postgres.addAll(List.of(folder.resolve("bin/postgres").toString(), "-D", data.toString()));
    postgres.addAll(List.of("-p", Integer.toString(port), "-c", "listen_addresses=" + HOST));
    // No files outside the folder, and nothing in shared memory that a kill leaves behind.
    postgres.addAll(List.of("-c", "unix_socket_directories="));
    postgres.addAll(List.of("-c", "dynamic_shared_memory_type=mmap"));
    postgres.addAll(SETTINGS);
    return server(HOST, port, new ServerProcess(postgres, folder));
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }
}
