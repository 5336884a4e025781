package dev.holdfast.benchmarks;

import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonObjectBuilder;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Contexts to measure with: rooms in which people talk. */
final class Rooms {

  /** How many cells a benchmark goes round; a power of two. */
  static final int COUNT = 512;

  static final int PARTICIPANTS = 50;

  private static final int MESSAGES = 20;

  private Rooms() {}

  /** Returns the ids of all rooms. */
  static String[] ids() {
    return IntStream.range(0, COUNT).mapToObj(i -> "room:" + i).toArray(String[]::new);
  }

  /** Returns the cells of all rooms. */
  static CellRef[] cells() {
    CollectionRef collection = new CollectionRef("benchmark", "rooms");
    return IntStream.range(0, COUNT)
        .mapToObj(i -> collection.cell("room:" + i))
        .toArray(CellRef[]::new);
  }

  /** Returns a room with six participants: about 1 kB of JSON. */
  static JsonObject small() {
    return JsonObject.of("topic", "launch", "edits", 0, "participants", participants(6, 0));
  }

  /** Returns a room with 50 participants and 20 messages, all times being {@code now}. */
  static JsonObject large(long now) {
    return JsonObject.of(
        "metadata",
        JsonObject.of("name", "Launch", "createdAt", now, "updatedAt", now, "kind", "group"),
        "participants",
        participants(PARTICIPANTS, now),
        "messages",
        messages(now));
  }

  /** Returns the key of participant {@code number}, counted from 1. */
  static String participant(int number) {
    return "user-" + number;
  }

  private static JsonObject participants(int count, long now) {
    JsonObjectBuilder participants = JsonObject.builder();
    for (int i = 1; i <= count; i++) {
      participants.put(
          participant(i),
          JsonObject.of(
              "id",
              i,
              "name",
              "Participant " + i,
              "status",
              "online",
              "typing",
              false,
              "joinedAt",
              now,
              "lastSeenAt",
              now + i));
    }
    return participants.build();
  }

  private static JsonArray messages(long now) {
    List<JsonObject> messages = new ArrayList<>(MESSAGES);
    for (int i = 1; i <= MESSAGES; i++) {
      messages.add(
          JsonObject.of(
              "id",
              i,
              "sender",
              participant(i),
              "text",
              "This is message number " + i,
              "sentAt",
              now + i));
    }
    return JsonArray.copyOf(messages);
  }
}
