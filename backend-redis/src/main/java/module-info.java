import org.jspecify.annotations.NullMarked;

/** The Redis backend: standalone, Sentinel and Cluster, one script for each commit. */
@NullMarked
module dev.holdfast.backend.redis {
  requires dev.holdfast.api;
  requires org.slf4j;
  requires lettuce.core;
  requires io.netty.buffer;
  requires io.netty.handler;
  requires io.netty.transport;

  provides dev.holdfast.spi.BackendProvider with
      dev.holdfast.backend.redis.RedisProvider;
}
