package dev.holdfast.durable;

/** What to do where a table has an owner already. */
public enum Ownership {
  /** Become the owner; the former one's next change fails. */
  TAKE_OVER,
  /**
   * Fail. An owner that died without stopping counts as one, so that taking over is then a decision
   * of whoever knows that it is dead. A Holdfast that owns the table itself, such as after a
   * failure of its log, opens it again.
   */
  RESPECT
}
