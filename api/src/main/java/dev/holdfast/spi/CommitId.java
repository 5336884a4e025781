package dev.holdfast.spi;

import java.time.Instant;
import java.util.UUID;

/**
 * Makes a commit safe to repeat: a cell applies each id once and answers repeats with the first
 * result.
 *
 * <p>A writer numbers its commits upwards and has one commit per cell under way. A cell remembers
 * the newest number of each writer for {@link Limits#writerRetention()}.
 *
 * @param writer who commits; made at random, one for each life of a process
 * @param sequence the writer's number for this commit, at least 1, above all its earlier ones
 * @param issuedAt when the commit was first attempted; a repeat carries the same instant
 */
public record CommitId(UUID writer, long sequence, Instant issuedAt) {

  /** Checks the number. */
  public CommitId {
    Requests.positive("Commit sequence", sequence);
  }
}
