package dev.holdfast.backend.jdbc.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Mutation;
import dev.holdfast.value.Bytes;
import org.junit.jupiter.api.Test;

/** Who may still do what with a commit that waits. */
final class WaitingCommitTest {

  private final WaitingCommit commit =
      new WaitingCommit(
          1,
          new CollectionRef("waiting", "cells").cell("cell"),
          Commit.of(new Mutation.PutHead(1, Bytes.utf8("value"))),
          Deadline.NEVER);

  @Test
  void abandonedOne_isNotPutBack() {
    assertThat(commit.claim()).isTrue();
    assertThat(commit.abandon()).isTrue();

    assertThat(commit.release()).isFalse();
    assertThat(commit.isWaiting()).isFalse();
    assertThat(commit.claim()).isFalse();
  }

  @Test
  void releasedOne_isTakenBackByItsOwnerAndNotAbandoned() {
    assertThat(commit.claim()).isTrue();
    assertThat(commit.cancel()).isFalse();
    assertThat(commit.release()).isTrue();

    assertThat(commit.abandon()).isFalse();
    assertThat(commit.isWaiting()).isTrue();
    assertThat(commit.cancel()).isTrue();
    assertThat(commit.claim()).isFalse();
  }

  @Test
  void finishedOne_isNeitherAbandonedNorReleased() {
    assertThat(commit.claim()).isTrue();
    commit.finish();

    assertThat(commit.abandon()).isFalse();
    assertThat(commit.release()).isFalse();
    assertThat(commit.isDone()).isTrue();
  }
}
