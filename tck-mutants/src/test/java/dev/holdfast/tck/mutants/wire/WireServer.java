package dev.holdfast.tck.mutants.wire;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Carries out calls that are named to it over TCP; the calls themselves stay in this JVM.
 *
 * <p>A request is the call's number and some bytes that are passed over, a reply is one byte.
 */
final class WireServer {

  static final WireServer SHARED = new WireServer();

  private final Map<Long, Runnable> calls = new ConcurrentHashMap<>();
  private final AtomicLong numbers = new AtomicLong();
  private final ServerSocket listener;

  private WireServer() {
    try {
      listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start(this::accept);
  }

  /** A call that the server is asked for by its number. */
  record Call<T>(long number, Result<T> result) {}

  /** What became of a call, once the server has replied. */
  static final class Result<T> {
    private volatile Supplier<T> value = Result::missing;

    private static <T> T missing() {
      throw new IllegalStateException("The server has not replied.");
    }

    T get() {
      return value.get();
    }
  }

  InetSocketAddress address() {
    return new InetSocketAddress("127.0.0.1", listener.getLocalPort());
  }

  /** Keeps a call until the server is asked for it. */
  <T> Call<T> register(Supplier<T> call) {
    Result<T> result = new Result<>();
    long number = numbers.incrementAndGet();
    calls.put(number, () -> result.value = outcome(call));
    return new Call<>(number, result);
  }

  private static <T> Supplier<T> outcome(Supplier<T> call) {
    try {
      T value = call.get();
      return () -> value;
    } catch (RuntimeException e) {
      return () -> {
        throw e;
      };
    }
  }

  private void accept() {
    while (true) {
      try {
        Socket client = listener.accept();
        start(() -> serve(client));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      DataInputStream in = new DataInputStream(client.getInputStream());
      OutputStream out = client.getOutputStream();
      while (true) {
        Runnable call = calls.remove(in.readLong());
        in.readFully(new byte[in.readInt()]);
        call.run();
        out.write(1);
      }
    } catch (IOException ended) {
      // The client has gone.
    }
  }

  private static void start(Runnable task) {
    Thread thread = new Thread(task, "wire-server");
    thread.setDaemon(true);
    thread.start();
  }
}
