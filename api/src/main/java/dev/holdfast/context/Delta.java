package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The changes that lead from one object to another, as a tree.
 *
 * <p>Immutable and thread-safe. Arrays are values: they change whole.
 */
public final class Delta {

  /** The delta without changes. */
  public static final Delta EMPTY = new Delta(Changes.NONE);

  private final Changes changes;

  private Delta(Changes changes) {
    this.changes = changes;
  }

  static Delta of(Changes changes) {
    return changes.isEmpty() ? EMPTY : new Delta(changes);
  }

  /** Returns the delta of these changes by key. */
  public static Delta of(Map<String, ? extends Change> changes) {
    return of(Changes.copyOf(changes));
  }

  /** Returns the changes that lead from {@code before} to {@code after} (CTX-14). */
  public static Delta between(JsonObject before, JsonObject after) {
    return DeltaComparison.between(before, after);
  }

  /**
   * Reads what {@link #toJson} wrote.
   *
   * @throws dev.holdfast.error.InvalidRequestException if {@code json} is something else
   */
  public static Delta fromJson(JsonObject json) {
    return NestedFormat.read(json);
  }

  /**
   * Returns the nested form of {@link DeltaFormat#nested}.
   *
   * @throws dev.holdfast.error.InvalidRequestException if it nests deeper than JSON goes, as it
   *     does a level or two deeper than what changes
   */
  public JsonObject toJson() {
    return NestedFormat.write(this);
  }

  /** Returns the changes by key, unmodifiable. */
  public Map<String, Change> changes() {
    return changes;
  }

  Changes list() {
    return changes;
  }

  /** Returns whether there is no change. */
  public boolean isEmpty() {
    return changes.isEmpty();
  }

  /**
   * Returns {@code object} with these changes made.
   *
   * @throws dev.holdfast.error.InvalidRequestException if something is to change inside a key that
   *     holds no object
   */
  public JsonObject applyTo(JsonObject object) {
    return DeltaApplication.apply(this, object);
  }

  /**
   * Returns one delta that does what this and then {@code later} do (CTX-15).
   *
   * <p>Old values are those from before this, values those from after {@code later}; what comes and
   * goes again is not in it.
   *
   * @throws dev.holdfast.error.InvalidRequestException if {@code later} cannot follow on this
   */
  public Delta then(Delta later) {
    return DeltaMerge.merge(this, later);
  }

  /** Returns the changes that lead back. */
  public Delta inverse() {
    Changes.Builder back = new Changes.Builder(changes.size());
    changes.forEach((key, change) -> back.put(key, inverse(change)));
    return of(back.build());
  }

  private static Change inverse(Change change) {
    if (change instanceof Change.Added added) {
      return new Change.Removed(added.value());
    }
    if (change instanceof Change.Removed removed) {
      return new Change.Added(removed.oldValue());
    }
    if (change instanceof Change.Modified modified) {
      return new Change.Modified(modified.value(), modified.oldValue());
    }
    return new Change.Nested(((Change.Nested) change).delta().inverse());
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Delta that && changes.equals(that.changes);
  }

  @Override
  public int hashCode() {
    return changes.hashCode();
  }

  /** Returns the nested form as text, if there is one. */
  @Override
  public String toString() {
    return DeltaFormat.nested()
        .encode(this)
        .map(JsonValue::toString)
        .orElse("a delta that nests too deep for JSON");
  }
}
