package dev.holdfast.tck.context;

import dev.holdfast.context.Patch;
import dev.holdfast.json.JsonObject;
import java.time.Duration;
import java.util.List;

/** One step of a random history of one context, through instance 0 or 1. */
sealed interface LawCommand {

  /** Sets the value. */
  record SetValue(int instance, JsonObject value) implements LawCommand {}

  /** Updates by one patch, or by several that are on their way at once. */
  record Update(int instance, List<Step> steps) implements LawCommand {}

  /** One change inside the value. */
  record Step(String key, int kind, int number) {

    Patch patch() {
      return switch (kind) {
        case 0 -> Patch.EMPTY.remove(key);
        case 1 -> Patch.EMPTY.set(key, number);
        case 2 -> Patch.EMPTY.set(key, null);
        default -> Patch.EMPTY.merge(JsonObject.of(key, JsonObject.of("x" + kind, number)));
      };
    }
  }

  /** Transforms the value. */
  record Increment(int instance) implements LawCommand {}

  /** Sets the value in the plain store, so many versions ahead; 0 is a version that is taken. */
  record StoreSet(int instance, JsonObject value, int ahead) implements LawCommand {}

  /** Commits the value in the plain store. */
  record StoreCommit(int instance, JsonObject value) implements LawCommand {}

  /** Stores a delta that leads nowhere, so many versions ahead. */
  record StoreDelta(int instance, int ahead) implements LawCommand {}

  /** Keeps the newest deltas. */
  record Retain(int instance, int count) implements LawCommand {}

  /** Deletes deltas of more than some time ago. */
  record TrimOlder(int instance, Duration age) implements LawCommand {}

  /** Deletes all deltas. */
  record DropDeltas(int instance) implements LawCommand {}

  /** Deletes the context, with or without its deltas. */
  record Delete(int instance, boolean withDeltas) implements LawCommand {}

  /** Cleans up. */
  record Cleanup(int instance) implements LawCommand {}

  /** Moves the clock. */
  record Advance(Duration time) implements LawCommand {}

  /** Closes an instance and opens it again; the whole storage where it is restartable. */
  record Reopen(int instance) implements LawCommand {}

  /** Syncs a client that came so many clients before the newest, which then has the answer. */
  record Sync(int instance, int back, boolean bare) implements LawCommand {}
}
