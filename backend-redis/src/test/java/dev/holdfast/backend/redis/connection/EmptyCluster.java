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

/** A server that says of its cluster that nobody keeps any slot, on one connection. */
final class EmptyCluster implements AutoCloseable {

  private final ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());

  EmptyCluster() throws IOException {
    Thread thread = new Thread(this::answer, "empty-cluster");
    thread.setDaemon(true);
    thread.start();
  }

  HostPort address() {
    return new HostPort("127.0.0.1", socket.getLocalPort());
  }

  private void answer() {
    try (Socket client = socket.accept()) {
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

  /** Returns the reply to a command when its name comes by, and nothing for all other words. */
  private static String reply(String word) {
    return switch (word) {
      case "HELLO" -> "-ERR unknown command\r\n";
      case "PING" -> "+PONG\r\n";
      case "CLIENT" -> "+OK\r\n";
      case "CLUSTER" -> "*0\r\n";
      default -> "";
    };
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
