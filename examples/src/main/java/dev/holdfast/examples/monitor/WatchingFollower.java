package dev.holdfast.examples.monitor;

import dev.holdfast.context.ContextSync;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Is told what is new, by one subscription for each context. */
final class WatchingFollower implements Follower {

  private final ContextSync contexts;
  private final Viewer viewer;
  private final Notices notices;
  private final Map<String, Subscription> subscriptions = new ConcurrentHashMap<>();

  WatchingFollower(ContextSync contexts, Viewer viewer, Notices notices) {
    this.contexts = contexts;
    this.viewer = viewer;
    this.notices = notices;
  }

  @Override
  public Viewer viewer() {
    return viewer;
  }

  @Override
  public void follow(String id) {
    viewer.follow(id);
    connect(id);
  }

  /** Subscribes to all contexts that the viewer follows, from where it is. */
  void connect() {
    viewer.ids().forEach(this::connect);
  }

  private void connect(String id) {
    subscriptions.computeIfAbsent(
        id,
        key -> {
          Subscription subscription = new Subscription(id, viewer, notices);
          contexts.watch(id, viewer.copy(id).position()).subscribe(subscription);
          return subscription;
        });
  }

  /** Ends all subscriptions; the viewer keeps what it has. */
  void disconnect() {
    subscriptions.values().forEach(Subscription::cancel);
    subscriptions.clear();
  }

  /** Nothing to do: what is left is on its way. */
  @Override
  public void catchUp() {}

  @Override
  public void stop() {
    disconnect();
  }
}
