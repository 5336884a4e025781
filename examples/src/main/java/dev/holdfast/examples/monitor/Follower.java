package dev.holdfast.examples.monitor;

/** Keeps one viewer up to date, in a way of its own. */
interface Follower {

  /** Returns the viewer. */
  Viewer viewer();

  /** Begins to follow a context; called once for each. */
  void follow(String id);

  /**
   * Sees to it that the viewer gets what it has not got yet, now that nothing more is published.
   */
  void catchUp();

  /** Stops following. */
  void stop();
}
