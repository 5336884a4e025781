package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.core.context.DeltaEntry.Link;
import dev.holdfast.error.CorruptException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.value.Bytes;
import java.util.function.LongFunction;
import org.junit.jupiter.api.Test;

class DeltaChainTest {

  private static final long HEAD_TAG = 99;

  private static Delta step(long version) {
    return Delta.between(JsonObject.of("n", version - 1), JsonObject.of("n", version));
  }

  private static DeltaChain chain(long after, int length) {
    return chain(
        after, length, version -> new DeltaEntry(Link.BASE, version - 1, step(version)).encode());
  }

  private static DeltaChain chainOfSize(int length, int bytes) {
    return chain(0, length, version -> Bytes.copyOf(new byte[bytes]));
  }

  private static DeltaChain chain(long after, int length, LongFunction<Bytes> deltas) {
    DeltaChain chain = DeltaChain.endingAt(after);
    for (long version = after + 1; version <= after + length; version++) {
      chain = chain.with(version, deltas.apply(version));
    }
    return chain;
  }

  @Test
  void chain_mergesWhatCameSinceAPositionInIt() {
    DeltaChain chain = chain(10, 5);
    assertThat(chain.last()).isEqualTo(15);
    assertThat(chain.length()).isEqualTo(5);
    for (long version = 10; version <= 14; version++) {
      assertThat(chain.since("room", Position.of(version, version), HEAD_TAG))
          .isEqualTo(Delta.between(JsonObject.of("n", version), JsonObject.of("n", 15)));
      assertThat(chain.since("room", Position.of(version, 0), HEAD_TAG)).isNull();
    }
    assertThat(chain.reachesBackTo(9)).isFalse();
    assertThat(chain.since("room", Position.of(9), HEAD_TAG)).isNull();
  }

  @Test
  void gap_leavesTheLastAlone() {
    DeltaChain chain = chain(10, 5).with(17, DeltaEntry.unlinked(step(17)).encode());
    assertThat(chain.length()).isEqualTo(1);
    assertThat(chain.reachesBackTo(16)).isTrue();
    assertThat(chain.reachesBackTo(15)).isFalse();
  }

  @Test
  void tooLong_theNewestStay() {
    assertThat(chain(0, 15).within(10).length()).isEqualTo(15);
    DeltaChain cut = chain(0, 16).within(10);
    assertThat(cut.length()).isEqualTo(10);
    assertThat(cut.last()).isEqualTo(16);
    assertThat(cut.since("room", Position.of(6, 6), HEAD_TAG))
        .isEqualTo(Delta.between(JsonObject.of("n", 6), JsonObject.of("n", 16)));
    assertThat(cut.reachesBackTo(5)).isFalse();
  }

  @Test
  void tooManyBytes_theNewestThatFitStay() {
    assertThat(chainOfSize(48, 1_000).within(100).length()).isEqualTo(48);
    assertThat(chainOfSize(49, 1_000).within(100).length()).isEqualTo(32);
    assertThat(chainOfSize(3, 1_000_000).within(100).length()).isEqualTo(1);
  }

  @Test
  void corruptDelta_isToldWhenAClientIsToBeSentIt() {
    DeltaChain chain = chain(0, 2).with(3, Bytes.utf8("junk"));
    assertThatThrownBy(() -> chain.since("room", Position.of(2), HEAD_TAG))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("delta 3 of context \"room\"");
  }

  @Test
  void noLength_oneStays() {
    assertThat(chain(0, 3).within(0).length()).isEqualTo(1);
  }
}
