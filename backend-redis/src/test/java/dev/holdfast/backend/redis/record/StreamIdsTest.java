package dev.holdfast.backend.redis.record;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

final class StreamIdsTest {

  @Test
  void list_namesOffsetsThatFollowEachOtherByTheirNumber() {
    List<Offset> offsets = LongStream.range(7, 1_007).mapToObj(i -> new Offset(i, 3)).toList();

    assertThat(StreamIds.list(offsets)).isEqualTo(Bytes.utf8("1006-3*1000"));
    assertThat(StreamIds.offsets(Bytes.utf8("1006-3*1000"))).isEqualTo(offsets);
  }

  @Test
  void list_namesOtherOffsetsOneByOne() {
    List<Offset> offsets =
        List.of(new Offset(1, 0), new Offset(1, 1), new Offset(9, Offset.INFINITE));

    assertThat(StreamIds.offsets(StreamIds.list(offsets))).isEqualTo(offsets);
  }

  @Test
  void offsets_readsListsAfterOneAnother() {
    Bytes lists = Bytes.utf8("0000000000000000002-0*2,5-1,7-0*1");

    assertThat(StreamIds.offsets(lists))
        .containsExactly(new Offset(1, 0), new Offset(2, 0), new Offset(5, 1), new Offset(7, 0));
    assertThat(StreamIds.offsets(Bytes.EMPTY)).isEmpty();
  }
}
