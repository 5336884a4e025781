package dev.holdfast.backend.mapdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendConfig;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Part;
import dev.holdfast.value.Bytes;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What opening does with directories that are missing, wrong, shared or taken. */
class DirectoryTest {

  private static final CellRef CELL = new CollectionRef("test", "cells").cell("one");

  private static final String SMALL = "?segment-size=64KiB";

  @TempDir Path parent;

  static Backend open(String url) {
    MapdbProvider provider = new MapdbProvider();
    return provider.open(BackendConfig.of(HoldfastConfig.of(url), provider));
  }

  private static void assertRefused(ThrowingCallable opening, ErrorCode code, String... texts) {
    assertThatThrownBy(opening)
        .isInstanceOfSatisfying(
            ConfigurationException.class,
            e -> {
              assertThat(e.code()).isEqualTo(code);
              assertThat(e).hasMessageContainingAll(texts);
            });
  }

  @Test
  void missingDirectory_isMade() {
    open("mapdb:" + parent.resolve("new")).close();
    assertThat(parent.resolve("new").resolve("manifest")).exists();
  }

  @Test
  void missingDirectory_withCreateFalse_isRefused() {
    Path missing = parent.resolve("new");
    assertRefused(
        () -> open("mapdb:" + missing + "?create=false"),
        ErrorCode.STORAGE_UNUSABLE,
        missing.toString(),
        "does not exist",
        "holdfast.mapdb.create");
    assertThat(missing).doesNotExist();
  }

  @Test
  void missingParent_isRefused() {
    Path missing = parent.resolve("no/such");
    assertRefused(
        () -> open("mapdb:" + missing),
        ErrorCode.STORAGE_UNUSABLE,
        missing.toString(),
        "parent does not exist");
  }

  @ParameterizedTest
  @ValueSource(strings = {"//./data", "//data", "//data/store", "//"})
  void hostInTheUrl_isRefusedWithTheRightForms(String rest) {
    assertRefused(
        // Makes nothing at the root of the disk, should it be opened after all.
        () -> open("mapdb:" + rest + "?create=false"),
        ErrorCode.MALFORMED_URL,
        "\"mapdb:" + rest + "\"",
        "mapdb:./data",
        "mapdb:/abs/path");
  }

  @Test
  void threeSlashes_areAnAbsolutePath() {
    open("mapdb://" + parent.resolve("new")).close();
    assertThat(parent.resolve("new").resolve("manifest")).exists();
  }

  @Test
  void file_isRefused() throws IOException {
    Path file = Files.createFile(parent.resolve("file"));
    assertRefused(
        () -> open("mapdb:" + file),
        ErrorCode.STORAGE_UNUSABLE,
        file.toString(),
        "is not a directory");
  }

  @Test
  void directoryOfSomethingElse_isRefusedAndUntouched() throws IOException {
    Files.createFile(parent.resolve("holiday.jpg"));
    assertRefused(
        () -> open("mapdb:" + parent), ErrorCode.STORAGE_UNUSABLE, "not a store", "holiday.jpg");
    assertThat(parent.resolve("manifest")).doesNotExist();
  }

  @Test
  void tablesWithoutManifest_areCorrupt() throws IOException {
    Files.createFile(parent.resolve("merge-000000000001.rows"));
    assertThatThrownBy(() -> open("mapdb:" + parent))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("manifest is missing");
  }

  @Test
  void journalWithoutManifest_isCorruptAndUntouched() throws IOException {
    Path directory = parent.resolve("store");
    commitOnce(directory);
    Files.delete(directory.resolve("manifest"));
    deleteAllButTheFirstSegment(directory);
    Path journal = directory.resolve("journal-0000000000000001");
    byte[] before = Files.readAllBytes(journal);
    assertThatThrownBy(() -> open("mapdb:" + directory + SMALL))
        .isInstanceOf(CorruptException.class)
        .hasMessageContainingAll(journal.toString(), "manifest is missing");
    assertThat(directory.resolve("manifest")).doesNotExist();
    assertThat(Files.readAllBytes(journal)).isEqualTo(before);
  }

  private static void commitOnce(Path directory) {
    try (Backend backend = open("mapdb:" + directory + SMALL)) {
      backend.commit(CELL, Commit.of(new Mutation.PutHead(5, Bytes.EMPTY)), Deadline.NEVER);
    }
  }

  private static void deleteAllButTheFirstSegment(Path directory) throws IOException {
    try (DirectoryStream<Path> segments = Files.newDirectoryStream(directory, "journal-*")) {
      for (Path segment : segments) {
        if (!segment.endsWith("journal-0000000000000001")) {
          Files.delete(segment);
        }
      }
    }
  }

