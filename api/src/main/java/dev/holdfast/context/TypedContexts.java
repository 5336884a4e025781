package dev.holdfast.context;

import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Contexts as values of a Java type (CTX-46).
 *
 * <p>Thread-safe if the type is; values should be immutable. Each call may also fail with {@link
 * dev.holdfast.error.InvalidRequestException} where JSON and the type do not fit each other.
 *
 * @param <T> the type
 */
public interface TypedContexts<T> {

  /** Stores a value, as {@link ContextSync#set} does. */
  ContextChange set(String id, T value);

  /**
   * Changes a value by a function, as {@link ContextSync#transform} does.
   *
   * @return the value stored
   * @throws dev.holdfast.error.ConflictException if there is no context
   */
  T update(String id, UnaryOperator<T> change);

  /** Returns the value, empty if there is no context. */
  Optional<T> get(String id);

  /**
   * Returns the value that an answer leads to.
   *
   * @param old the client's value at the position it named; {@code null} if it had none
   * @return the value, {@code null} if there is no context
   */
  @Nullable T apply(SyncAnswer answer, @Nullable T old);
}
