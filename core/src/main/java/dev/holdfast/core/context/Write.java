package dev.holdfast.core.context;

import dev.holdfast.context.Delta;
import dev.holdfast.context.Patch;
import dev.holdfast.error.ConflictException;
import dev.holdfast.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** One change that a caller wants made to a context, whatever others change meanwhile. */
sealed interface Write {

  /**
   * What a write makes of a context.
   *
   * @param value the value afterwards
   * @param delta what changes
   * @param always whether it is stored even if nothing changes
   */
  record Outcome(JsonObject value, Delta delta, boolean always) {}

  /**
   * Returns what this makes of a context.
   *
   * @param value its value, {@code null} if there is none
   * @param version its version, 0 if there is none
   * @throws ConflictException if this needs another state
   * @throws dev.holdfast.error.InvalidRequestException if this does not fit the value
   */
  Outcome applyTo(String id, @Nullable JsonObject value, long version);

  private static Outcome changed(@Nullable JsonObject before, JsonObject after) {
    return before == null
        ? new Outcome(after, Delta.between(JsonObject.EMPTY, after), true)
        : new Outcome(after, Delta.between(before, after), false);
  }

  private static JsonObject present(String id, @Nullable JsonObject value) {
    if (value == null) {
      throw ContextConflicts.absent(id, "one to update");
    }
    return value;
  }

  /** Replaces the value, or creates the context. */
  record Replace(JsonObject after) implements Write {
    @Override
    public Outcome applyTo(String id, @Nullable JsonObject value, long version) {
      return changed(value, after);
    }
  }

  /** Makes the steps of a patch. */
  record Apply(Patch patch) implements Write {
    @Override
    public Outcome applyTo(String id, @Nullable JsonObject value, long version) {
      JsonObject before = present(id, value);
      return changed(before, patch.applyTo(before));
    }
  }

  /** Replaces one value by another, and no other value. */
  record Exchange(JsonObject before, JsonObject after) implements Write {
    @Override
    public Outcome applyTo(String id, @Nullable JsonObject value, long version) {
      if (!before.equals(present(id, value))) {
        throw ContextConflicts.version(id, "the value read before", version);
      }
      return changed(before, after);
    }
  }

  /** Stores what the caller computed from a version. */
  record Given(long expectedVersion, JsonObject after, Delta delta) implements Write {
    @Override
    public Outcome applyTo(String id, @Nullable JsonObject value, long version) {
      if (expectedVersion != version) {
        throw version == 0
            ? ContextConflicts.absent(id, "version " + expectedVersion)
            : ContextConflicts.version(
                id, expectedVersion == 0 ? "none" : Long.toString(expectedVersion), version);
      }
      return new Outcome(after, delta, true);
    }
  }
}
