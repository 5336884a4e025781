package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Every answer that a client can get, and when. */
public abstract class SyncSuite extends ContextSuite {

  private static final int THRESHOLD = 5;
  private static final ContextSettings SETTINGS =
      ContextSettings.DEFAULT.withDeltaThreshold(THRESHOLD);

  /** For subclasses. */
  protected SyncSuite() {}

  /** Sets the context to {@code n} = 1, 2 and so on, and returns every state. */
  private List<Context> counted(ContextSync contexts, int count) {
    List<Context> states = new ArrayList<>();
    for (int n = 1; n <= count; n++) {
      states.add(contexts.set(ROOM, JsonObject.of("n", n, "k" + n, n)).context());
    }
    return states;
  }

  /** Syncs through the instance that wrote, a second one, and one with nothing in memory. */
  private void assertAnswer(ContextSync writer, Position position, SyncAnswer expected) {
    assertThat(writer.sync(ROOM, position)).as("from %s", position).isEqualTo(expected);
    assertFresh(position, expected);
  }

  private void assertFresh(Position position, SyncAnswer expected) {
    assertThat(open(SETTINGS).sync(ROOM, position)).isEqualTo(expected);
    ContextSync elsewhere = open(secondBackend(), SETTINGS.withCachedContexts(0));
    assertThat(elsewhere.sync(ROOM, position)).isEqualTo(expected);
  }

  @Test
  @Clause("CTX-30")
  void positions_areReadBackAsWritten() {
    Context context = contexts().set(ROOM, json("{'a':1}")).context();
    for (Position position :
        List.of(
            context.position(),
            Position.NONE,
            Position.of(12),
            Position.of(Long.MAX_VALUE, -1),
            Position.of(1, 0))) {
      assertThat(Position.parse(position.toString())).isEqualTo(position);
    }
    assertThat(Position.of(12, 0x1f3c)).hasToString("12@1f3c");
    assertThat(Position.of(12)).hasToString("12");
    assertThat(contexts().sync(ROOM, Position.parse(context.position().toString())))
        .isEqualTo(new SyncAnswer.NoChange(context.position()));
    for (String text : List.of("", "x", "-1", "1@", "@1", "1@g", "0@1", "9223372036854775808")) {
      refused(ErrorCode.INVALID_REQUEST, () -> Position.parse(text));
    }
  }

  @Test
  @Clause("CTX-32")
  void aClientAtTheHead_getsNoChange() {
    ContextSync writer = open(SETTINGS);
    Context head = counted(writer, 3).get(2);
    SyncAnswer none = new SyncAnswer.NoChange(head.position());
    assertAnswer(writer, head.position(), none);
    assertAnswer(writer, Position.of(3), none);
  }

  @Test
  @Clause({"CTX-33", "CTX-34"})
  void aClientWithinTheThreshold_getsMergedDeltas() {
    ContextSync writer = open(SETTINGS);
    List<Context> states = counted(writer, 9);
    Context head = states.get(8);
    for (int version = 9 - THRESHOLD; version < 9; version++) {
      Context old = states.get(version - 1);
      SyncAnswer expected =
          new SyncAnswer.Deltas(version, Delta.between(old.value(), head.value()), head);
      assertAnswer(writer, old.position(), expected);
      assertAnswer(writer, Position.of(version), expected);
      assertThat(expected.applyTo(old.value())).isEqualTo(head.value());
    }
  }

  @Test
  @Clause("CTX-34")
  void aClientFurtherBack_getsTheFullContext() {
    ContextSync writer = open(SETTINGS);
    List<Context> states = counted(writer, 9);
    SyncAnswer full = new SyncAnswer.FullContext(states.get(8));
    for (int version = 1; version < 9 - THRESHOLD; version++) {
      assertAnswer(writer, states.get(version - 1).position(), full);
    }
    assertAnswer(writer, Position.NONE, full);
    ContextSync never = open(ContextSettings.DEFAULT.withDeltaThreshold(0));
    assertThat(never.sync(ROOM, states.get(7).position())).isEqualTo(full);
  }

