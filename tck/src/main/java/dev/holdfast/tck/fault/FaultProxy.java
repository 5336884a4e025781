package dev.holdfast.tck.fault;

import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands between a backend and its engine, and breaks connections when told to.
 *
 * <p>It passes bytes on without looking at them, so it serves any protocol that does not tell its
 * clients where else to connect. Each fault holds until {@link #heal}. Thread-safe.
 */
public final class FaultProxy implements AutoCloseable {

  private final InetSocketAddress engine;
  private final ServerSocket listener;
  private final Set<Link> links = ConcurrentHashMap.newKeySet();
  private boolean refusing;
  private boolean stalled;
  private Duration delay = Duration.ZERO;
  private @Nullable LostReply losing;
  private int repliesLost;
  private boolean closed;

  /** Listens on a free port of this machine and passes on to {@code engine}. */
  public FaultProxy(InetSocketAddress engine) {
    this.engine = engine;
    try {
      listener = new ServerSocket(0, 0, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy finds no port to listen on.", e);
    }
    Link.start("fault-proxy", this::accept);
  }

  /** Returns where to connect instead of to the engine. */
  public InetSocketAddress address() {
    return new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort());
  }

  /** Resets all connections; new ones work. */
  public void cut() {
    links.forEach(Link::reset);
  }

  /** Resets all connections, and every new one at once. */
  public synchronized void refuse() {
    refusing = true;
    cut();
  }

  /** Lets no byte through, either way; connections stay, and new ones are accepted. */
  public synchronized void stall() {
    stalled = true;
  }

  /**
   * Lets no byte of the connections that there are through from now on, either way, and does not
   * close them; new ones work.
   */
  public void silence() {
    links.forEach(Link::silence);
  }

  /**
   * Tells the clients of all connections that the engine has closed them, while what they send is
   * still passed on; replies vanish.
   */
  public void halfClose() {
    links.forEach(Link::halfClose);
  }

  /** Holds back each reply for a time. */
  public synchronized void delay(Duration time) {
    delay = time;
  }

  /**
   * Loses one reply and resets its connection, once: of the replies that follow a request which
   * contains {@code marker}, the one with this number. The engine has done what it replies to.
   *
   * @param marker bytes that stand in one request alone; empty where requests cannot be read, which
   *     makes the replies of each connection count from its next request on
   * @param number 1 for the reply to the request with the marker, 2 for the one after it, …
   */
  public synchronized void loseReply(Bytes marker, int number) {
    losing = new LostReply(marker.toArray(), number);
  }

  /** Returns how many replies were lost by {@link #loseReply}. */
  public synchronized int repliesLost() {
    return repliesLost;
  }

  /** Ends all faults; connections that were reset stay so, and new ones work. */
  public synchronized void heal() {
    refusing = false;
    stalled = false;
    delay = Duration.ZERO;
    losing = null;
    notifyAll();
  }

  /** Resets all connections and listens no more. */
  @Override
  public void close() {
    synchronized (this) {
      closed = true;
      notifyAll();
    }
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The proxy cannot close its port.", e);
    }
    cut();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket client = listener.accept();
        Link link = new Link(this, client);
        links.add(link);
        if (isRefusing()) {
          link.reset();
        } else {
          link.open(engine);
        }
      } catch (IOException closedOrUnreachable) {
        // The client sees its connection end; the next one may do better.
      }
    }
  }

  private synchronized boolean isRefusing() {
    return refusing || closed;
  }

  void ended(Link link) {
    links.remove(link);
  }

  /** Waits as long as nothing is let through; called for each piece of data. */
  synchronized void awaitFlow() throws InterruptedException {
    while (stalled && !closed) {
      wait();
    }
  }

  synchronized Duration delay() {
    return delay;
  }

  synchronized @Nullable LostReply losing() {
    return losing;
  }

  synchronized void lost() {
    losing = null;
    repliesLost++;
  }
}
