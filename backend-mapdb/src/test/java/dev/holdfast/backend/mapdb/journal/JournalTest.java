package dev.holdfast.backend.mapdb.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.spi.Deadline;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What goes into a journal, and what waits for what. */
class JournalTest extends JournalFixture {

  @Test
  void recordsInSeveralSegments_areReadInOrder() throws IOException {
    write(1_000);
    open().close();
    assertThat(recovered).isEqualTo(upTo(1_000));
    assertThat(segment(5)).exists();
  }

  @ParameterizedTest
  @ValueSource(ints = {SEGMENT / 2, SEGMENT, 2 * SEGMENT})
  void segmentsOfAnotherSizeThanNow_areRead(int size) throws IOException {
    write(100);
    try (Journal journal = open(new BlockingFiles(), size)) {
      for (int i = 100; i < 1_000; i++) {
        append(journal, i);
      }
    }
    open().close();
    assertThat(recovered).isEqualTo(upTo(1_000));
  }

  @Test
  void recordLargerThanASegment_isKept() throws IOException {
    ByteBuffer large = ByteBuffer.allocate(3 * SEGMENT).put(Journal.commitKind()).putLong(7);
    try (Journal journal = open()) {
      append(journal, 6);
      journal.await(journal.append(large.rewind(), true, () -> {}), Deadline.NEVER);
      append(journal, 8);
    }
    open().close();
    assertThat(recovered).containsExactly(6L, 7L, 8L);
  }

  @Test
  void writersThatArriveDuringAForce_shareTheNext() throws Exception {
    BlockingFiles files = new BlockingFiles();
    ExecutorService threads = Executors.newFixedThreadPool(17);
    try (Journal journal = open(files)) {
      CountDownLatch forcing = files.block();
      Future<?> first = threads.submit(() -> append(journal, 0));
      forcing.await();
      int forces = files.forces.get();
      List<Ticket> tickets =
          IntStream.range(1, 17).mapToObj(i -> journal.append(payload(i), true, () -> {})).toList();
      List<Future<?>> others = new ArrayList<>();
      for (Ticket ticket : tickets) {
        others.add(threads.submit(() -> journal.await(ticket, Deadline.NEVER)));
      }
      files.release();
      first.get();
      for (Future<?> other : others) {
        other.get();
      }
      assertThat(files.forces.get()).isEqualTo(forces + 1);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void deadlineWhileAnotherForces_isUnknownAndHandedOver() throws Exception {
    BlockingFiles files = new BlockingFiles();
    AtomicInteger abandoned = new AtomicInteger();
    AtomicInteger published = new AtomicInteger();
    ExecutorService threads = Executors.newSingleThreadExecutor();
    try (Journal journal =
        Journal.open(files, directory, SEGMENT, 1, payload -> {}, abandoned::incrementAndGet)) {
      CountDownLatch forcing = files.block();
      Future<?> first = threads.submit(() -> append(journal, 0));
      forcing.await();
      Ticket ticket = journal.append(payload(1), true, published::incrementAndGet);
      assertThatThrownBy(() -> journal.await(ticket, Deadline.after(Duration.ofMillis(1))))
          .isInstanceOf(OutcomeUnknownException.class);
      assertThat(abandoned).hasValue(1);
      files.release();
      first.get();
      journal.flush();
      assertThat(published).hasValue(1);
    } finally {
      threads.shutdownNow();
    }
  }
}
