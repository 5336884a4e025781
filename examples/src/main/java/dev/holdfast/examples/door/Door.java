package dev.holdfast.examples.door;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.KeyRange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is signed in, and how often they tried: looked up at memory speed, and still there after a
 * crash.
 *
 * <p>Signing in and out is stored before it counts. When somebody was last seen is stored now and
 * then: losing a few seconds of it does no harm. Attempts to sign in are counted durably, so that a
 * restart is no way round the limit. Thread-safe.
 */
public final class Door {

  private static final int MOST_ATTEMPTS = 5;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  private final DurableTable<String, Session> sessions;
  private final DurableTable<String, Long> attempts;
  private final InstantSource clock;

  /** Opens the door of a service; its tables stop with {@code holdfast}. */
  public Door(Holdfast holdfast, InstantSource clock) {
    this.clock = clock;
    // snippet: door-tables
    sessions = holdfast.durableTable("sessions", Codec.utf8(), Codec.json(Session.class));
    attempts =
        holdfast.durableTable(
            "attempts",
            Codec.utf8(),
            Codec.int64(),
            TableOptions.<String, Long>defaults().sortedBy(Comparator.naturalOrder()));
    // end of snippet
  }

  /** Signs a user in, unless there were too many attempts; returns the id of the session. */
  public Optional<String> signIn(String user, boolean passwordIsRight) {
    // snippet: door-counter
    long attempt = attempts.updateCounter(user + "/" + window(), 1); // durable, and never lost
    // end of snippet
    if (attempt > MOST_ATTEMPTS || !passwordIsRight) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    String id = UUID.randomUUID().toString();
    // snippet: door-write
    sessions.write(id, new Session(user, now, now)); // returns when it is safe
    // end of snippet
    return Optional.of(id);
  }

  /** Returns whose session this is, and takes note that they were seen. */
  public Optional<String> enter(String id) {
    // snippet: door-dirty
    Optional<Session> session = sessions.lookup(id); // memory alone, no lock
    session.ifPresent(found -> sessions.dirtyWrite(id, found.seenAt(clock.instant())));
    // end of snippet
    return session.map(Session::user);
  }

  /** Ends a session. */
  public void signOut(String id) {
    sessions.delete(id);
  }

  /** Ends the sessions of a user, all or none, and returns their ids. */
  public List<String> signOutEverywhere(String user) {
    // snippet: door-batch
    List<String> ended =
        sessions.atomically(
            batch ->
                sessions
                    .select((id, session) -> session.user().equals(user))
                    .forEach(found -> batch.delete(found.key()).then(found.key())));
    // end of snippet
    return ended;
  }

  /**
   * Stores when people were seen, and forgets sessions and attempts that are over; run by a timer.
   */
  public void tidy(Duration idle) {
    Instant oldest = clock.instant().minus(idle);
    // snippet: door-snapshot
    try (TableSnapshot<String, Session> now = sessions.snapshot()) { // writers go on
      for (TableEntry<String, Session> entry : now) {
        if (entry.value().seen().isBefore(oldest)) {
          sessions.dirtyDelete(entry.key());
        }
      }
    }
    sessions.flush(); // all of it, or nothing
    // end of snippet
    long current = window();
    for (TableEntry<String, Long> entry : attempts.select(KeyRange.all())) {
      String window = entry.key().substring(entry.key().lastIndexOf('/') + 1);
      if (Long.parseLong(window) < current) {
        attempts.dirtyDelete(entry.key());
      }
    }
    attempts.flush();
  }

  /** Returns how often somebody tried to sign in lately. */
  public long attemptsOf(String user) {
    return attempts.select(KeyRange.prefix(user + "/")).stream().mapToLong(TableEntry::value).sum();
  }

  /** Returns how many are signed in. */
  public long size() {
    return sessions.size();
  }

  private long window() {
    return clock.millis() / WINDOW.toMillis();
  }
}
