package dev.holdfast.core.context;

import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.util.concurrent.Flow;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One subscriber that follows a context.
 *
 * <p>A hint only says that something changed; what the subscriber gets is what a sync from its
 * position answers then. So hints may be lost in crowds, come twice or come late. All signals are
 * given by one thread at a time: whoever has news adds to {@code pending}, and the one that found
 * it at zero works until it is zero again.
 */
final class ContextWatch implements Flow.Subscription, WatchListener {

  private static final long RETRY_MILLIS = 500;

  private final Cells cells;
  private final CellRef cell;
  private final Function<Position, SyncAnswer> sync;
  private final Flow.Subscriber<? super SyncAnswer> subscriber;
  private final Consumer<ContextWatch> onEnd;

  /** One from the beginning, so that no work begins before the subscriber has its subscription. */
  private final AtomicInteger pending = new AtomicInteger(1);

  private final AtomicLong requested = new AtomicLong();
  private volatile boolean news = true;
  private volatile boolean cancelled;
  private volatile @Nullable Throwable failure;

  // Used by the working thread alone.
  private Position position;
  private @Nullable SyncAnswer last;
  private @Nullable Watch watch;
  private @Nullable Future<?> retry;
  private boolean ended;

  ContextWatch(
      Cells cells,
      CellRef cell,
      Position position,
      Function<Position, SyncAnswer> sync,
      Flow.Subscriber<? super SyncAnswer> subscriber,
      Consumer<ContextWatch> onEnd) {
    this.cells = cells;
    this.cell = cell;
    this.position = position;
    this.sync = sync;
    this.subscriber = subscriber;
    this.onEnd = onEnd;
  }

  /** Hands the subscriber its subscription, and only then begins; one that throws has none. */
  void start() {
    try {
      subscriber.onSubscribe(this);
    } catch (RuntimeException | Error e) {
      onEnd.accept(this);
      throw e;
    }
    cells.workers().executor().execute(this::work);
  }

  @Override
  public void request(long n) {
    if (n <= 0) {
      fail(new IllegalArgumentException("request(" + n + "): it must be 1 or more"));
      return;
    }
    requested.accumulateAndGet(n, (had, more) -> had + more < 0 ? Long.MAX_VALUE : had + more);
    signal();
  }

  @Override
  public void cancel() {
    cancelled = true;
    signal();
  }

  void fail(Throwable error) {
    failure = error;
    signal();
  }

  @Override
  public void changed(CellRef changed) {
    news = true;
    signal();
  }

  @Override
  public void resync() {
    news = true;
    signal();
  }

  private void signal() {
    if (pending.getAndIncrement() == 0) {
      cells.workers().executor().execute(this::work);
    }
  }

  private void work() {
    int seen = pending.get();
    do {
      workOnce();
      seen = pending.addAndGet(-seen);
    } while (seen != 0);
  }

  private void workOnce() {
    if (ended) {
      return;
    }
    try {
      if (!cancelled && failure == null && watch == null) {
        watch = cells.watch(WatchScope.of(cell), this);
      }
      while (!cancelled && failure == null && news && requested.get() > 0) {
        news = false;
        answer();
      }
    } catch (UnavailableException | OutcomeUnknownException e) {
      retryLater();
    } catch (RuntimeException | Error e) { // who is told nothing would wait for ever
      failure = e;
    }
    Throwable error = failure;
    if (cancelled || error != null) {
      end(error);
    }
  }

  private void answer() {
    SyncAnswer answer = sync.apply(position);
    SyncAnswer before = last;
    boolean again =
        answer instanceof SyncAnswer.NoChange
            || (answer instanceof SyncAnswer.Absent && before instanceof SyncAnswer.Absent);
    if (cancelled || (before != null && again)) {
      return;
    }
    position = answer.position();
    last = answer;
    requested.updateAndGet(n -> n == Long.MAX_VALUE ? n : n - 1);
    subscriber.onNext(answer);
  }

  private void retryLater() {
    news = true;
    try {
      retry = cells.workers().timer().schedule(this::signal, RETRY_MILLIS, TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      failure = e;
    }
  }

  private void end(@Nullable Throwable error) {
    ended = true;
    onEnd.accept(this);
    if (watch != null) {
      watch.close();
    }
    if (retry != null) {
      retry.cancel(false);
    }
    if (error != null && !cancelled) {
      subscriber.onError(error);
    }
  }
}
