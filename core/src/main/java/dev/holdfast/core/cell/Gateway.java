package dev.holdfast.core.cell;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Watch;
import dev.holdfast.spi.WatchListener;
import dev.holdfast.spi.WatchScope;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What all views of {@link Cells} share: the backend, the writer's identity, the turns. */
final class Gateway {

  private final Backend backend;
  private final String namespace;
  private final InstantSource clock;
  private final Workers workers;
  private final Backoff backoff;
  private final UUID writer = UUID.randomUUID();
  private final AtomicLong sequence = new AtomicLong();
  private final Turns turns = new Turns();
  private final Set<Watch> watches = ConcurrentHashMap.newKeySet();
  private final Queue<Runnable> stops = new ConcurrentLinkedQueue<>();

  Gateway(
      Backend backend, String namespace, InstantSource clock, Workers workers, Backoff backoff) {
    this.backend = CheckedBackend.of(backend);
    this.namespace = namespace;
    this.clock = clock;
    this.workers = workers;
    this.backoff = backoff;
  }

  Backend backend() {
    return backend;
  }

  InstantSource clock() {
    return clock;
  }

  Workers workers() {
    return workers;
  }

  CollectionRef collection(String kind, String name) {
    CollectionRef checked = new CollectionRef(namespace, name); // alone, an empty name shows
    return new CollectionRef(checked.namespace(), kind + ":" + checked.name());
  }

  /** Makes a call that changes nothing until it succeeds or it is of no use to go on. */
  <T> T repeat(Deadline deadline, boolean deferring, Function<Deadline, T> call) {
    Interrupts interrupts = Interrupts.handling(deferring);
    try {
      for (int failures = 1; ; failures++) {
        try {
          return call.apply(deadline);
        } catch (UnavailableException e) {
          if (!mayPass(e, interrupts) || !backoff.pause(failures, deadline, interrupts)) {
            throw e;
          }
        }
      }
    } finally {
      interrupts.restore();
    }
  }

  /** The id is drawn in the cell's turn, so that a cell sees a writer's numbers in order. */
  CommitResult commit(CellRef cell, Commit commit, Deadline deadline, boolean deferring) {
    Interrupts interrupts = Interrupts.handling(deferring);
    try {
      Turns.Turn turn = turns.take(cell, deadline, interrupts);
      try {
        UnaryOperator<Commit> identity =
            commit.id() == null ? this::identified : UnaryOperator.identity();
        return new CommitAttempts(backend, cell, commit, identity, deadline)
            .run(backoff, interrupts);
      } finally {
        turn.end();
      }
    } finally {
      interrupts.restore();
    }
  }

  Watch watch(WatchScope scope, WatchListener listener, Deadline deadline) {
    Watch watch = backend.watch(scope, listener, deadline);
    Watch tracked =
        new Watch() {
          @Override
          public void close() {
            watches.remove(this);
            watch.close();
          }
        };
    watches.add(tracked);
    return tracked;
  }

  void whenClosing(Runnable stop) {
    stops.add(stop);
  }

  void stop() {
    Closing closing = new Closing();
    watches.forEach(watch -> closing.then(watch::close));
    stops.forEach(closing::then);
    closing.rethrow();
  }

  /** Tells whether what made a call fail may have passed when the call is repeated. */
  static boolean mayPass(UnavailableException e, Interrupts interrupts) {
    return e.code() == ErrorCode.UNAVAILABLE
        || (e.code() == ErrorCode.INTERRUPTED && !interrupts.pendingEndsCall());
  }

  /** Half the horizon is left for the attempts whose outcome is unknown, and for other clocks. */
  private Commit identified(Commit commit) {
    Instant now = Instant.ofEpochMilli(clock.millis());
    CommitId id = commit.id();
    boolean isFresh =
        id != null
            && id.issuedAt().plus(backend.info().limits().retryHorizon().dividedBy(2)).isAfter(now);
    return isFresh ? commit : commit.withId(new CommitId(writer, sequence.incrementAndGet(), now));
  }
}
