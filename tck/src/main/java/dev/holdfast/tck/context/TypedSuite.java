package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.context.TypedContexts;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Contexts as values of a Java type. */
public abstract class TypedSuite extends ContextSuite {

  /**
   * A room.
   *
   * @param topic what it is about
   * @param visits how often somebody came
   * @param people who is there
   * @param tags words
   */
  public record Room(
      @Nullable String topic, long visits, Map<String, String> people, List<String> tags) {

    Room visited() {
      return new Room(topic, visits + 1, people, tags);
    }
  }

  private static final Room ROOM_1 =
      new Room("launch", (1L << 53) + 1, Map.of("ann", "typing"), List.of("a", "b"));

  /** For subclasses. */
  protected TypedSuite() {}

  @Test
  @Clause("CTX-46")
  void values_areStoredAndReadAsTheirType() {
    TypedContexts<Room> rooms = contexts().typed(Room.class);
    assertThat(rooms.get(ROOM)).isEmpty();
    Context stored = rooms.set(ROOM, ROOM_1).context();
    assertThat(stored.value())
        .isEqualTo(
            json(
                """
                {'topic':'launch','visits':9007199254740993,
                 'people':{'ann':'typing'},'tags':['a','b']}
                """));
    assertThat(second().typed(Room.class).get(ROOM)).contains(ROOM_1);
    Room updated = second().typed(Room.class).update(ROOM, Room::visited);
    assertThat(updated).isEqualTo(ROOM_1.visited());
    assertThat(rooms.get(ROOM)).contains(updated);
    assertThat(store().deltasAfter(ROOM, 1).get(0).delta().changes()).containsOnlyKeys("visits");
  }

  @Test
  @Clause("CTX-46")
  void answers_leadToValuesOfTheType() {
    TypedContexts<Room> rooms = contexts().typed(Room.class);
    Context old = rooms.set(ROOM, ROOM_1).context();
    SyncAnswer full = second().sync(ROOM, Position.NONE);
    assertThat(rooms.apply(full, null)).isEqualTo(ROOM_1);
    rooms.update(ROOM, Room::visited);
    assertThat(rooms.apply(second().sync(ROOM, old.position()), ROOM_1))
        .isEqualTo(ROOM_1.visited());
    contexts().delete(ROOM);
    assertThat(rooms.apply(second().sync(ROOM, old.position()), ROOM_1)).isNull();
  }

  @Test
  @Clause("CTX-46")
  void whatDoesNotFit_isRefused() {
    TypedContexts<Room> rooms = contexts().typed(Room.class);
    refused(ErrorCode.HEAD_ABSENT, () -> rooms.update(ROOM, Room::visited));
    Context other = contexts().set(ROOM, JsonObject.of("visits", "many")).context();
    refused(ErrorCode.UNCONVERTIBLE, () -> rooms.get(ROOM));
    refused(ErrorCode.UNCONVERTIBLE, () -> rooms.update(ROOM, Room::visited));
    refused(ErrorCode.UNCONVERTIBLE, () -> contexts().typed(String.class).set(ROOM, "text"));
    assertThat(second().get(ROOM)).contains(other);
  }
}
