package dev.holdfast.tck.context;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.TimeUnit.NANOSECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Suite;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A client that follows a context: it applies each answer to what it has, and asks for as many as
 * it is told to. Thread-safe.
 */
final class Follower implements Flow.Subscriber<SyncAnswer> {

  private final long initial;
  private final List<SyncAnswer> answers = new ArrayList<>();
  private @Nullable JsonObject state;
  private Flow.@Nullable Subscription subscription;
  private @Nullable Throwable error;

  private Follower(@Nullable JsonObject state, long initial) {
    this.state = state;
    this.initial = initial;
  }

  /** Starts with nothing and takes whatever comes. */
  static Follower eager() {
    return new Follower(null, Long.MAX_VALUE);
  }

  /** Starts with what it had at a position and takes whatever comes. */
  static Follower from(Context context) {
    return new Follower(context.value(), Long.MAX_VALUE);
  }

  /** Starts with nothing and takes nothing before it is told to request. */
  static Follower patient() {
    return new Follower(null, 0);
  }

  @Override
  public void onSubscribe(Flow.Subscription given) {
    synchronized (this) {
      subscription = given;
    }
    if (initial > 0) {
      given.request(initial);
    }
  }

  @Override
  public synchronized void onNext(SyncAnswer answer) {
    answers.add(answer);
    state = answer.applyTo(state);
    notifyAll();
  }

  @Override
  public synchronized void onError(Throwable failure) {
    error = failure;
    notifyAll();
  }

  @Override
  public synchronized void onComplete() {
    onError(new AssertionError("A watch never completes."));
  }

  void request(long count) {
    subscription().request(count);
  }

  void cancel() {
    subscription().cancel();
  }

  private synchronized Flow.Subscription subscription() {
    assertThat(subscription).as("the subscription").isNotNull();
    return requireNonNull(subscription);
  }

  /** Waits until it has this state. */
  synchronized void awaitState(@Nullable JsonObject expected) throws InterruptedException {
    await(() -> error != null || (!answers.isEmpty() && same(state, expected)));
    assertThat(error).as("the error that ended the watch").isNull();
    assertThat(state).as("the state after %s", answers).isEqualTo(expected);
  }

  /** Waits for so many answers. */
  synchronized List<SyncAnswer> awaitAnswers(int count) throws InterruptedException {
    await(() -> error != null || answers.size() >= count);
    assertThat(answers).hasSizeGreaterThanOrEqualTo(count);
    return answers();
  }

  /** Waits for the error that ends the watch. */
  synchronized Throwable awaitError() throws InterruptedException {
    await(() -> error != null);
    assertThat(error).as("the error that was to end the watch").isNotNull();
    return requireNonNull(error);
  }

  synchronized List<SyncAnswer> answers() {
    return List.copyOf(answers);
  }

  private static boolean same(@Nullable JsonObject one, @Nullable JsonObject other) {
    return one == null ? other == null : one.equals(other);
  }

  private synchronized void await(BooleanSupplier condition) throws InterruptedException {
    long end = System.nanoTime() + Suite.PATIENCE.toNanos();
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      NANOSECONDS.timedWait(this, Math.max(1, end - System.nanoTime()));
    }
  }
}
