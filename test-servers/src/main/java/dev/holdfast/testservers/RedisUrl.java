package dev.holdfast.testservers;

import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Addresses of Redis servers that somebody else runs: {@code redis://user:password@host:port}. */
final class RedisUrl {

  private static final int DEFAULT_PORT = 6379;

  private RedisUrl() {}

  /** Returns the server that a URL names, once it answers. */
  static RedisServer server(String url) {
    return server(url, null);
  }

  /** Returns the server that a URL names, which is to show a certificate. */
  static RedisServer server(String url, @Nullable Path certificate) {
    URI uri = URI.create(url);
    if (uri.getHost() == null) {
      throw new IllegalArgumentException(
          "Not the URL of a Redis server, which is redis://user:password@host:port");
    }
    String[] login = uri.getUserInfo() == null ? new String[0] : uri.getUserInfo().split(":", 2);
    RedisServer server =
        new RedisServer(
            uri.getHost(),
            uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort(),
            Given.RUNNER,
            new RedisLogin(
                login.length == 0 || login[0].isEmpty() ? null : login[0],
                login.length < 2 ? null : login[1],
                certificate));
    server.start();
    return server;
  }

  /** Returns the servers that URLs name, with commas between them. */
  static List<RedisServer> servers(String urls) {
    return Arrays.stream(urls.split("\\s*,\\s*")).map(RedisUrl::server).toList();
  }
}
