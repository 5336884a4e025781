package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.Ownership;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableUpdate;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.error.UnavailableException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Tables that are stopped while others are at work. */
final class TableStopTest {

  private final Desk desk = new Desk();

  @Test
  void tableOpenedWhileItsStopHasNotEnded_isStoppedFirst_andLosesNothing() throws Exception {
    DurableTable<String, String> table = desk.open();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    desk.backend.hold(held, go);
    CompletionStage<Void> writing = table.writeAsync("a", "1");
    held.await();
    table.dirtyWrite("dirty", "1");
    assertThatThrownBy(() -> table.stop(Duration.ZERO)).isInstanceOf(UnavailableException.class);
    FutureTask<DurableTable<String, String>> opening = new FutureTask<>(desk::open);
    Thread opener = new Thread(opening);
    opener.start();
    Desk.until(() -> Desk.isWaiting(opener) || opener.getState() == Thread.State.WAITING);
    go.countDown();
    DurableTable<String, String> again = opening.get();
    writing.toCompletableFuture().join();
    assertThat(Desk.content(again)).isEqualTo(Map.of("a", "1", "dirty", "1"));
    again.write("b", "2");
    assertThat(desk.stored()).isEqualTo(Map.of("a", "1", "b", "2", "dirty", "1"));
  }

  @Test
  void stopThatTimesOutWhileAnotherThreadIsAtIt_fails_andCanBeRepeated() throws Exception {
    DurableTable<String, String> table = desk.open();
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    Thread stopper = Thread.currentThread();
    Thread other = new Thread(() -> table.stop(Desk.PATIENCE));
    AtomicInteger commits = new AtomicInteger();
    desk.backend.before(
        commit -> {
          if (commits.getAndIncrement() == 0) {
            held.countDown();
            Desk.until(() -> Desk.isWaiting(stopper));
            other.start();
            Desk.until(() -> Desk.isWaiting(other)); // it came last, so it works for both
          } else {
            Desk.until(() -> go.getCount() == 0);
          }
        });
    CompletionStage<Void> writing = table.writeAsync("a", "1");
    held.await();
    table.dirtyWrite("dirty", "1");
    assertThatThrownBy(() -> table.stop(Duration.ofMillis(300)))
        .isInstanceOfSatisfying(
            UnavailableException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED))
        .hasMessageContaining("stop it again");
    assertThatThrownBy(() -> table.write("b", "1")).isInstanceOf(ClosedException.class);
    assertThat(table.lookup("dirty")).contains("1");
    go.countDown();
    table.stop(Desk.PATIENCE);
    other.join();
    writing.toCompletableFuture().join();
    assertThatThrownBy(() -> table.lookup("dirty")).isInstanceOf(ClosedException.class);
    DurableTable<String, String> polite =
        Desk.open(desk.another(), Desk.options().withOwnership(Ownership.RESPECT));
    assertThat(Desk.content(polite)).isEqualTo(Map.of("a", "1", "dirty", "1"));
  }

  @Test
  void dirtyChangeThatTheTableStopsUnder_isRefused() throws Exception {
    CountDownLatch encoding = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    HookedCodec slow =
        HookedCodec.encoding(
            () -> {
              encoding.countDown();
              Desk.until(() -> go.getCount() == 0);
            });
    DurableTable<String, String> table =
        desk.holdfast.durableTable("table", Codec.utf8(), slow, Desk.options());
    FutureTask<Void> writing = new FutureTask<>(() -> table.dirtyWrite("a", "1"), null);
    new Thread(writing).start();
    encoding.await();
    table.stop(Desk.PATIENCE);
    go.countDown();
    assertThatThrownBy(writing::get).hasCauseInstanceOf(ClosedException.class);
  }

  @Test
  void holdfastClosedWhileATableIsOpened_stopsItToo() throws Exception {
    CountDownLatch held = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    desk.backend.hold(held, go);
    FutureTask<DurableTable<String, String>> opening = new FutureTask<>(desk::open);
    new Thread(opening).start();
    held.await();
    Thread closer = new Thread(desk.holdfast::close);
    closer.start();
    Desk.until(() -> Desk.isWaiting(closer) || !closer.isAlive());
    go.countDown();
    assertThatThrownBy(opening::get).hasCauseInstanceOf(ClosedException.class);
    closer.join();
    DurableTable<String, String> polite =
        Desk.open(desk.another(), Desk.options().withOwnership(Ownership.RESPECT));
    assertThat(Desk.content(polite)).isEmpty();
  }

  @Test
  void callbackThatOpensItsTable_whileAnotherThreadOpensItAgain_isRefused() throws Exception {
    CallbackThatOpens callback = new CallbackThatOpens();
    DurableTable<String, String> table = callback.table();
    Thread writer = callback.writing(table);
    callback.called.await();
    assertThatThrownBy(() -> table.stop(Duration.ZERO)).isInstanceOf(UnavailableException.class);
    Thread opener = new Thread(callback::table);
    callback.ends(opener, writer);
    assertThat(callback.refusal).isInstanceOf(InvalidRequestException.class);
    assertThat(Desk.content(callback.table())).isEqualTo(Map.of("a", "1"));
  }

  /** A callback that, once another thread waits for it, opens its own table. */
  private final class CallbackThatOpens {

    final CountDownLatch called = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private final TableOptions<String, String> options = Desk.options().withOnUpdate(this::told);
    volatile RuntimeException refusal;

    DurableTable<String, String> table() {
      return Desk.open(desk.holdfast, options);
    }

    Thread writing(DurableTable<String, String> table) {
      Thread writer = new Thread(() -> table.dirtyWrite("a", "1"));
      writer.setDaemon(true);
      writer.start();
      return writer;
    }

    private void told(TableUpdate<String, String> update) {
      if (update instanceof TableUpdate.Changed && called.getCount() > 0) {
        table().lookup("a"); // as long as it is open, it may
        called.countDown();
        Desk.until(() -> go.getCount() == 0);
        try {
          table();
        } catch (RuntimeException e) {
          refusal = e;
        }
      }
    }

    void ends(Thread waiting, Thread writer) {
      waiting.setDaemon(true);
      waiting.start();
      Desk.until(() -> waiting.getState() == Thread.State.WAITING);
      go.countDown();
      Desk.until(() -> !waiting.isAlive() && !writer.isAlive());
    }
  }
}