  @Test
  @Clause("CTX-35")
  void whereADeltaIsMissing_theClientGetsTheFullContext() {
    ContextSync writer = open(SETTINGS);
    List<Context> states = counted(writer, 5);
    writer.store().retainLatestDeltas(ROOM, 2);
    SyncAnswer full = new SyncAnswer.FullContext(states.get(4));
    assertFresh(states.get(1).position(), full);
    assertFresh(Position.of(2), full);
    assertThat(open(SETTINGS).sync(ROOM, states.get(2).position()))
        .isInstanceOf(SyncAnswer.Deltas.class);

    writer.store().deleteDeltas(ROOM);
    assertFresh(states.get(3).position(), full);
  }

  @Test
  @Clause("CTX-35")
  void whereADeltaIsNotLinkedToItsContext_theClientGetsTheFullContext() {
    ContextSync writer = open(SETTINGS);
    Context first = counted(writer, 1).get(0);
    writer.store().setDelta(ROOM, delta("{'x':{'action':'added','value':1}}"), 2);
    Context second = writer.store().set(ROOM, json("{'other':true}"), 2);
    assertAnswer(writer, first.position(), new SyncAnswer.FullContext(second));
    assertAnswer(writer, Position.of(1), new SyncAnswer.FullContext(second));

    Context third = writer.store().set(ROOM, json("{'jump':true}"), 4);
    assertAnswer(writer, second.position(), new SyncAnswer.FullContext(third));
  }

  @Test
  @Clause("CTX-36")
  void aClientAheadOrOfAnotherHistory_getsTheFullContext() {
    ContextSync writer = open(SETTINGS);
    List<Context> states = counted(writer, 3);
    Context head = states.get(2);
    SyncAnswer full = new SyncAnswer.FullContext(head);
    long otherTag = writer.set("other room", json("{'n':1}")).context().tag();
    assertAnswer(writer, Position.of(4), full);
    assertAnswer(writer, Position.of(Long.MAX_VALUE, head.tag()), full);
    assertAnswer(writer, Position.of(3, otherTag), full);
    assertAnswer(writer, Position.of(2, otherTag), full);
    assertAnswer(writer, Position.of(1, head.tag()), full);
  }

  @Test
  @Clause("CTX-37")
  void withoutAContext_theAnswerSaysSo() {
    ContextSync writer = open(SETTINGS);
    SyncAnswer absent = new SyncAnswer.Absent(ROOM);
    assertAnswer(writer, Position.NONE, absent);
    assertAnswer(writer, Position.of(3), absent);
    Context old = counted(writer, 3).get(2);
    open(secondBackend(), SETTINGS).delete(ROOM);
    assertAnswer(writer, old.position(), absent);
    assertThat(absent.applyTo(old.value())).isNull();
  }

  @Test
  @Clause("CTX-37")
  void aClientOfADeletedContext_getsALaterOneInFull() {
    ContextSync writer = open(SETTINGS);
    Context old = counted(writer, 3).get(2);
    writer.delete(ROOM);
    Context created = writer.set(ROOM, json("{'new':1}")).context();
    assertAnswer(writer, old.position(), new SyncAnswer.FullContext(created));
    assertAnswer(writer, Position.of(3), new SyncAnswer.FullContext(created));
    Context next = writer.set(ROOM, json("{'new':2}")).context();
    assertAnswer(writer, old.position(), new SyncAnswer.FullContext(next));
  }

  @Test
  @Clause("CTX-29")
  void readsAtOnce_eachGetTheirOwnAnswer() {
    ContextSync writer = open(SETTINGS);
    List<Context> states = counted(writer, 9);
    ContextSync elsewhere = open(secondBackend(), SETTINGS);
    List<Position> positions = new ArrayList<>(List.of(Position.NONE, Position.of(12)));
    for (Context state : states) {
      positions.add(state.position());
      positions.add(Position.of(state.version()));
    }
    List<CompletionStage<SyncAnswer>> answers =
        positions.stream().map(position -> elsewhere.syncAsync(ROOM, position)).toList();
    CompletionStage<Optional<Context>> got = elsewhere.getAsync(ROOM);
    CompletionStage<Optional<Context>> absent = elsewhere.getAsync("none");
    for (int i = 0; i < positions.size(); i++) {
      assertThat(answers.get(i).toCompletableFuture().join())
          .as("from %s", positions.get(i))
          .isEqualTo(open(SETTINGS).sync(ROOM, positions.get(i)));
    }
    assertThat(got.toCompletableFuture().join()).contains(states.get(8));
    assertThat(absent.toCompletableFuture().join()).isEmpty();
  }
}
