package dev.holdfast.testservers;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Where servers come from, as a process finds it that meets a container engine like ours. */
class ContainerEngineTest {

  private static final long PATIENCE_SECONDS = 120;

  /** An engine that says who it is and has no image, nor knows where to get one. */
  private static final Map<String, String> ANSWERS =
      Map.of(
          "/_ping", "OK",
          "/version", "{\"ApiVersion\":\"1.44\",\"Version\":\"1\",\"Os\":\"linux\"}",
          "/info",
              "{\"ServerVersion\":\"1\",\"OSType\":\"linux\",\"OperatingSystem\":\"x\",\"MemTotal\":1}");

  /** Asks for a server and says where it came from. */
  static final class Asking {
    private Asking() {}

    public static void main(String[] arguments) {
      try {
        RedisServers.standalone();
        System.out.println("It was started all the same.");
      } catch (IllegalStateException e) {
        System.out.println("Refused: " + e.getMessage());
      }
    }
  }

  @Test
  void anEngineThatAnswersButStartsNoImage_isAFailureAndNoReasonToLookFurther() throws Exception {
    List<String> asked = new ArrayList<>();
    HttpServer docker =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    docker.createContext("/", exchange -> answer(exchange, asked));
    docker.start();
    try {
      assertThat(ask("tcp://localhost:" + docker.getAddress().getPort()))
          .contains("Refused: The engine redis cannot be started", "localhost/no-such:1")
          .doesNotContain("all the same");
      assertThat(asked).anyMatch(path -> path.contains("/images/create"));
    } finally {
      docker.stop(0);
    }
  }

  private static void answer(HttpExchange exchange, List<String> asked) throws IOException {
    String path = exchange.getRequestURI().getPath();
    asked.add(path);
    String found = ANSWERS.get(path.replaceFirst("^/v[0-9.]+", ""));
    byte[] text =
        (found == null ? "{\"message\":\"there is none\"}" : found)
            .getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", path.endsWith("_ping") ? "text/plain" : "application/json");
    exchange.sendResponseHeaders(found == null ? 404 : 200, text.length);
    exchange.getResponseBody().write(text);
    exchange.close();
  }

  private static String ask(String dockerHost) throws Exception {
    ProcessBuilder asking =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Asking.class.getName())
            .redirectErrorStream(true);
    Map<String, String> environment = asking.environment();
    environment.keySet().removeIf(name -> name.matches("(HOLDFAST|DOCKER|TESTCONTAINERS)_.*"));
    environment.put("DOCKER_HOST", dockerHost);
    environment.put("TESTCONTAINERS_RYUK_DISABLED", "true");
    environment.put("HOLDFAST_TEST_REDIS_IMAGE", "localhost/no-such:1");
    Process process = asking.start();
    try {
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
      return said;
    } finally {
      process.destroyForcibly();
    }
  }
}
