package dev.holdfast.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.DeltaFormat;
import dev.holdfast.json.JsonObject;
import java.io.PrintWriter;
import java.io.Writer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class FollowersTest {

  private static final Duration LONG = Duration.ofSeconds(30);
  private static final Duration NEVER = Duration.ofDays(1);

  private final Holdfast holdfast = Holdfast.open("memory:");
  private final ContextSync contexts = holdfast.contexts("documents");
  private final ScheduledExecutorService timer = Executors.newScheduledThreadPool(1);
  private final Notices notices = new Notices(new PrintWriter(Writer.nullWriter()));
  private final Viewer viewer = new Viewer("one", new Wire(DeltaFormat.nested()));

  @AfterEach
  void close() {
    timer.shutdownNow();
    holdfast.close();
  }

  private Observer observe(Publisher publisher, Follower follower) {
    return new Observer(List.of(follower), publisher, new Check(contexts.store()));
  }

  private static JsonObject value(int number) {
    return JsonObject.of("n", number, "constant", "the same");
  }

  @Test
  void viewerThatComesBack_getsOnlyWhatItMissed() {
    WatchingFollower follower = new WatchingFollower(contexts, viewer, notices);
    Publisher publisher = new Publisher(contexts, List.of(follower));
    Observer observer = observe(publisher, follower);
    publisher.publish("a", value(1));
    assertThat(observer.settle(LONG).isEqual()).isTrue();

    follower.disconnect();
    publisher.publish("a", value(2));
    publisher.publish("a", value(3));
    assertThat(observer.glance().isBehind()).isTrue();
    assertThat(viewer.copy("a").value()).isEqualTo(value(1));

    follower.connect();
    assertThat(observer.settle(LONG).isEqual()).isTrue();
    assertThat(viewer.copy("a").value()).isEqualTo(value(3));
    assertThat(viewer.traffic().full()).isEqualTo(1);
    assertThat(viewer.traffic().deltas()).isEqualTo(1);
    assertThat(notices.count()).isZero();
  }

  @Test
  void roamingViewerThatIsAway_catchesUpAtTheEnd() {
    RoamingFollower follower =
        new RoamingFollower(new WatchingFollower(contexts, viewer, notices), NEVER, timer);
    Publisher publisher = new Publisher(contexts, List.of(follower));
    Observer observer = observe(publisher, follower);
    publisher.publish("a", value(1));
    assertThat(observer.settle(LONG).isEqual()).isTrue();

    follower.move();
    publisher.publish("a", value(2));
    publisher.publish("new", value(1));
    assertThat(viewer.copy("a").value()).isEqualTo(value(1));

    follower.catchUp();
    assertThat(observer.settle(LONG).isEqual()).isTrue();
    assertThat(viewer.copy("new").value()).isEqualTo(value(1));
  }

  @Test
  void pollingViewer_getsManyChangesInOneAnswer() {
    PollingFollower follower = new PollingFollower(contexts, viewer, NEVER, timer, notices);
    Publisher publisher = new Publisher(contexts, List.of(follower));
    publisher.publish("a", value(1));
    follower.catchUp();
    publisher.publish("a", value(2));
    publisher.publish("a", value(3));
    follower.catchUp();

    assertThat(viewer.copy("a").value()).isEqualTo(value(3));
    assertThat(viewer.traffic().full()).isEqualTo(1);
    assertThat(viewer.traffic().deltas()).isEqualTo(1);
  }

  @Test
  void valueThatChangesNothing_isNoVersion() {
    Publisher publisher = new Publisher(contexts, List.of());
    publisher.publish("a", value(1));
    publisher.publish("a", value(1));

    assertThat(publisher.versions()).isEqualTo(1);
  }

  @Test
  void closedPublisher_storesNothing() {
    Publisher publisher = new Publisher(contexts, List.of());
    publisher.close();
    publisher.publish("a", value(1));

    assertThat(contexts.get("a")).isEmpty();
    assertThat(publisher.ids()).isEmpty();
  }
}
