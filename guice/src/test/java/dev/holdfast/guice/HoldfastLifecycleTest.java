package dev.holdfast.guice;

import static dev.holdfast.guice.RecordingProvider.EVENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.inject.CreationException;
import com.google.inject.Guice;
import com.google.inject.Injector;
import dev.holdfast.codec.Codec;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.ContextSync;
import dev.holdfast.error.ClosedException;
import dev.holdfast.error.UnavailableException;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class HoldfastLifecycleTest {

  @BeforeEach
  void forgetEarlierTests() {
    EVENTS.clear();
  }

  @Test
  void modules_openInOrderAndCloseInReverseOrder() {
    Injector injector =
        Guice.createInjector(
            HoldfastModule.named("first", "recording:one"),
            HoldfastModule.of("recording:two"),
            HoldfastModule.named("third", "recording:three"));
    injector.getInstance(HoldfastLifecycle.class).close();

    assertThat(EVENTS)
        .containsExactly(
            "open one", "open two", "open three", "close three", "close two", "close one");
  }

  @Test
  void secondClose_doesNothing() {
    HoldfastLifecycle lifecycle =
        Guice.createInjector(HoldfastModule.of("recording:one"))
            .getInstance(HoldfastLifecycle.class);
    lifecycle.close();
    lifecycle.close();

    assertThat(EVENTS).containsExactly("open one", "close one");
  }

  @Test
  void storeAfterClose_saysThatItIsClosed() {
    Injector injector = Guice.createInjector(HoldfastModule.of("recording:one"));
    ContextSync contexts = injector.getInstance(ContextSync.class);
    injector.getInstance(HoldfastLifecycle.class).close();

    assertThatThrownBy(() -> contexts.get("a")).isInstanceOf(ClosedException.class);
  }

  @Test
  void openAfterClose_isRefused() {
    HoldfastLifecycle lifecycle = new HoldfastLifecycle();
    lifecycle.close();

    assertThatThrownBy(() -> lifecycle.open(HoldfastConfig.of("recording:one"), Map.of()))
        .isInstanceOf(ClosedException.class)
        .hasMessageContaining("the others of this injector are closed");
    assertThat(EVENTS).isEmpty();
  }

  @Test
  void failingStart_closesWhatWasOpenAndOpensNoMore() {
    assertThatThrownBy(
            () ->
                Guice.createInjector(
                    HoldfastModule.of("recording:one"),
                    HoldfastModule.named("second", "recording:two"),
                    HoldfastModule.named("third", "recording:down"),
                    HoldfastModule.named("fourth", "recording:four")))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("The engine at 10.0.0.5 is down.");

    assertThat(EVENTS).containsExactly("open one", "open two", "close two", "close one");
  }

  @Test
  void tableThatDoesNotOpen_failsAtStartAndClosesWhatWasOpen() {
    assertThatThrownBy(
            () ->
                Guice.createInjector(
                    HoldfastModule.of("recording:one"),
                    HoldfastModule.named("second", "recording:two")
                        .withDurableTable(
                            "", String.class, Codec.utf8(), Long.class, Codec.int64())))
        .isInstanceOf(CreationException.class)
        .hasMessageContaining("HF-4002")
        .hasMessageContaining("HoldfastModule.named(\"second\", …)");

    assertThat(EVENTS).containsExactly("open one", "open two", "close two", "close one");
  }

  @Test
  void failureWhileClosing_closesTheOthersAndReportsEach() {
    HoldfastLifecycle lifecycle =
        Guice.createInjector(
                HoldfastModule.named("first", "recording:grudging-one"),
                HoldfastModule.named("second", "recording:two"),
                HoldfastModule.named("third", "recording:grudging-three"))
            .getInstance(HoldfastLifecycle.class);

    assertThatThrownBy(lifecycle::close)
        .isInstanceOf(UnavailableException.class)
        .hasMessageContaining("grudging-three does not close.")
        .satisfies(
            failure ->
                assertThat(failure.getSuppressed())
                    .singleElement()
                    .asString()
                    .contains("grudging-one does not close."));
    assertThat(EVENTS).endsWith("close grudging-three", "close two", "close grudging-one");
  }
}
