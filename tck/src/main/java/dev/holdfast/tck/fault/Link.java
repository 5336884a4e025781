package dev.holdfast.tck.fault;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** One connection through the proxy: a socket to the client, one to the engine, a pump each way. */
final class Link {

  private static final int BUFFER = 64 << 10;
  private static final int CONNECT_MILLIS = 5_000;

  private final FaultProxy proxy;
  private final Socket client;
  private final Socket engine = new Socket();
  // What the pump of requests found; it writes, both read.
  private byte[] end = {};
  private @Nullable LostReply following;
  private boolean asked;
  private int replies;
  private volatile boolean silent;

  Link(FaultProxy proxy, Socket client) {
    this.proxy = proxy;
    this.client = client;
  }

  static void start(String name, Runnable pump) {
    Thread thread = new Thread(pump, name);
    thread.setDaemon(true);
    thread.start();
  }

  /** Connects to the engine and starts to pump. */
  void open(InetSocketAddress address) throws IOException {
    try {
      client.setTcpNoDelay(true);
      engine.setTcpNoDelay(true);
      engine.connect(address, CONNECT_MILLIS);
      start("fault-proxy-requests", () -> pump(this::passRequests));
      start("fault-proxy-replies", () -> pump(this::passReplies));
    } catch (IOException e) {
      reset();
      throw e;
    }
  }

  /** Passes data on until its source ends. */
  private interface Pump {
    void run() throws IOException, InterruptedException;
  }

  private void pump(Pump pump) {
    try {
      pump.run();
    } catch (IOException ended) {
      reset();
    } catch (InterruptedException e) {
      reset();
      Thread.currentThread().interrupt();
    }
  }

  private void passRequests() throws IOException, InterruptedException {
    InputStream in = client.getInputStream();
    OutputStream out = engine.getOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      proxy.awaitFlow();
      if (!silent) {
        note(Arrays.copyOf(buffer, read));
        out.write(buffer, 0, read);
      }
    }
    engine.shutdownOutput();
  }

  private void passReplies() throws IOException, InterruptedException {
    InputStream in = engine.getInputStream();
    OutputStream out = client.getOutputStream();
    byte[] buffer = new byte[BUFFER];
    for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
      proxy.awaitFlow();
      hold(proxy.delay());
      if (isToBeLost()) {
        proxy.lost();
        reset();
        return;
      }
      if (!silent && !client.isOutputShutdown()) {
        out.write(buffer, 0, read);
      }
    }
    reset();
  }

  /** Looks for the marker, also where it lies over two pieces. */
  private synchronized void note(byte[] data) {
    LostReply losing = proxy.losing();
    if (losing != null && losing != following) {
      byte[] both = Arrays.copyOf(end, end.length + data.length);
      System.arraycopy(data, 0, both, end.length, data.length);
      if (losing.isIn(both)) {
        following = losing;
        replies = 0;
      }
      int keep = Math.max(0, Math.min(both.length, losing.markerLength() - 1));
      end = Arrays.copyOfRange(both, both.length - keep, both.length);
    }
    asked = true;
  }

  private synchronized boolean isToBeLost() {
    if (asked) {
      asked = false;
      replies++;
    }
    return following != null && following == proxy.losing() && replies == following.number();
  }

  private static void hold(Duration time) {
    long end = System.nanoTime() + time.toNanos();
    for (long left = time.toNanos(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(left);
    }
  }

  /** Loses all that comes from now on. */
  void silence() {
    silent = true;
  }

  void halfClose() {
    try {
      client.shutdownOutput();
    } catch (IOException endedAlready) {
      reset();
    }
  }

  /** Ends both connections at once. */
  void reset() {
    proxy.ended(this);
    for (Socket socket : new Socket[] {client, engine}) {
      try {
        socket.setSoLinger(true, 0);
      } catch (IOException closedAlready) {
        continue;
      }
      closeQuietly(socket);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
