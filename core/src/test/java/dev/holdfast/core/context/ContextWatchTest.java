package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.Context;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ClosedException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CollectionRef;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ContextWatchTest {

  private final Rooms rooms = new Rooms();
  private final SyncedContexts contexts = rooms.open();

  @AfterEach
  void close() throws Exception {
    rooms.close();
  }

  /** Collects what it is given, and asks for no more than it is told to. */
  private static class Viewer implements Flow.Subscriber<SyncAnswer> {

    private final BlockingQueue<Object> signals = new LinkedBlockingQueue<>();
    private Flow.Subscription subscription;
    private @Nullable JsonObject state;
    private @Nullable Error flaw;

    @Override
    public void onSubscribe(Flow.Subscription given) {
      subscription = given;
    }

    @Override
    public void onNext(SyncAnswer answer) {
      if (flaw != null) {
        throw flaw;
      }
      signals.add(answer);
    }

    @Override
    public void onError(Throwable error) {
      signals.add(error);
    }

    @Override
    public void onComplete() {
      signals.add("complete");
    }

    private Object next() throws InterruptedException {
      Object signal = signals.poll(30, TimeUnit.SECONDS);
      assertThat(signal).as("a signal within 30 s").isNotNull();
      return signal;
    }

    private SyncAnswer answer() throws InterruptedException {
      SyncAnswer answer = (SyncAnswer) next();
      state = answer.applyTo(state);
      return answer;
    }
  }

  private Viewer viewer(Position position) {
    return viewer(position, null);
  }

  private Viewer viewer(Context old) {
    return viewer(old.position(), old.value());
  }

  private Viewer viewer(Position position, @Nullable JsonObject state) {
    Viewer viewer = new Viewer();
    viewer.state = state;
    contexts.watch("room", position).subscribe(viewer);
    return viewer;
  }

  private Context set(int n) {
    return contexts.set("room", JsonObject.of("n", n)).context();
  }

  @Test
  void subscriber_followsFromItsPositionToTheServersState() throws Exception {
    set(0);
    Viewer viewer = viewer(Position.NONE);
    viewer.subscription.request(Long.MAX_VALUE);
    assertThat(viewer.answer()).isInstanceOf(SyncAnswer.FullContext.class);

    Position last = Position.NONE;
    for (int n = 1; n <= 100; n++) {
      last = set(n).position();
    }
    SyncAnswer answer = viewer.answer();
    while (!answer.position().equals(last)) {
      answer = viewer.answer();
    }
    assertThat(viewer.state).isEqualTo(JsonObject.of("n", 100));
  }

  @Test
  void subscriberThatThrowsOnItsSubscription_isForgotten() {
    IllegalStateException refusal = new IllegalStateException("The test's subscriber refuses.");
    Viewer rude =
        new Viewer() {
          @Override
          public void onSubscribe(Flow.Subscription given) {
            given.request(1);
            throw refusal;
          }
        };
    List<ContextWatch> ended = new ArrayList<>();
    ContextWatch watch =
        new ContextWatch(
            rooms.cells(),
            new CollectionRef("test", "contexts:rooms").cell("room"),
            Position.NONE,
            position -> new SyncAnswer.Absent("room"),
            rude,
            ended::add);
    assertThatThrownBy(watch::start).isSameAs(refusal);
    assertThat(ended).containsExactly(watch);
    assertThat(rude.signals).isEmpty();
  }

  @Test
  void subscriber_upToDate_isToldOnce() throws Exception {
    Context room = set(1);
    Viewer viewer = viewer(room);
    viewer.subscription.request(2);
    assertThat(viewer.answer()).isEqualTo(new SyncAnswer.NoChange(room.position()));

    contexts.update("room", patch -> patch.set("m", 1));
    assertThat(viewer.answer()).isInstanceOf(SyncAnswer.Deltas.class);
  }

  @Test
  void changes_beyondTheDemand_areMergedIntoOneAnswer() throws Exception {
    Viewer viewer = viewer(set(0));
    viewer.subscription.request(1);
    assertThat(viewer.answer()).isInstanceOf(SyncAnswer.NoChange.class);
    for (int n = 1; n <= 5; n++) {
      set(n);
    }
    assertThat(viewer.signals).isEmpty();

    viewer.subscription.request(1);
    assertThat(viewer.answer())
        .isInstanceOfSatisfying(
            SyncAnswer.Deltas.class,
            deltas ->
                assertThat(deltas.delta().applyTo(JsonObject.of("n", 0)))
                    .isEqualTo(JsonObject.of("n", 5)));
  }

  @Test
  void deletionAndCreation_areTold() throws Exception {
    Viewer viewer = viewer(Position.NONE);
    viewer.subscription.request(Long.MAX_VALUE);
    assertThat(viewer.answer()).isEqualTo(new SyncAnswer.Absent("room"));
    set(1);
    assertThat(viewer.answer()).isInstanceOf(SyncAnswer.FullContext.class);
    contexts.delete("room");
    assertThat(viewer.answer()).isEqualTo(new SyncAnswer.Absent("room"));
    set(2);
    assertThat(viewer.answer()).isInstanceOf(SyncAnswer.FullContext.class);
  }

  @Test
  void failoverWithResync_isFollowed() throws Exception {
    set(1);
    rooms.backend.mark(1);
    Viewer viewer = viewer(set(2));
    viewer.subscription.request(Long.MAX_VALUE);
    assertThat(viewer.answer()).isInstanceOf(SyncAnswer.NoChange.class);
    rooms.backend.failOverTo(1);
    assertThat(viewer.answer()).isInstanceOf(SyncAnswer.FullContext.class);
    assertThat(viewer.state).isEqualTo(JsonObject.of("n", 1));
  }

  @Test
  void anErrorInASubscriber_endsItsWatchWithIt() throws Exception {
    contexts.set("room", JsonObject.of("a", 1));
    Viewer viewer = viewer(Position.NONE);
    viewer.flaw = new AssertionError("flawed");
    viewer.subscription.request(1);

    assertThat(viewer.next()).isSameAs(viewer.flaw);
  }

  @Test
  void request_ofNothing_isAnError() throws Exception {
    Viewer viewer = viewer(Position.NONE);
    viewer.subscription.request(0);

    assertThat(viewer.next()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void close_endsWithAnError() throws Exception {
    Viewer before = viewer(Position.NONE);
    contexts.close();
    Viewer after = viewer(Position.NONE);

    assertThat(before.next()).isInstanceOf(ClosedException.class);
    assertThat(after.next()).isInstanceOf(ClosedException.class);
  }

  @Test
  void cancel_endsWithoutASignal() throws Exception {
    Viewer cancelled = viewer(Position.NONE);
    cancelled.subscription.request(1);
    cancelled.answer();
    cancelled.subscription.cancel();
    cancelled.subscription.request(5);
    Viewer witness = viewer(Position.NONE);
    witness.subscription.request(5);
    witness.answer();
    set(1);
    witness.answer();
    contexts.close();
    witness.next();

    assertThat(cancelled.signals).isEmpty();
  }
}
