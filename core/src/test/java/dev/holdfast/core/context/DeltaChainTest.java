package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.core.context.DeltaEntry.Link;
import dev.holdfast.json.JsonObject;
import org.junit.jupiter.api.Test;

class DeltaChainTest {

  private static final long HEAD_TAG = 99;

  private static Delta step(long version) {
    return Delta.between(JsonObject.of("n", version - 1), JsonObject.of("n", version));
  }

  private static DeltaChain chain(long after, int length, int bytes) {
    DeltaChain chain = DeltaChain.endingAt(after);
    for (long version = after + 1; version <= after + length; version++) {
      DeltaEntry entry = new DeltaEntry(Link.BASE, version - 1, step(version));
      chain = chain.with(version, entry, bytes);
    }
    return chain;
  }

  @Test
  void chain_mergesWhatCameSinceAPositionInIt() {
    DeltaChain chain = chain(10, 5, 1);
    assertThat(chain.last()).isEqualTo(15);
    assertThat(chain.length()).isEqualTo(5);
    for (long version = 10; version <= 14; version++) {
      assertThat(chain.since(Position.of(version, version), HEAD_TAG))
          .isEqualTo(Delta.between(JsonObject.of("n", version), JsonObject.of("n", 15)));
      assertThat(chain.since(Position.of(version, 0), HEAD_TAG)).isNull();
    }
    assertThat(chain.reachesBackTo(9)).isFalse();
    assertThat(chain.since(Position.of(9), HEAD_TAG)).isNull();
  }

  @Test
  void gap_leavesTheLastAlone() {
    DeltaChain chain = chain(10, 5, 1).with(17, DeltaEntry.unlinked(step(17)), 1);
    assertThat(chain.length()).isEqualTo(1);
    assertThat(chain.reachesBackTo(16)).isTrue();
    assertThat(chain.reachesBackTo(15)).isFalse();
  }

  @Test
  void tooLong_theNewestStay() {
    assertThat(chain(0, 15, 1).within(10).length()).isEqualTo(15);
    DeltaChain cut = chain(0, 16, 1).within(10);
    assertThat(cut.length()).isEqualTo(10);
    assertThat(cut.last()).isEqualTo(16);
    assertThat(cut.since(Position.of(6, 6), HEAD_TAG))
        .isEqualTo(Delta.between(JsonObject.of("n", 6), JsonObject.of("n", 16)));
    assertThat(cut.reachesBackTo(5)).isFalse();
  }

  @Test
  void tooManyBytes_theNewestThatFitStay() {
    assertThat(chain(0, 48, 1_000).within(100).length()).isEqualTo(48);
    assertThat(chain(0, 49, 1_000).within(100).length()).isEqualTo(32);
    assertThat(chain(0, 3, 1_000_000).within(100).length()).isEqualTo(1);
  }

  @Test
  void noLength_oneStays() {
    assertThat(chain(0, 3, 1).within(0).length()).isEqualTo(1);
  }
}
