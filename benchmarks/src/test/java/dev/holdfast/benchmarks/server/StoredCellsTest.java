package dev.holdfast.benchmarks.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.tuple;

import dev.holdfast.benchmarks.baseline.StoredCells;
import dev.holdfast.benchmarks.baseline.StoredCells.CommitId;
import dev.holdfast.benchmarks.baseline.StoredCells.Entry;
import dev.holdfast.benchmarks.baseline.StoredCells.Listed;
import dev.holdfast.benchmarks.baseline.StoredCells.Value;
import dev.holdfast.testservers.Engine;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.ConcurrentModificationException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** What the benchmarks compare gives the same guarantees on both sides. */
@ParameterizedClass
@MethodSource("all")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class StoredCellsTest {

  private static final int WRITERS = 4;
  private static final int INCREMENTS = 25;

  /** What is tested. */
  record Tested(ServerEngine engine, Side side) {}

  @Parameter private Tested tested;
  private Place place;
  private StoredCells cells;

  /** All tests of an engine share one store, in which each has cells of its own. */
  @BeforeParameterizedClassInvocation
  void open(Tested given, @TempDir Path directory) {
    place = given.engine().fresh(directory);
    cells = given.side().open(given.engine(), place);
  }

  static Stream<Tested> all() {
    return Stream.of(ServerEngine.values())
        .filter(StoredCellsTest::isWanted)
        .flatMap(engine -> Stream.of(Side.values()).map(side -> new Tested(engine, side)));
  }

  /** What runs in this process is always wanted. */
  private static boolean isWanted(ServerEngine engine) {
    return Stream.of(Engine.values())
        .filter(server -> server.name().equals(engine.name()))
        .allMatch(Engine::isWanted);
  }

  @AfterParameterizedClassInvocation
  void close() {
    cells.close();
  }

  @Test
  void concurrentIncrements_loseNothing() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    List<Callable<Void>> writers = new ArrayList<>();
    for (int i = 0; i < WRITERS; i++) {
      writers.add(() -> increment("increments"));
    }
    for (Future<Void> result : threads.invokeAll(writers)) {
      result.get();
    }
    threads.shutdown();
    long all = WRITERS * INCREMENTS;
    Value end = cells.value("increments");
    assertThat(end.version()).as("increments on %s", tested).isEqualTo(all);
    assertThat(end.content()).isEqualTo(ByteBuffer.wrap(bytes(all)));
    assertThat(contents("increments", 0, 1_000)).containsExactly(upTo(all));
  }

  @Test
  void repeatedCommit_appliesOnceAndGivesTheFirstAnswer() {
    CommitId first = id();
    assertThat(cells.commit("commit", first, 0, bytes(1), bytes(1))).isEqualTo(1);
    assertThat(cells.commit("commit", first, 0, bytes(1), bytes(1))).isEqualTo(1);
    cells.commit("commit", id(), 1, bytes(2), bytes(2));
    assertThat(cells.commit("commit", first, 0, bytes(1), bytes(1))).isEqualTo(1);
    assertThat(cells.value("commit").version()).isEqualTo(2);
    assertThat(contents("commit", 0, 10)).containsExactly(upTo(2));
  }

  @Test
  void repeatedAppend_appliesOnceAndGivesTheFirstAnswer() {
    CommitId first = id();
    assertThat(cells.append("append", first, 1, List.of(upTo(3)))).isEqualTo(3);
    assertThat(cells.append("append", first, 1, List.of(upTo(3)))).isEqualTo(3);
    assertThat(contents("append", 0, 10)).containsExactly(upTo(3));
  }

  @Test
  void overtakenCommit_isRefused() {
    UUID writer = UUID.randomUUID();
    cells.commit("overtaken", new CommitId(writer, 2), 0, bytes(1), bytes(1));
    refused(() -> cells.commit("overtaken", new CommitId(writer, 1), 1, bytes(2), bytes(2)));
    refused(() -> cells.append("overtaken", new CommitId(writer, 1), 2, List.of(bytes(2))));
    assertUntouched("overtaken");
  }

  @Test
  void otherVersionThanExpected_isRefused() {
    cells.commit("version", id(), 0, bytes(1), bytes(1));
    refused(() -> cells.commit("version", id(), 0, bytes(2), bytes(2)));
    refused(() -> cells.commit("version", id(), 2, bytes(2), bytes(2)));
    assertUntouched("version");
  }

  @Test
  void appendBelowTheEnd_isRefusedWhole() {
    cells.commit("below", id(), 0, bytes(1), bytes(1));
    refused(() -> cells.append("below", id(), 1, List.of(bytes(8), bytes(9))));
    assertUntouched("below");
  }

  @Test
  void entries_areThoseAfterTheOffset() {
    cells.append("entries", id(), 1, List.of(upTo(5)));
    assertThat(contents("entries", 2, 2)).containsExactly(bytes(3), bytes(4));
    assertThat(cells.entries("entries", 2, 2)).extracting(Entry::offset).containsExactly(3L, 4L);
    assertThat(contents("entries", 5, 2)).isEmpty();
  }

  @Test
  void whatWasWritten_tellsWhen() {
    long before = System.currentTimeMillis();
    cells.commit("written", id(), 0, bytes(1), bytes(1));
    long after = System.currentTimeMillis();
    List<Listed> listed = cells.list("writtem", 1);
    assertThat(listed).extracting(Listed::id).containsExactly("written");
    assertThat(
            List.of(
                cells.value("written").at(),
                cells.entries("written", 0, 1).get(0).at(),
                listed.get(0).at()))
        .allSatisfy(at -> assertThat(at).isBetween(before, after));
  }

  @Test
  void list_showsWhatWasWritten() {
    assertThat(cells.value("0b")).isNull();
    cells.commit("0b", id(), 0, bytes(1), bytes(1));
    cells.append("0a", id(), 1, List.of(bytes(1)));
    cells.commit("0c", id(), 0, bytes(1), bytes(1));
    refused(() -> cells.commit("0d", id(), 5, bytes(1), bytes(1)));
    assertThat(cells.list("", 2))
        .extracting(Listed::id, Listed::version)
        .containsExactly(tuple("0a", 0L), tuple("0b", 1L));
    assertThat(cells.list("0b", 2).get(0).id()).isEqualTo("0c");
    assertThat(cells.list("", 100)).extracting(Listed::id).doesNotContain("0d");
  }

  /** Nobody keeps a lock that others wait for, or pays less for it than who takes it each time. */
  @Test
  void othersOfThePlace_writeBetweenTwoCommits() {
    cells.commit("shared", id(), 0, bytes(1), bytes(1));
    try (StoredCells others = tested.side().open(tested.engine(), place)) {
      others.commit("shared", id(), 1, bytes(2), bytes(2));
      cells.commit("shared", id(), 2, bytes(3), bytes(3));
      assertThat(others.value("shared").version()).isEqualTo(3);
    }
  }

  private List<byte[]> contents(String id, long after, int most) {
    return cells.entries(id, after, most).stream().map(StoredCellsTest::bytes).toList();
  }

  private static byte[] bytes(Entry entry) {
    byte[] bytes = new byte[entry.content().remaining()];
    entry.content().get(bytes);
    return bytes;
  }

  private Void increment(String id) {
    UUID writer = UUID.randomUUID();
    for (int done = 0; done < INCREMENTS; ) {
      Value before = cells.value(id);
      long version = before == null ? 0 : before.version();
      try {
        byte[] next = bytes(version + 1);
        cells.commit(id, new CommitId(writer, done + 1), version, next, next);
        done++;
      } catch (ConcurrentModificationException e) {
        Thread.onSpinWait();
      }
    }
    return null;
  }

  private static void refused(Runnable change) {
    assertThatExceptionOfType(ConcurrentModificationException.class).isThrownBy(change::run);
  }

  private void assertUntouched(String id) {
    assertThat(cells.value(id).version()).isEqualTo(1);
    assertThat(cells.value(id).content()).isEqualTo(ByteBuffer.wrap(bytes(1)));
    assertThat(contents(id, 0, 10)).containsExactly(bytes(1));
  }

  private static CommitId id() {
    return new CommitId(UUID.randomUUID(), 1);
  }

  private static byte[][] upTo(long last) {
    return LongStream.rangeClosed(1, last).mapToObj(StoredCellsTest::bytes).toArray(byte[][]::new);
  }

  private static byte[] bytes(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
