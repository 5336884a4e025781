package dev.holdfast.architecture.snippets;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.json.JsonObject;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

final class ContextSnippetsTest {

  /** A client that asks for one answer after the other. */
  private static final class Client implements Flow.Subscriber<SyncAnswer> {

    final BlockingQueue<SyncAnswer> answers = new LinkedBlockingQueue<>();
    private Flow.Subscription subscription;

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      this.subscription = subscription;
      subscription.request(1);
    }

    @Override
    public void onNext(SyncAnswer answer) {
      answers.add(answer);
      subscription.request(1);
    }

    @Override
    public void onError(Throwable failure) {}

    @Override
    public void onComplete() {}
  }

  // snippet: record
  record Room(String topic) {
    Room withTopic(String other) {
      return new Room(other);
    }
  }

  // end of snippet

  @Test
  void contexts_areFollowedByDeltas() throws InterruptedException {
    Client client = new Client();
    // snippet: contexts
    try (Holdfast holdfast = Holdfast.open("memory:")) { // or mapdb:./data
      ContextSync rooms = holdfast.contexts("rooms");
      rooms.set(
          "room:42", JsonObject.parse("{\"topic\":\"launch\",\"people\":{\"ann\":\"away\"}}"));

      // A client that has nothing gets the whole context, and remembers its position.
      SyncAnswer answer = rooms.sync("room:42", Position.NONE);
      JsonObject mine = answer.applyTo(null);

      // However many change it at once, no change is lost.
      rooms.update("room:42", patch -> patch.set("people.ann", "typing").set("people.bob", "here"));

      // From now on the client gets what has changed since its position.
      answer = rooms.sync("room:42", answer.position());
      mine = answer.applyTo(mine);

      // Or it is told, for as long as it listens.
      rooms.watch("room:42", answer.position()).subscribe(client);
      check(client, rooms, answer, mine); // not shown
    }
    // end of snippet
  }

  private static void check(
      Client client, ContextSync rooms, SyncAnswer answer, @Nullable JsonObject mine)
      throws InterruptedException {
    assertThat(answer).isInstanceOf(SyncAnswer.Deltas.class);
    assertThat(mine).isEqualTo(rooms.get("room:42").orElseThrow().value());
    assertThat(client.answers.poll(30, TimeUnit.SECONDS)).isInstanceOf(SyncAnswer.NoChange.class);
    rooms.update("room:42", patch -> patch.remove("people.bob"));
    SyncAnswer told = client.answers.poll(30, TimeUnit.SECONDS);
    assertThat(told).isNotNull();
    assertThat(told.applyTo(mine)).isEqualTo(rooms.get("room:42").orElseThrow().value());
  }

  @Test
  void contexts_areRecords() {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      ContextSync rooms = holdfast.contexts("rooms");
      // snippet: typed
      rooms.typed(Room.class).set("room:7", new Room("launch"));
      rooms.typed(Room.class).update("room:7", room -> room.withTopic("lift-off"));
      // end of snippet
      assertThat(rooms.typed(Room.class).get("room:7")).contains(new Room("lift-off"));
    }
  }
}
