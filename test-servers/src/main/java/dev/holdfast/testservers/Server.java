package dev.holdfast.testservers;

/**
 * A server that tests may mistreat.
 *
 * <p>It keeps its address and its data over {@link #kill} and {@link #start}. Servers are shared by
 * the tests of a JVM: who mistreats one leaves it running. A server that was given by a URL belongs
 * to somebody else; where {@link #isOurs} is false, all that mistreats it throws {@link
 * UnsupportedOperationException}.
 *
 * <p>Thread-safe.
 */
public interface Server {

  /** Returns the name or address of the host that it listens on. */
  String host();

  /** Returns the TCP port that it listens on. */
  int port();

  /** Tells whether this run started it, and so may mistreat it. */
  boolean isOurs();

  /** Starts it again after {@link #kill} and returns once it answers. */
  void start();

  /** Ends all its processes at once ({@code SIGKILL}); returns once they are gone. */
  void kill();

  /** Stops all its processes where they are ({@code SIGSTOP}): connections stay, nobody answers. */
  void pause();

  /** Lets them go on ({@code SIGCONT}). */
  void resume();

  /** Kills it and starts it again. */
  default void restart() {
    kill();
    start();
  }
}
