package dev.holdfast.examples.door;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoorTest {

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
      Door door = new Door(holdfast, clock);
      ann = door.signIn("ann", true).orElseThrow();
      bob = door.signIn("bob", true).orElseThrow();
      assertThat(door.enter(ann)).contains("ann");
      door.signOut(bob);
    }
    try (Holdfast holdfast = Holdfast.open(url)) {
      Door door = new Door(holdfast, clock);
      assertThat(door.enter(ann)).contains("ann");
      assertThat(door.enter(bob)).isEmpty();
      assertThat(door.attemptsOf("ann")).isEqualTo(1);
    }
  }

  @Test
  void tooManyAttempts_areRefusedUntilTheWindowIsOver() {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      Door door = new Door(holdfast, clock);
      for (int i = 0; i < 5; i++) {
        assertThat(door.signIn("eve", false)).isEmpty();
      }
      assertThat(door.signIn("eve", true)).isEmpty();
      assertThat(door.signIn("ann", true)).isPresent();
      pass(Duration.ofMinutes(15));
      assertThat(door.signIn("eve", true)).isPresent();
      door.tidy(Duration.ofHours(1));
      assertThat(door.attemptsOf("eve")).isEqualTo(1);
    }
  }

  @Test
  void sessions_endTogetherOrWhenTheyAreIdle() {
    try (Holdfast holdfast = Holdfast.open("memory:")) {
      Door door = new Door(holdfast, clock);
      String first = door.signIn("ann", true).orElseThrow();
      String second = door.signIn("ann", true).orElseThrow();
      String bob = door.signIn("bob", true).orElseThrow();
      assertThat(door.signOutEverywhere("ann")).containsExactlyInAnyOrder(first, second);
      assertThat(door.size()).isEqualTo(1);
      pass(Duration.ofMinutes(50));
      assertThat(door.enter(bob)).contains("bob");
      pass(Duration.ofMinutes(50));
      door.tidy(Duration.ofHours(1));
      assertThat(door.enter(bob)).contains("bob");
      pass(Duration.ofMinutes(70));
      door.tidy(Duration.ofHours(1));
      assertThat(door.enter(bob)).isEmpty();
    }
  }

  private void pass(Duration time) {
    now.updateAndGet(then -> then.plus(time));
  }
}
