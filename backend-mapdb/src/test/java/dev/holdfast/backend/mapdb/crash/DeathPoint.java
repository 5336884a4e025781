package dev.holdfast.backend.mapdb.crash;

/** Where a process may die. */
enum DeathPoint {
  /** Wherever it is when it is killed from outside. */
  ANYWHERE("-", 1),
  /** Records are in memory alone. */
  BEFORE_WRITE("journal-", 40),
  /** Records are written but not forced. */
  BEFORE_FORCE("journal-", 40),
  /** Records are safe and their writers do not know it. */
  AFTER_FORCE("journal-", 40),
  /** A checkpoint's table is half written. */
  IN_MID_CHECKPOINT("checkpoint-", 12),
  /** A merge's table is half written. */
  IN_MID_MERGE("merge-", 8),
  /** New tables are there, the manifest still names the old ones. */
  BEFORE_MANIFEST_SWITCH("manifest", 6),
  /** The manifest names the new tables, the old files are still there. */
  AFTER_MANIFEST_SWITCH("manifest", 6),
  /** The journal is freed in part. */
  AFTER_DELETING_A_SEGMENT("journal-", 10),
  /** Merged tables are deleted in part. */
  AFTER_DELETING_A_TABLE("checkpoint-", 6);

  /** How the files concerned begin. */
  final String file;

  /** How often at most the point is passed before. */
  final int mostPasses;

  DeathPoint(String file, int mostPasses) {
    this.file = file;
    this.mostPasses = mostPasses;
  }
}
