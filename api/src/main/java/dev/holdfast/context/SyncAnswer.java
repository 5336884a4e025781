package dev.holdfast.context;

import dev.holdfast.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What brings a client up to date.
 *
 * <p>The sync law (CTX-31): whatever the client had at the position it named, {@link #applyTo}
 * gives the server's state at {@link #position}.
 */
public sealed interface SyncAnswer {

  /** Returns the client's position once it has applied this. */
  Position position();

  /**
   * Returns the server's state.
   *
   * @param old the client's state at the position it named; {@code null} if it had none
   * @return the state, {@code null} if there is no context
   * @throws dev.holdfast.error.InvalidRequestException if the answer builds on a state that {@code
   *     old} cannot be
   */
  @Nullable JsonObject applyTo(@Nullable JsonObject old);

  /**
   * The whole context, which replaces what the client has.
   *
   * @param context the context
   */
  record FullContext(Context context) implements SyncAnswer {
    @Override
    public Position position() {
      return context.position();
    }

    @Override
    public JsonObject applyTo(@Nullable JsonObject old) {
      return context.value();
    }
  }

  /**
   * The changes since the client's position, merged into one delta.
   *
   * @param from the version that the client had
   * @param delta the changes
   * @param context the context they lead to; there is no need to send it
   */
  record Deltas(long from, Delta delta, Context context) implements SyncAnswer {
    @Override
    public Position position() {
      return context.position();
    }

    @Override
    public JsonObject applyTo(@Nullable JsonObject old) {
      return delta.applyTo(Deltas.required(old));
    }

    /** Returns the same answer in full, for formats that cannot express the changes. */
    public FullContext asFull() {
      return new FullContext(context);
    }

    private static JsonObject required(@Nullable JsonObject old) {
      if (old == null) {
        throw Refusal.of("The answer holds changes, but there is no old state to apply them to.");
      }
      return old;
    }
  }

  /**
   * The client is up to date.
   *
   * @param position its position, completed with the tag
   */
  record NoChange(Position position) implements SyncAnswer {
    @Override
    public @Nullable JsonObject applyTo(@Nullable JsonObject old) {
      return old;
    }
  }

  /**
   * There is no context: it was never set, or is deleted.
   *
   * @param id the id asked for
   */
  record Absent(String id) implements SyncAnswer {
    @Override
    public Position position() {
      return Position.NONE;
    }

    @Override
    public @Nullable JsonObject applyTo(@Nullable JsonObject old) {
      return null;
    }
  }
}
