package dev.holdfast.backend.redis.connection;

import io.lettuce.core.resource.NettyCustomizer;
import io.netty.channel.Channel;
import io.netty.handler.flush.FlushConsolidationHandler;

/**
 * Has commands that come at the same time leave in one write.
 *
 * <p>Each write is a call of the system for the client and a round of the server's loop, in which
 * it may force its file. Without this every command is written alone.
 */
final class FlushesTogether implements NettyCustomizer {

  /** How many commands wait at most; fewer leave when the client's loop has nothing else to do. */
  private static final int MOST = 256;

  @Override
  public void afterChannelInitialized(Channel channel) {
    channel.pipeline().addFirst(new FlushConsolidationHandler(MOST, true));
  }
}
