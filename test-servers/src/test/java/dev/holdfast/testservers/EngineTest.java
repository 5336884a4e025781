package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import org.opentest4j.TestAbortedException;

@ResourceLock(Resources.SYSTEM_PROPERTIES)
class EngineTest {

  private static final String ENGINES = "holdfast.engines";
  private static final String IMAGE = "holdfast.test.mariadb.image";

  private final String before = System.getProperty(ENGINES, "");

  @AfterEach
  void restore() {
    System.setProperty(ENGINES, before);
    System.clearProperty(IMAGE);
  }

  @Test
  void withoutTheProperty_allEnginesAreWanted() {
    System.clearProperty(ENGINES);
    assertThat(Engine.wanted()).isEqualTo(EnumSet.allOf(Engine.class));
    assertThat(EngineSummary.text(Engine.wanted())).doesNotContain("LEFT OUT");
  }

  @Test
  void whatThePropertyLeavesOut_isSkippedAndNamed() {
    System.setProperty(ENGINES, "redis-tls, postgresql");
    assertThat(Engine.wanted()).containsExactlyInAnyOrder(Engine.REDIS_TLS, Engine.POSTGRESQL);
    assertThat(EngineSummary.text(Engine.wanted()))
        .endsWith("LEFT OUT of this run: redis, redis-sentinel, redis-cluster, mariadb.");
    assertThatThrownBy(RedisServers::standalone)
        .isInstanceOf(TestAbortedException.class)
        .hasMessageContaining("redis is left out of this run: holdfast.engines=redis-tls");
  }

  @Test
  void anEngineThatThereIsNot_isRefused() {
    System.setProperty(ENGINES, "redis,postgres");
    assertThatThrownBy(Engine::wanted)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("[postgres]")
        .hasMessageContaining("postgresql");
  }

  @Test
  void anEngineThatCannotStart_isAFailureThatSaysWhatToDo_andIsNotTriedAgain() {
    int[] tries = {0};
    Shared<String> engine =
        new Shared<>(
            Engine.MARIADB,
            () -> {
              tries[0]++;
              throw new IllegalStateException("no room");
            });
    System.clearProperty(ENGINES);
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(engine::get)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("mariadb cannot be started: no room")
          .hasMessageContaining("-Dholdfast.test.mariadb.url");
    }
    assertThat(tries[0]).isOne();
  }

  @Test
  void imagesAreAsTold() {
    assertThat(Containers.image(Engine.MARIADB, "mariadb:11.4")).isEqualTo("mariadb:11.4");
    System.setProperty(IMAGE, "registry.example/mariadb:12");
    assertThat(Containers.image(Engine.MARIADB, "mariadb:11.4"))
        .isEqualTo("registry.example/mariadb:12");
  }
}
