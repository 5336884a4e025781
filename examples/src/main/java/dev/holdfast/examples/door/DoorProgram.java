package dev.holdfast.examples.door;

import dev.holdfast.Holdfast;
import dev.holdfast.error.HoldfastException;
import java.io.PrintStream;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Shows the door at work: sessions that are there after a restart, and a limit that is as well.
 *
 * <p>Started again within a quarter of an hour on a storage that stays, it finds the sessions of
 * the last time, and lets nobody in who tried too often then.
 */
public final class DoorProgram {

  private static final String DEFAULT_URL = "mapdb:./door-data";
  private static final Duration IDLE = Duration.ofHours(1);
  private static final int WRONG_PASSWORDS = 5;
  private static final int ENTRIES = 100_000;
  private static final int FAILED = 1;
  private static final int WRONG_USE = 2;

  private final Door door;
  private final PrintStream out;

  private DoorProgram(Door door, PrintStream out) {
    this.door = door;
    this.out = out;
  }

  /** Runs the program; ends the virtual machine with its exit code. */
  public static void main(String[] args) {
    System.exit(run(System.out, System.err, args));
  }

  static int run(PrintStream out, PrintStream err, String... args) {
    if (args.length > 1) {
      err.printf(
          "Got %d arguments; give at most one, the URL of a storage, such as memory:%n",
          args.length);
      return WRONG_USE;
    }
    String url = args.length == 0 ? DEFAULT_URL : args[0];
    try (Holdfast holdfast = Holdfast.open(url)) {
      new DoorProgram(new Door(holdfast, InstantSource.system(), IDLE), out).show();
      return 0;
    } catch (HoldfastException e) {
      err.println(e.getMessage());
      return FAILED;
    }
  }

  private void show() {
    out.printf("Found %d sessions.%n", door.size());
    List<String> ids = new ArrayList<>();
    signIn("ann").ifPresent(ids::add);
    signIn("ann").ifPresent(ids::add);
    signIn("bob");
    ids.forEach(this::enterOften);
    if (!ids.isEmpty()) {
      door.signOut(ids.get(0));
      out.printf("ann signs out: her session lets in %s.%n", who(ids.get(0)));
    }
    for (int attempt = 0; attempt < WRONG_PASSWORDS; attempt++) {
      door.signIn("eve", false);
    }
    out.printf(
        "eve tries %d wrong passwords; %d attempts are counted.%n",
        WRONG_PASSWORDS, door.attemptsOf("eve"));
    signIn("eve");
    out.printf("All of ann's sessions end together: %d.%n", door.signOutEverywhere("ann").size());
    door.tidy();
    out.printf("Left %d sessions, for the next run if the storage stays.%n", door.size());
  }

  private Optional<String> signIn(String user) {
    Optional<String> id = door.signIn(user, true);
    out.printf(
        "%s signs in with the right password, attempt %d: %s.%n",
        user, door.attemptsOf(user), id.isPresent() ? "let in" : "refused, too many attempts");
    return id;
  }

  private void enterOften(String id) {
    long begun = System.nanoTime();
    for (int entry = 0; entry < ENTRIES; entry++) {
      door.enter(id);
    }
    out.printf(
        "A session of %s is entered %d times, in %d ms.%n",
        who(id), ENTRIES, Duration.ofNanos(System.nanoTime() - begun).toMillis());
  }

  private String who(String id) {
    return door.enter(id).orElse("nobody");
  }
}
