package dev.holdfast.backend.mapdb.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BackgroundTest {

  @ParameterizedTest
  @ValueSource(classes = {IllegalStateException.class, StackOverflowError.class})
  void workThatFails_isToldAndRemembered(Class<? extends Throwable> kind) throws Exception {
    Throwable failure = kind.getDeclaredConstructor().newInstance();
    CountDownLatch told = new CountDownLatch(1);
    Background background = new Background("test");
    background.start(
        new Background.Work() {
          @Override
          public void flush() {
            // Nobody asks for that.
          }

          @Override
          public void work() throws Exception {
            if (failure instanceof Error error) {
              throw error;
            }
            throw (Exception) failure;
          }

          @Override
          public void failed() {
            told.countDown();
          }
        });
    background.askForWork();
    assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
    assertThat(background.failure()).isSameAs(failure);
    background.stop();
  }
}
