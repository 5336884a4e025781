package dev.holdfast.testservers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A server that runs as a process of this machine, with its children. */
final class ServerProcess implements Runner {

  private static final int END_OF_LOG = 4_000;

  private final List<String> command;
  private final Path folder;
  private final Path log;
  private @Nullable Process process;

  /**
   * Prepares a process.
   *
   * @param command the program and its arguments
   * @param folder where it works and writes its log
   */
  ServerProcess(List<String> command, Path folder) {
    this.command = List.copyOf(command);
    this.folder = folder;
    this.log = folder.resolve("server.log");
  }

  @Override
  public synchronized void start() {
    try {
      process =
          new ProcessBuilder(command)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start();
      Guard.watch(process);
    } catch (IOException e) {
      throw new UncheckedIOException("This program does not start: " + command.get(0), e);
    }
  }

  @Override
  public synchronized void kill() {
    List<ProcessHandle> all = all().toList();
    all.forEach(ProcessHandle::destroyForcibly);
    all.forEach(handle -> handle.onExit().join());
    if (process != null) {
      Guard.forget(process);
      process = null;
    }
  }

  @Override
  public synchronized void pause() {
    signal("STOP");
  }

  @Override
  public synchronized void resume() {
    signal("CONT");
  }

  private void signal(String name) {
    String pids = all().map(handle -> Long.toString(handle.pid())).collect(Collectors.joining(" "));
    Command.run(List.of("sh", "-c", "kill -" + name + " " + pids), folder);
  }

  /** The process, before its children: what is stopped or gone makes no new ones. */
  private Stream<ProcessHandle> all() {
    return process == null
        ? Stream.empty()
        : Stream.concat(Stream.of(process.toHandle()), process.descendants());
  }

  @Override
  public synchronized boolean isAlive() {
    return process != null && process.isAlive();
  }

  @Override
  public String log() {
    try {
      String all = Files.readString(log, StandardCharsets.ISO_8859_1);
      return all.substring(Math.max(0, all.length() - END_OF_LOG));
    } catch (IOException e) {
      return "(no log: " + e + ")";
    }
  }
}
