package dev.holdfast.examples.door;

import dev.holdfast.Holdfast;
import dev.holdfast.codec.Codec;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.durable.KeyRange;
import dev.holdfast.durable.TableEntry;
import dev.holdfast.durable.TableOptions;
import dev.holdfast.durable.TableSnapshot;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Who is signed in, and how often they tried: looked up at memory speed, and still there after a
 * crash.
 *
 * <p>Signing in and out is stored before it counts. When somebody was last seen is stored whenever
 * the door is tidied: losing the time since does no harm. It has a table of its own, so that who
 * enters never writes a session, and cannot bring back one that ends meanwhile. Attempts to sign in
 * are counted durably, so that a restart is no way round the limit. Thread-safe.
 */
public final class Door {

  private static final int MOST_ATTEMPTS = 5;
  private static final Duration WINDOW = Duration.ofMinutes(15);

  /**
   * How much longer than it is valid a session is kept: whoever entered just in time has long taken
   * note of it when the session is judged.
   */
  private static final Duration GRACE = Duration.ofMinutes(1);

  private final DurableTable<String, Session> sessions;
  private final DurableTable<String, Long> seen;
  private final DurableTable<String, Long> attempts;
  private final InstantSource clock;
  private final Duration idle;

  /**
   * Opens the door of a service; its tables stop with {@code holdfast}.
   *
   * @param idle how long a session is valid after it was last seen
   */
  public Door(Holdfast holdfast, InstantSource clock, Duration idle) {
    this.clock = clock;
    this.idle = idle;
    // snippet: door-tables
    sessions = holdfast.durableTable("sessions", Codec.utf8(), Codec.json(Session.class));
    seen = holdfast.durableTable("seen", Codec.utf8(), Codec.int64());
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
    String id = UUID.randomUUID().toString();
    // snippet: door-write
    sessions.write(id, new Session(user, clock.instant())); // returns when it is safe
    // end of snippet
    return Optional.of(id);
  }

  /** Returns whose session this is, unless it was idle for too long, and notes that it was seen. */
  public Optional<String> enter(String id) {
    long now = clock.millis();
    // snippet: door-dirty
    Optional<Session> session = // memory alone, no lock
        sessions.lookup(id).filter(found -> seenAt(id, found) >= now - idle.toMillis());
    session.ifPresent(found -> seen.dirtyWrite(id, now)); // at once, stored later
    // end of snippet
    return session.map(Session::user);
  }

  private long seenAt(String id, Session session) {
    return seen.lookup(id, session.signedIn().toEpochMilli());
  }

  /** Ends a session, for good once this returns. */
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
  public void tidy() {
    long oldest = clock.millis() - idle.plus(GRACE).toMillis();
    // snippet: door-snapshot
    try (TableSnapshot<String, Session> now = sessions.snapshot()) { // writers go on
      for (TableEntry<String, Session> entry : now) {
        if (seenAt(entry.key(), entry.value()) < oldest) { // nobody enters it any more
          sessions.dirtyDelete(entry.key());
        }
      }
    }
    sessions.flush(); // all of it, or nothing
    // end of snippet
    tidySeen();
    tidyAttempts();
  }

  /** Who was seen had a session before, and an id that is gone never comes back. */
  private void tidySeen() {
    try (TableSnapshot<String, Long> now = seen.snapshot()) {
      for (TableEntry<String, Long> entry : now) {
        if (sessions.lookup(entry.key()).isEmpty()) {
          seen.dirtyDelete(entry.key());
        }
      }
    }
    seen.flush();
  }

  private void tidyAttempts() {
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
