package dev.holdfast.backend.redis.connection;

import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/** How to come to a server. */
interface Way {

  /**
   * Connects, without waiting for it.
   *
   * @param driver connects to where it is told
   */
  <C extends StatefulConnection<?, ?>> CompletionStage<C> connect(
      Function<RedisURI, ? extends CompletionStage<C>> driver);

  /** Leads to one place for good. */
  static Way to(RedisURI place) {
    return new Way() {
      @Override
      public <C extends StatefulConnection<?, ?>> CompletionStage<C> connect(
          Function<RedisURI, ? extends CompletionStage<C>> driver) {
        return driver.apply(place);
      }
    };
  }
}
