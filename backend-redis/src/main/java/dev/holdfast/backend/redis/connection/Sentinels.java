package dev.holdfast.backend.redis.connection;

import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.sentinel.api.StatefulRedisSentinelConnection;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Leads to whichever server the sentinels call the primary when a connection is made.
 *
 * <p>All are asked at once and the first that knows is believed: one that is silent, as the one on
 * the machine that the primary went down with, takes no time from the others. They are asked again
 * while the connection is under way, for the server may be silent because another one takes over.
 */
final class Sentinels implements Way {

  private static final Duration ASK_AGAIN = Duration.ofSeconds(1);

  private final RedisClient client;
  private final List<RedisURI> sentinels;
  private final String primary;
  private final Function<InetSocketAddress, RedisURI> servers;
  private final Duration patience;

  /** Asks {@code sentinels} for {@code primary}; {@code servers} tells how to reach a server. */
  Sentinels(
      RedisClient client,
      List<RedisURI> sentinels,
      String primary,
      Function<InetSocketAddress, RedisURI> servers,
      Duration patience) {
    this.client = client;
    this.sentinels = sentinels;
    this.primary = primary;
    this.servers = servers;
    this.patience = patience;
  }

  @Override
  public <C extends StatefulConnection<?, ?>> CompletionStage<C> connect(
      Function<RedisURI, ? extends CompletionStage<C>> driver) {
    Search<C> search = new Search<>(driver);
    search.ask();
    return search.found.orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS);
  }

  /** Fails if none of the sentinels knows. */
  private CompletableFuture<InetSocketAddress> primary() {
    CompletableFuture<InetSocketAddress> first = new CompletableFuture<>();
    AtomicInteger left = new AtomicInteger(sentinels.size());
    for (RedisURI sentinel : sentinels) {
      var unused =
          client
              .connectSentinelAsync(StringCodec.UTF8, sentinel)
              .thenCompose(this::primaryBy)
              .whenComplete(
                  (address, failure) -> {
                    if (failure == null) {
                      first.complete(address);
                    } else if (left.decrementAndGet() == 0) {
                      first.completeExceptionally(failure);
                    }
                  });
    }
    return first;
  }

  private CompletableFuture<InetSocketAddress> primaryBy(
      StatefulRedisSentinelConnection<String, String> sentinel) {
    return sentinel
        .async()
        .getMasterAddrByName(primary)
        .toCompletableFuture()
        .orTimeout(patience.toNanos(), TimeUnit.NANOSECONDS)
        .whenComplete((address, failure) -> Node.discard(sentinel))
        .thenApply(this::known);
  }

  private InetSocketAddress known(@Nullable SocketAddress address) {
    if (address instanceof InetSocketAddress server) {
      return server;
    }
    throw new RedisException("the sentinels know no primary by the name " + primary);
  }

  /** The search for one connection, until it is found, fails, or has had its time. */
  private final class Search<C extends StatefulConnection<?, ?>> {

    private final Function<RedisURI, ? extends CompletionStage<C>> driver;
    private final CompletableFuture<C> found = new CompletableFuture<>();
    private @Nullable InetSocketAddress tried; // guarded by this

    Search(Function<RedisURI, ? extends CompletionStage<C>> driver) {
      this.driver = driver;
    }

    void ask() {
      if (found.isDone()) {
        return;
      }
      try {
        var unused = primary().whenComplete(this::told);
        CompletableFuture.delayedExecutor(ASK_AGAIN.toMillis(), TimeUnit.MILLISECONDS)
            .execute(this::ask);
      } catch (IllegalStateException | RejectedExecutionException | RedisException e) {
        found.completeExceptionally(e); // a driver that is shut down throws
      }
    }

    private void told(@Nullable InetSocketAddress address, @Nullable Throwable failure) {
      if (address != null) {
        connect(address);
      } else if (failure != null && hasTriedNone()) {
        found.completeExceptionally(failure);
      }
    }

    private void connect(InetSocketAddress address) {
      if (found.isDone() || !isNew(address)) {
        return;
      }
      try {
        driver
            .apply(servers.apply(address))
            .whenComplete((connection, failure) -> end(address, connection, failure));
      } catch (IllegalStateException | RejectedExecutionException | RedisException e) {
        found.completeExceptionally(e);
      }
    }

    private synchronized boolean isNew(InetSocketAddress address) {
      boolean isNew = !address.equals(tried);
      tried = address;
      return isNew;
    }

    private synchronized boolean hasTriedNone() {
      return tried == null;
    }

    private synchronized boolean isLatest(InetSocketAddress address) {
      return address.equals(tried);
    }

    /** What comes of a server that is no longer the primary does not count. */
    private void end(
        InetSocketAddress address, @Nullable C connection, @Nullable Throwable failure) {
      boolean counts = isLatest(address);
      if (failure != null && counts) {
        found.completeExceptionally(failure);
      } else if (connection != null && !(counts && found.complete(connection))) {
        Node.discard(connection);
      }
    }
  }
}
