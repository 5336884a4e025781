package dev.holdfast.tck.mutants.wire;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.OutcomeUnknownException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellPage;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Health;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Usage;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Supplier;

/**
 * Reaches a backend of this JVM over TCP, and keeps the rules; a mutant overrides what it breaks.
 */
public class WireBackend implements Backend {

  private final Backend engine;
  private final InetSocketAddress address;
  private final ConcurrentLinkedDeque<Socket> idle = new ConcurrentLinkedDeque<>();

  public WireBackend(Backend engine, InetSocketAddress address) {
    this.engine = engine;
    this.address = address;
  }

  /** Returns where the engine of all such backends listens. */
  public static InetSocketAddress engineAddress() {
    return WireServer.SHARED.address();
  }

  @Override
  public BackendInfo info() {
    return engine.info();
  }

  @Override
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    return ask(() -> engine.read(requests, deadline), deadline);
  }

  @Override
  public CommitResult commit(CellRef cell, Commit commit, Deadline deadline) {
    deadline.check("The commit");
    return call(() -> engine.commit(cell, commit, Deadline.NEVER), firstValue(commit), deadline);
  }

  private static byte[] firstValue(Commit commit) {
    return commit.mutations().get(0) instanceof Mutation.PutHead put
        ? put.value().toArray()
        : new byte[0];
  }

  @Override
  public CellPage list(ListQuery query, Deadline deadline) {
    return ask(() -> engine.list(query, deadline), deadline);
  }

  @Override
  public Usage usage(CollectionRef collection, Deadline deadline) {
    return ask(() -> engine.usage(collection, deadline), deadline);
  }

  @Override
  public Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    return engine.watch(scope, listener, deadline);
  }

  @Override
  public Health health(Deadline deadline) {
    try {
      return ask(() -> engine.health(deadline), deadline);
    } catch (HoldfastException e) {
      return new Health(false, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    idle.forEach(WireBackend::close);
    engine.close();
  }

  /** Asks for what changes nothing. */
  private <T> T ask(Supplier<T> call, Deadline deadline) {
    try {
      return call(call, new byte[0], deadline);
    } catch (OutcomeUnknownException e) {
      throw new UnavailableException(ErrorCode.UNAVAILABLE, "There was no answer.", e);
    }
  }

  /** Sends a call and awaits the reply. */
  protected <T> T call(Supplier<T> call, byte[] payload, Deadline deadline) {
    Socket socket = connected(deadline);
    WireServer.Call<T> registered = WireServer.SHARED.register(call);
    try {
      socket.setSoTimeout(millis(deadline));
      DataOutputStream out = new DataOutputStream(socket.getOutputStream());
      out.writeLong(registered.number());
      out.writeInt(payload.length);
      out.write(payload);
      if (socket.getInputStream().read() < 0) {
        throw new EOFException();
      }
    } catch (IOException e) {
      close(socket);
      throw lost(e);
    }
    idle.push(socket);
    return registered.result().get();
  }

  /** Returns what says that a reply was lost. */
  protected RuntimeException lost(IOException cause) {
    return new OutcomeUnknownException(
        ErrorCode.OUTCOME_UNKNOWN, "The connection was lost.", cause);
  }

  /** Returns what says that the engine cannot be reached. */
  protected RuntimeException unreachable(IOException cause) {
    return new UnavailableException(ErrorCode.UNAVAILABLE, "The engine cannot be reached.", cause);
  }

  /** Returns how long to wait for the reply. */
  protected int millis(Deadline deadline) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, deadline.remaining().toMillis()));
  }

  private Socket connected(Deadline deadline) {
    Socket free = idle.poll();
    if (free != null) {
      return free;
    }
    Socket socket = new Socket();
    try {
      socket.connect(address, millis(deadline));
      return socket;
    } catch (IOException e) {
      close(socket);
      throw unreachable(e);
    }
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }
}
