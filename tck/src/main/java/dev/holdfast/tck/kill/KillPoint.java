package dev.holdfast.tck.kill;

/** Where a process that works on a durable table may die. */
public enum KillPoint {
  /** Wherever it is when it is killed from outside. */
  ANYWHERE(1),
  /** A group is encoded, and not stored yet. */
  BEFORE_SYNC(60),
  /** A group is stored, and its writers do not know it. */
  AFTER_SYNC(60),
  /** A group is stored in part. */
  IN_MID_GROUP(12),
  /** The writers have moved to a new log, of which nothing is folded yet. */
  AFTER_ROLL(3),
  /** A base is written in part. */
  IN_MID_COMPACTION(8),
  /** The new base counts, and the owner does not know it. */
  AFTER_SWITCH(3);

  /** How often at most the point is passed before. */
  final int mostPasses;

  KillPoint(int mostPasses) {
    this.mostPasses = mostPasses;
  }
}
