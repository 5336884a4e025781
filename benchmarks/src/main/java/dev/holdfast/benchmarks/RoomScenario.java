package dev.holdfast.benchmarks;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Patch;
import dev.holdfast.json.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;

/**
 * Rooms in which everybody does something at the same time.
 *
 * <p>One run sets each room anew, makes a number of calls on each, all at once, and then looks
 * whether every call that was acknowledged took effect. Call i is made by participant i: in turn
 * they begin to type, ask what changed since version 1, and change their status. Used by one
 * thread.
 */
final class RoomScenario {

  private final ContextSync contexts;
  private final Calls made;

  /** How whole contexts are set and looked at: who has a single call to make waits for it. */
  private final Calls whole;

  private final Executor callers;
  private final List<String> ids;
  private final int calls;
  private long run;

  /**
   * Makes the scenario.
   *
   * @param made how calls are made
   * @param callers the threads that make the calls
   * @param ids the rooms
   * @param calls the number of calls on each room, at most {@link Rooms#PARTICIPANTS}
   */
  RoomScenario(ContextSync contexts, Calls made, Executor callers, List<String> ids, int calls) {
    this.contexts = contexts;
    this.made = made;
    this.whole = ids.size() == 1 ? Calls.BLOCKING : made;
    this.callers = callers;
    this.ids = List.copyOf(ids);
    this.calls = calls;
  }

  /**
   * Runs it once.
   *
   * @return the number of rooms that were looked at
   * @throws IllegalStateException if an acknowledged update is lost
   */
  int run() throws InterruptedException, ExecutionException {
    String status = "away " + ++run;
    List<CompletableFuture<?>> sets = new ArrayList<>(ids.size());
    for (String id : ids) {
      sets.add(whole.set(contexts, id, Rooms.large(run)));
    }
    await(sets);
    List<CompletableFuture<?>> all = new ArrayList<>(ids.size() * calls);
    for (String id : ids) {
      for (int number = 1; number <= calls; number++) {
        all.add(call(id, number, status));
      }
    }
    await(all);
    List<CompletableFuture<Optional<Context>>> found = new ArrayList<>(ids.size());
    for (String id : ids) {
      found.add(whole.get(contexts, id));
    }
    for (CompletableFuture<Optional<Context>> context : found) {
      int lost = lost(context.get().orElseThrow().value(), calls, status);
      if (lost > 0) {
        throw new IllegalStateException(lost + " acknowledged updates are lost.");
      }
    }
    return found.size();
  }

  private static void await(List<CompletableFuture<?>> all)
      throws InterruptedException, ExecutionException {
    for (CompletableFuture<?> one : all) {
      one.get();
    }
  }

  private CompletableFuture<?> call(String id, int number, String status) {
    return switch (number % 3) {
      case 0 -> update(id, path(number, "status"), status);
      case 1 -> update(id, path(number, "typing"), true);
      default -> made.sync(contexts, id, callers);
    };
  }

  private CompletableFuture<?> update(String id, String path, Object value) {
    return made.update(contexts, id, Patch.EMPTY.set(path, value), callers);
  }

  private static String path(int number, String field) {
    return "participants." + Rooms.participant(number) + "." + field;
  }

  /** Counts the updates of a run that a room does not show. */
  static int lost(JsonObject room, int calls, String status) {
    JsonObject participants = room.object("participants");
    int lost = 0;
    for (int number = 1; number <= calls; number++) {
      JsonObject participant = participants.object(Rooms.participant(number));
      boolean there =
          switch (number % 3) {
            case 0 -> participant.string("status").equals(status);
            case 1 -> participant.bool("typing");
            default -> true;
          };
      lost += there ? 0 : 1;
    }
    return lost;
  }
}
