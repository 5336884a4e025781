package dev.holdfast.examples.monitor;

import dev.holdfast.context.SyncAnswer;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Hands a viewer the answers of one watch, one at a time, until it is cancelled. */
final class Subscription implements Flow.Subscriber<SyncAnswer> {

  private final String id;
  private final Viewer viewer;
  private final Notices notices;
  private Flow.@Nullable Subscription source;
  private boolean cancelled;

  Subscription(String id, Viewer viewer, Notices notices) {
    this.id = id;
    this.viewer = viewer;
    this.notices = notices;
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription subscription) {
    source = subscription;
    if (cancelled) {
      subscription.cancel();
    } else {
      subscription.request(1);
    }
  }

  /** Under the lock, so that no answer comes after {@link #cancel} returned. */
  @Override
  public synchronized void onNext(SyncAnswer answer) {
    if (!cancelled && source != null) {
      notices.guard(viewer.name(), () -> viewer.receive(id, answer));
      source.request(1);
    }
  }

  @Override
  public synchronized void onError(Throwable failure) {
    if (!cancelled) {
      notices.add(viewer.name() + ": " + failure.getMessage());
    }
  }

  @Override
  public void onComplete() {}

  synchronized void cancel() {
    cancelled = true;
    if (source != null) {
      source.cancel();
    }
  }
}
