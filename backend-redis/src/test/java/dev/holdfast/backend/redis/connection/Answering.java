package dev.holdfast.backend.redis.connection;

import dev.holdfast.backend.redis.connection.RedisAddress.HostPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;

/** A server that connections can be made to, and that else answers what a test tells it to. */
final class Answering implements AutoCloseable {

  private final ServerSocket socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final UnaryOperator<String> answers;

  /**
   * Starts it.
   *
   * @param answers the reply to a command when its name comes by, and nothing for all other words
   */
  Answering(UnaryOperator<String> answers) throws IOException {
    this.answers = answers;
    start(this::accept);
  }

  HostPort address() {
    return new HostPort("127.0.0.1", socket.getLocalPort());
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, "answering");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    try {
      while (true) {
        Socket client = socket.accept();
        start(() -> answer(client));
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  private void answer(Socket client) {
    try (client) {
      BufferedReader words =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
      OutputStream replies = client.getOutputStream();
      for (String word = words.readLine(); word != null; word = words.readLine()) {
        replies.write(reply(word).getBytes(StandardCharsets.US_ASCII));
      }
    } catch (IOException e) {
      return; // the test is over
    }
  }

  private String reply(String word) {
    return switch (word) {
      case "HELLO" -> "-ERR unknown command\r\n";
      case "PING" -> "+PONG\r\n";
      case "CLIENT" -> "+OK\r\n";
      default -> answers.apply(word);
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