  @Test
  void laterSegmentWithoutManifest_isCorrupt() throws IOException {
    Path segment = Files.createFile(parent.resolve("journal-0000000000000002"));
    assertThatThrownBy(() -> open("mapdb:" + parent))
        .isInstanceOf(CorruptException.class)
        .hasMessageContainingAll(segment.toString(), "manifest is missing");
  }

  @Test
  void creationThatEndedBeforeTheManifest_isDoneAgain() throws IOException {
    Path directory = parent.resolve("store");
    open("mapdb:" + directory + SMALL).close();
    Files.delete(directory.resolve("manifest"));
    deleteAllButTheFirstSegment(directory);
    Files.write(directory.resolve("manifest.tmp"), new byte[10]);
    commitOnce(directory);
    assertThat(directory.resolve("manifest")).exists();
  }

  @Test
  void segmentWhoseMakingWasCutShort_isMadeAgain() throws IOException {
    Path directory = parent.resolve("store");
    commitOnce(directory);
    deleteAllButTheFirstSegment(directory);
    Files.write(directory.resolve("journal-0000000000000002.tmp"), new byte[1_000]);
    try (Backend backend = open("mapdb:" + directory + SMALL)) {
      assertThat(version(backend)).isEqualTo(5);
    }
  }

  @Test
  void damagedManifest_isCorrupt() throws IOException {
    Path directory = parent.resolve("store");
    open("mapdb:" + directory).close();
    Path manifest = directory.resolve("manifest");
    Files.writeString(manifest, Files.readString(manifest).replace("next 1", "next 2"));
    assertThatThrownBy(() -> open("mapdb:" + directory))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining(manifest.toString());
  }

  @Test
  void newerFormat_isRefusedAsSuch() throws IOException {
    Path directory = parent.resolve("store");
    open("mapdb:" + directory).close();
    Files.writeString(directory.resolve("manifest"), "holdfast-mapdb 2\nend 0\n");
    assertThatThrownBy(() -> open("mapdb:" + directory))
        .isInstanceOfSatisfying(
            CorruptException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NEWER_FORMAT));
  }

  @Test
  void secondHandleInTheProcess_sharesTheStoreUntilBothAreClosed() throws IOException {
    Path directory = parent.resolve("store");
    Path link = Files.createSymbolicLink(parent.resolve("link"), directory);
    Backend first = open("mapdb:" + directory);
    Backend second = open("mapdb:" + link);
    first.commit(CELL, Commit.of(new Mutation.PutHead(5, Bytes.EMPTY)), Deadline.NEVER);
    first.close();
    first.close();
    assertThat(version(second)).isEqualTo(5);
    assertThatThrownBy(() -> version(first)).isInstanceOf(ClosedException.class);
    second.close();
    Backend third = open("mapdb:" + directory);
    assertThat(version(third)).isEqualTo(5);
    third.close();
  }

  private static long version(Backend backend) {
    CellRead read = CellRead.of(CELL, Part.HeadPart.ANY);
    return backend.read(List.of(read), Deadline.NEVER).get(0).version();
  }

  @Test
  void interruptedThread_opensAndClosesWithItsFlagSet() {
    Path directory = parent.resolve("store");
    for (int time = 0; time < 3; time++) {
      Thread.currentThread().interrupt();
      open("mapdb:" + directory + SMALL).close();
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void secondHandleWithOtherSettings_isRefused() {
    Path directory = parent.resolve("store");
    Backend first = open("mapdb:" + directory);
    assertRefused(
        () -> open("mapdb:" + directory + "?checkpoint-size=1MiB"),
        ErrorCode.BAD_OPTION,
        directory.toString());
    first.close();
  }

  @Test
  void storeOfAnotherProcess_isRefusedAndTheHolderNamed() throws Exception {
    Path directory = parent.resolve("store");
    Process holder = holderOf(directory);
    try (BufferedReader said = holder.inputReader(StandardCharsets.US_ASCII)) {
      assertThat(said.readLine()).isEqualTo("open");
      assertRefused(
          () -> open("mapdb:" + directory),
          ErrorCode.STORAGE_IN_USE,
          directory.toString(),
          "process " + holder.pid() + " on host ",
          " since ");
    } finally {
      holder.destroyForcibly().waitFor();
    }
    open("mapdb:" + directory).close();
  }

  /** Starts another process that opens a store and waits, or fails. */
  static Process holderOf(Path directory) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            classPath(),
            Holder.class.getName(),
            "mapdb:" + directory)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }

  /** The other process: opens a store and waits. */
  static final class Holder {

    private Holder() {}

    public static void main(String[] args) throws IOException {
      try (Backend backend = open(args[0])) {
        System.out.println(backend.health(Deadline.NEVER).healthy() ? "open" : "sick");
        System.in.read();
      }
    }
  }
}
