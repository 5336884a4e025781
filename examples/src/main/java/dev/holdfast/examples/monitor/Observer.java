package dev.holdfast.examples.monitor;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.TreeSet;
import java.util.concurrent.locks.LockSupport;

/** Looks at all viewers, compares them with the storage, and makes scenes. Not thread-safe. */
final class Observer {

  private static final int GLANCE = 500;
  private static final Duration PAUSE = Duration.ofMillis(20);

  private final List<Follower> followers;
  private final Publisher publisher;
  private final Check check;
  private final long startedAt = System.nanoTime();
  private Iterator<String> next = List.<String>of().iterator();

  Observer(List<Follower> followers, Publisher publisher, Check check) {
    this.followers = followers;
    this.publisher = publisher;
    this.check = check;
  }

  /** Compares some contexts, others each time. */
  Scene glance() {
    List<String> some = new ArrayList<>();
    if (!next.hasNext()) {
      next = publisher.ids().iterator();
    }
    while (next.hasNext() && some.size() < GLANCE) {
      some.add(next.next());
    }
    return scene(some);
  }

  /**
   * Compares all contexts, again and again until the viewers are at the last versions or time is
   * up.
   */
  Scene settle(Duration most) {
    long start = System.nanoTime();
    Scene scene = scene(publisher.ids());
    while (scene.isBehind() && System.nanoTime() - start < most.toNanos()) {
      LockSupport.parkNanos(PAUSE.toNanos());
      scene = scene(publisher.ids());
    }
    return scene;
  }

  private Scene scene(Collection<String> ids) {
    List<Scene.Row> rows = new ArrayList<>();
    for (Follower follower : followers) {
      Viewer viewer = follower.viewer();
      rows.add(new Scene.Row(viewer, viewer.traffic(), check.compare(viewer, ids)));
    }
    return new Scene(
        Duration.ofNanos(System.nanoTime() - startedAt),
        publisher.ids().size(),
        publisher.versions(),
        List.copyOf(rows),
        check.comparisons(),
        new TreeSet<>(check.differing()));
  }
}
