package dev.holdfast.examples.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {

  private static final Duration IDLE = Duration.ofHours(1);

  @TempDir Path directory;

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T10:00:00Z"));
  private final InstantSource clock = now::get;

  @Test
  void sessions_areThereAfterARestart() {
    String url = "mapdb:" + directory.resolve("door");
    String ann;
    String bob;
    try (Holdfast holdfast = Holdfast.open(url)) {
      Door door = new Door(holdfast, clock, IDLE);
      ann = door.signIn("ann", true).orElseThrow();
      bob = door.signIn("bob", true).orElseThrow();
      assertThat(door.enter(ann)).contains("ann");
      door.signOut(bob);
    }
    try (Holdfast holdfast = Holdfast.open(url)) {
      Door door = new Door(holdfast, clock, IDLE);
      assertThat(door.enter(ann)).contains("ann");
      assertThat(door.enter(bob)).isEmpty();
      assertThat(door.attemptsOf("ann")).isEqualTo(1);
    }
  }

  @Test
  void tooManyAttempts_areRefusedUntilTheWindowIsOver() {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      Door door = new Door(holdfast, clock, IDLE);
      for (int i = 0; i < 5; i++) {
        assertThat(door.signIn("eve", false)).isEmpty();
      }
      assertThat(door.signIn("eve", true)).isEmpty();
      assertThat(door.signIn("ann", true)).isPresent();
      pass(Duration.ofMinutes(15));
      assertThat(door.signIn("eve", true)).isPresent();
      door.tidy();
      assertThat(door.attemptsOf("eve")).isEqualTo(1);
    }
  }

  @Test
  void sessions_endTogetherOrWhenTheyAreIdle() {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      Door door = new Door(holdfast, clock, IDLE);
      String first = door.signIn("ann", true).orElseThrow();
      String second = door.signIn("ann", true).orElseThrow();
      String bob = door.signIn("bob", true).orElseThrow();
      assertThat(door.signOutEverywhere("ann")).containsExactlyInAnyOrder(first, second);
      assertThat(door.size()).isEqualTo(1);
      pass(Duration.ofMinutes(50));
      assertThat(door.enter(bob)).contains("bob");
      pass(Duration.ofMinutes(50));
      door.tidy();
      assertThat(door.enter(bob)).contains("bob");
      pass(Duration.ofMinutes(70));
      door.tidy();
      assertThat(door.enter(bob)).isEmpty();
    }
  }

  @Test
  void signOut_isNotUndoneByWhoEntersMeanwhile() throws Exception {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      Door door = new Door(holdfast, clock, IDLE);
      List<String> ids = sessions(door, 3_000);
      AtomicReference<String> next = new AtomicReference<>(ids.get(0));
      meanwhile(
          () -> door.enter(next.get()),
          () ->
              ids.forEach(
                  id -> {
                    next.set(id);
                    door.signOut(id);
                  }));
      assertThat(door.size()).as("sessions that came back").isZero();
    }
  }

  @Test
  void session_thatWasEnteredIsNotTidiedAwayMeanwhile() throws Exception {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      Door door = new Door(holdfast, clock, IDLE);
      List<String> ids = sessions(door, 1_000);
      pass(IDLE);
      Set<String> entered = ConcurrentHashMap.newKeySet();
      Runnable enter =
          () -> ids.stream().filter(id -> door.enter(id).isPresent()).forEach(entered::add);
      meanwhile(
          enter,
          () -> {
            pass(Duration.ofSeconds(1));
            door.tidy();
          });
      assertThat(entered).as("entered before").allMatch(id -> door.enter(id).isPresent());
    }
  }

  @Test
  void tidy_forgetsWhenThoseWereSeenWhoAreGone() {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      Door door = new Door(holdfast, clock, IDLE);
      List<String> ids = sessions(door, 3);
      assertThat(ids).allMatch(id -> door.enter(id).isPresent());
      door.signOut(ids.get(0));
      door.tidy();
      DurableTable<String, Long> seen = holdfast.durableTable("seen", Codec.utf8(), Codec.int64());
      assertThat(seen.size()).isEqualTo(2);
      pass(IDLE.plusMinutes(2));
      door.tidy();
      assertThat(seen.size()).isZero();
      assertThat(door.size()).isZero();
    }
  }

  private static List<String> sessions(Door door, int count) {
    return IntStream.range(0, count)
        .mapToObj(number -> door.signIn("user-" + number, true).orElseThrow())
        .toList();
  }

  /** Does one thing over and over while another is done, and once more. */
  private static void meanwhile(Runnable repeated, Runnable once) throws Exception {
    AtomicBoolean ended = new AtomicBoolean();
    CompletableFuture<Void> others =
        CompletableFuture.runAsync(
            () -> {
              while (!ended.get()) {
                repeated.run();
              }
            });
    try {
      once.run();
    } finally {
      ended.set(true);
    }
    others.get(1, TimeUnit.MINUTES);
  }

  private void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
  }
}
