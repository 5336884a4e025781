package dev.holdfast.backend.redis.connection;

import dev.holdfast.backend.redis.connection.RedisAddress.HostPort;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.DefaultClientResources;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Makes the driver's client and what stands on it, and shuts it down. Thread-safe. */
public final class Connector implements AutoCloseable {

  private static final int THREADS = 2;
  private static final Duration SHUTDOWN = Duration.ofSeconds(2);

  private final ClientSettings settings;
  private final ClientResources resources;
  private final RedisClient client;

  /**
   * Prepares; connects to nothing yet.
   *
   * @throws ConfigurationException if a file for TLS cannot be read
   */
  public Connector(ClientSettings settings) {
    this.settings = settings;
    ClientOptions options = options(settings);
    this.resources =
        DefaultClientResources.builder()
            .ioThreadPoolSize(THREADS)
            .computationThreadPoolSize(THREADS)
            .nettyCustomizer(new FlushesTogether())
            .build();
    this.client = RedisClient.create(resources);
    client.setOptions(options);
  }

  /** Returns what sends commands to the right server. */
  public Caller caller() {
    RedisAddress address = settings.address();
    return new Caller(
        switch (address.topology()) {
          case STANDALONE -> {
            HostPort host = address.hosts().get(0);
            yield new OneServer(node(host.host(), host.port()));
          }
          case SENTINEL ->
              new OneServer(
                  new Node(client, sentinels(), address.toString(), settings.connectTimeout()));
          case CLUSTER -> new ClusterServers(address.hosts(), this::node);
        });
  }

  /** Returns how long making a connection may take. */
  public Duration patience() {
    return settings.connectTimeout();
  }

  /**
   * Closes all connections, so that commands under way end at once, and ends the driver's threads.
   */
  @Override
  public void close() {
    client.shutdown(0, SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
    var unused = resources.shutdown(0, SHUTDOWN.toMillis(), TimeUnit.MILLISECONDS);
  }

  private Node node(String host, int port) {
    return new Node(
        client, Way.to(server(host, port)), host + ":" + port, settings.connectTimeout());
  }

  private Way sentinels() {
    return new Sentinels(
        client,
        settings.address().hosts().stream().map(this::sentinel).toList(),
        settings.address().primary(),
        primary -> server(primary.getHostString(), primary.getPort()),
        settings.connectTimeout());
  }

  private RedisURI sentinel(HostPort place) {
    RedisURI.Builder builder = RedisURI.builder().withHost(place.host()).withPort(place.port());
    authenticate(builder, settings.sentinelUser(), settings.sentinelPassword());
    encrypt(builder);
    return builder.withTimeout(settings.connectTimeout()).build();
  }

  private RedisURI server(String host, int port) {
    RedisURI.Builder builder = RedisURI.builder().withHost(host).withPort(port);
    authenticate(builder, settings.user(), settings.password());
    encrypt(builder);
    return builder
        .withDatabase(settings.database())
        .withClientName(settings.clientName())
        .withTimeout(settings.connectTimeout())
        .build();
  }

  private static void authenticate(
      RedisURI.Builder builder, @Nullable String user, @Nullable String password) {
    if (password != null) {
      if (user == null) {
        builder.withPassword(password.toCharArray());
      } else {
        builder.withAuthentication(user, password.toCharArray());
      }
    }
  }

  private void encrypt(RedisURI.Builder builder) {
    if (settings.address().tls()) {
      builder.withSsl(true);
      builder.withVerifyPeer(
          switch (settings.tls().verification()) {
            case FULL -> SslVerifyMode.FULL;
            case CA -> SslVerifyMode.CA;
            case NONE -> SslVerifyMode.NONE;
          });
    }
  }

  private static ClientOptions options(ClientSettings settings) {
    ClientOptions.Builder options =
        ClientOptions.builder()
            .autoReconnect(false)
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .timeoutOptions(TimeoutOptions.builder().timeoutCommands(false).build())
            .socketOptions(
                SocketOptions.builder()
                    .connectTimeout(settings.connectTimeout())
                    .keepAlive(true)
                    .tcpNoDelay(true)
                    .build());
    if (settings.address().tls()) {
      options.sslOptions(ssl(settings.tls()));
    }
    return options.build();
  }

  private static SslOptions ssl(ClientSettings.Tls tls) {
    SslOptions.Builder options = SslOptions.builder().jdkSslProvider();
    if (tls.authorities() != null) {
      options.trustManager(readable(tls.authorities()).toFile());
    }
    if (tls.certificate() != null && tls.key() != null) {
      options.keyManager(
          readable(tls.certificate()).toFile(), readable(tls.key()).toFile(), new char[0]);
    }
    return options.build();
  }

  private static Path readable(Path file) {
    if (!Files.isReadable(file)) {
      throw new ConfigurationException(
          ErrorCode.STORAGE_UNUSABLE, "The file " + file + " cannot be read; TLS needs it.");
    }
    return file;
  }
}
