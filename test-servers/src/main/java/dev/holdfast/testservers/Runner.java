package dev.holdfast.testservers;

/** What runs a server: a process of this machine, a container, or somebody else. */
interface Runner {

  /** Starts the server, which may not listen yet when this returns. */
  void start();

  /** Ends it at once and returns when it is gone. */
  void kill();

  /** Stops it where it is. */
  void pause();

  /** Lets it go on. */
  void resume();

  /** Tells whether it has been started and has not ended by itself. */
  boolean isAlive();

  /** Returns the end of what it wrote to its log. */
  String log();
}
