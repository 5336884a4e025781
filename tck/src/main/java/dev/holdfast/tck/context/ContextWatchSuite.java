package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ClosedException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Following a context: answers as it changes, as many as asked for, from any position. */
public abstract class ContextWatchSuite extends ContextSuite {

  /** For subclasses. */
  protected ContextWatchSuite() {}

  private static Follower follow(ContextSync contexts, Position position, Follower follower) {
    contexts.watch(ROOM, position).subscribe(follower);
    return follower;
  }

  private Follower followAll() {
    return follow(contexts(), Position.NONE, Follower.eager());
  }

  @Test
  @Clause("CTX-50")
  void aSubscriber_followsChangesOfAllInstances() throws Exception {
    contexts().set(ROOM, json("{'n':0}"));
    Follower follower = followAll();
    follower.awaitState(json("{'n':0}"));
    for (int n = 1; n <= 10; n++) {
      (n % 2 == 0 ? contexts() : second()).set(ROOM, JsonObject.of("n", n));
      follower.awaitState(JsonObject.of("n", n));
    }
    List<SyncAnswer> answers = follower.answers();
    assertThat(answers.get(0)).isInstanceOf(SyncAnswer.FullContext.class);
    assertThat(answers).hasSize(11).doesNotHaveDuplicates();
    assertThat(answers.subList(1, 11)).allMatch(SyncAnswer.Deltas.class::isInstance);
  }

  @Test
  @Clause("CTX-50")
  void aSubscriber_getsAnAnswerAtOnce() throws Exception {
    assertThat(followAll().awaitAnswers(1)).containsExactly(new SyncAnswer.Absent(ROOM));
    Context old = contexts().set(ROOM, json("{'n':1}")).context();
    Context head = contexts().set(ROOM, json("{'n':2}")).context();
    Follower upToDate = follow(second(), head.position(), Follower.from(head));
    assertThat(upToDate.awaitAnswers(1)).containsExactly(new SyncAnswer.NoChange(head.position()));
    Follower behind = follow(second(), old.position(), Follower.from(old));
    behind.awaitState(head.value());
    assertThat(behind.answers()).hasSize(1).allMatch(SyncAnswer.Deltas.class::isInstance);
  }

  @Test
  @Clause("CTX-50")
  void aSubscriberThatWasAway_resumesAfterAnyGap() throws Exception {
    Context known = contexts().set(ROOM, json("{'n':1}")).context();
    Follower before = followAll();
    before.awaitState(json("{'n':1}"));
    before.cancel();
    contexts().set(ROOM, json("{'n':2}"));
    contexts().set(ROOM, json("{'n':3,'m':1}"));
    Follower resumed = follow(second(), known.position(), Follower.from(known));
    resumed.awaitState(json("{'n':3,'m':1}"));
    resumed.cancel();

    Context last = contexts().get(ROOM).orElseThrow();
    contexts().set(ROOM, json("{'n':4}"));
    store().retainLatestDeltas(ROOM, 0);
    ContextSync fresh = open(ContextSettings.DEFAULT);
    Follower afterGap = follow(fresh, last.position(), Follower.from(last));
    afterGap.awaitState(json("{'n':4}"));
    second().set(ROOM, json("{'n':5}"));
    afterGap.awaitState(json("{'n':5}"));
    assertThat(afterGap.answers().get(0)).isInstanceOf(SyncAnswer.FullContext.class);
  }

  @Test
  @Clause("CTX-51")
  void aSubscriber_getsNoMoreThanItRequested() throws Exception {
    contexts().set(ROOM, json("{'n':0}"));
    Follower eager = followAll();
    Follower patient = follow(contexts(), Position.NONE, Follower.patient());
    contexts().set(ROOM, json("{'n':1}"));
    eager.awaitState(json("{'n':1}"));
    assertThat(patient.answers()).isEmpty();

    patient.request(1);
    patient.awaitAnswers(1);
    for (int n = 2; n <= 6; n++) {
      second().set(ROOM, JsonObject.of("n", n));
    }
    eager.awaitState(json("{'n':6}"));
    assertThat(patient.answers()).hasSize(1);

    patient.request(1);
    List<SyncAnswer> answers = patient.awaitAnswers(2);
    patient.awaitState(json("{'n':6}"));
    assertThat(answers).hasSize(2);
    assertThat(answers.get(1))
        .isInstanceOfSatisfying(
            SyncAnswer.Deltas.class,
            deltas ->
                assertThat(deltas.delta())
                    .isEqualTo(delta("{'n':{'action':'modified','old_value':1,'value':6}}")));
  }

  @Test
  @Clause("CTX-52")
  void deletionAndCreation_areTold() throws Exception {
    contexts().set(ROOM, json("{'n':1}"));
    Follower follower = followAll();
    follower.awaitState(json("{'n':1}"));
    second().delete(ROOM);
    follower.awaitState(null);
    store().deleteDeltas(ROOM);
    Context created = second().set(ROOM, json("{'m':1}")).context();
    follower.awaitState(json("{'m':1}"));
    assertThat(follower.answers())
        .hasSize(3)
        .endsWith(new SyncAnswer.Absent(ROOM), new SyncAnswer.FullContext(created));
  }

  @Test
  @Clause("CTX-53")
  void aSubscriberThatCancelled_getsNothingMore() throws Exception {
    contexts().set(ROOM, json("{'n':1}"));
    Follower cancelled = followAll();
    cancelled.awaitState(json("{'n':1}"));
    cancelled.cancel();
    cancelled.cancel();
    Follower other = followAll();
    contexts().set(ROOM, json("{'n':2}"));
    other.awaitState(json("{'n':2}"));
    contexts().set(ROOM, json("{'n':3}"));
    other.awaitState(json("{'n':3}"));
    assertThat(cancelled.answers()).hasSize(1);
  }

  @Test
  @Clause("CTX-53")
  void aRequestBelowOne_isAnError() throws Exception {
    Follower follower = follow(contexts(), Position.NONE, Follower.patient());
    follower.request(0);
    assertThat(follower.awaitError()).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  @Clause("CTX-53")
  void closing_endsWatchesWithAnError() throws Exception {
    contexts().set(ROOM, json("{'n':1}"));
    Holdfast closing = holdfast(backend());
    ContextSync contexts = session().target().seen(closing.contexts("rooms"));
    Follower follower = follow(contexts, Position.NONE, Follower.eager());
    Follower patient = follow(contexts, Position.NONE, Follower.patient());
    follower.awaitState(json("{'n':1}"));
    closing.close();
    assertThat(follower.awaitError()).isInstanceOf(ClosedException.class);
    assertThat(patient.awaitError()).isInstanceOf(ClosedException.class);
    contexts().set(ROOM, json("{'n':2}"));
    followAll().awaitState(json("{'n':2}"));
    assertThat(follower.answers()).hasSize(1);
  }
}
