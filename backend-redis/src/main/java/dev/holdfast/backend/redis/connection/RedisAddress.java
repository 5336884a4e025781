package dev.holdfast.backend.redis.connection;

import dev.holdfast.config.BackendUrl;
import dev.holdfast.error.ConfigurationException;
import dev.holdfast.error.ErrorCode;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a URL says: {@code scheme://[user[:password]@]host[:port][,host[:port]…][/path]}.
 *
 * @param topology how the servers belong together
 * @param tls whether connections are encrypted
 * @param user the user, or {@code null} for the default one
 * @param password the password, or {@code null}
 * @param hosts the servers, or the sentinels, at least one
 * @param primary the name by which the sentinels know the primary; empty without sentinels
 * @param database the number of the database, or {@code null}
 */
public record RedisAddress(
    Topology topology,
    boolean tls,
    @Nullable String user,
    @Nullable String password,
    List<HostPort> hosts,
    String primary,
    @Nullable Integer database) {

  private static final Pattern FORM = Pattern.compile("//(?:([^/]*)@)?([^/@]+)(?:/(.*))?");
  private static final Pattern HOST =
      Pattern.compile("(\\[[^\\]]+\\]|[^:\\[\\]]+)(?::([0-9]{1,5}))?");
  private static final int MAX_PORT = 65_535;
  private static final int REDIS_PORT = 6379;
  private static final int SENTINEL_PORT = 26_379;

  /**
   * A server.
   *
   * @param host its name or number
   * @param port its port
   */
  public record HostPort(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  /**
   * Reads a URL.
   *
   * @throws ConfigurationException if it is not of the form expected
   */
  public static RedisAddress read(BackendUrl url) {
    Matcher form = FORM.matcher(url.rest());
    if (!form.matches()) {
      throw malformed(url, "is not of the form " + url.scheme() + "://user:password@host:port");
    }
    Topology topology = topology(url.scheme());
    String[] credentials = credentials(form.group(1));
    List<HostPort> hosts = new ArrayList<>();
    for (String host : form.group(2).split(",", -1)) {
      hosts.add(host(url, host, topology == Topology.SENTINEL ? SENTINEL_PORT : REDIS_PORT));
    }
    if (topology == Topology.STANDALONE && hosts.size() > 1) {
      throw malformed(
          url,
          "names several servers; for a cluster begin it with redis-cluster:, for sentinels with"
              + " redis-sentinel:");
    }
    List<String> path = path(form.group(3));
    String primary = "";
    if (topology == Topology.SENTINEL) {
      if (path.isEmpty()) {
        throw malformed(url, "does not name the primary: " + url.scheme() + "://host:port/name");
      }
      primary = decode(path.remove(0));
    }
    if (path.size() > 1 || (topology == Topology.CLUSTER && !path.isEmpty())) {
      throw malformed(url, "has a path that is too long: /" + form.group(3));
    }
    Integer database = path.isEmpty() ? null : database(url, path.get(0));
    return new RedisAddress(
        topology,
        url.scheme().startsWith("rediss"),
        credentials[0],
        credentials[1],
        List.copyOf(hosts),
        primary,
        database);
  }

  private static Topology topology(String scheme) {
    if (scheme.endsWith("-sentinel")) {
      return Topology.SENTINEL;
    }
    return scheme.endsWith("-cluster") ? Topology.CLUSTER : Topology.STANDALONE;
  }

  /** {@code user:password}, {@code :password} or {@code user}. */
  private static @Nullable String[] credentials(@Nullable String text) {
    if (text == null) {
      return new @Nullable String[] {null, null};
    }
    int colon = text.indexOf(':');
    String user = decode(colon < 0 ? text : text.substring(0, colon));
    return new @Nullable String[] {
      user.isEmpty() ? null : user, colon < 0 ? null : decode(text.substring(colon + 1))
    };
  }

  private static HostPort host(BackendUrl url, String text, int defaultPort) {
    Matcher host = HOST.matcher(text);
    if (!host.matches()) {
      throw malformed(url, "has a server that is not host:port: \"" + text + "\"");
    }
    int port = host.group(2) == null ? defaultPort : Integer.parseInt(host.group(2));
    if (port < 1 || port > MAX_PORT) {
      throw malformed(url, "has the port " + port + "; ports go from 1 to " + MAX_PORT);
    }
    String name = host.group(1);
    return new HostPort(name.startsWith("[") ? name.substring(1, name.length() - 1) : name, port);
  }

  private static List<String> path(@Nullable String text) {
    return text == null || text.isEmpty()
        ? new ArrayList<>()
        : new ArrayList<>(List.of(text.split("/", -1)));
  }

  private static int database(BackendUrl url, String text) {
    if (!text.matches("[0-9]{1,5}")) {
      throw malformed(url, "has a database that is not a number: \"" + text + "\"");
    }
    return Integer.parseInt(text);
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  private static ConfigurationException malformed(BackendUrl url, String problem) {
    return new ConfigurationException(
        ErrorCode.MALFORMED_URL, "The URL \"" + url + "\" " + problem + ".");
  }

  /** Says where, and nothing secret. */
  @Override
  public String toString() {
    return hosts + (primary.isEmpty() ? "" : "/" + primary);
  }
}
