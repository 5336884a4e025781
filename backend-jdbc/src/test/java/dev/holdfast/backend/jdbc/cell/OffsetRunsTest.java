package dev.holdfast.backend.jdbc.cell;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.spi.Offset;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class OffsetRunsTest {

  private static final long LARGEST = Long.MAX_VALUE - 1;

  List<List<Offset>> lists() {
    List<List<Offset>> lists =
        new ArrayList<>(
            List.of(
                List.of(),
                List.of(new Offset(3, 4)),
                List.of(new Offset(LARGEST, LARGEST)),
                List.of(new Offset(1, 0), new Offset(2, 0), new Offset(2, 1), new Offset(2, 2)),
                List.of(new Offset(1, 5), new Offset(3, 5), new Offset(3, 7), new Offset(4, 7))));
    Random random = new Random(4);
    for (int n = 0; n < 200; n++) {
      List<Offset> offsets = new ArrayList<>();
      Offset last = Offset.ORIGIN;
      for (int i = random.nextInt(12); i > 0; i--) {
        boolean byMajor = random.nextBoolean();
        last =
            new Offset(
                last.major() + (byMajor ? 1 + random.nextInt(2) : 0),
                byMajor ? random.nextInt(2) : last.minor() + 1 + random.nextInt(2));
        offsets.add(last);
      }
      lists.add(offsets);
    }
    return lists;
  }

  @ParameterizedTest
  @MethodSource("lists")
  void anyOffsets_comeBack(List<Offset> offsets) throws IOException {
    DataInputStream in = in(written(offsets));
    assertThat(OffsetRuns.read(in)).isEqualTo(offsets);
    assertThat(in.available()).isZero();
  }

  @Test
  void thousandInARow_takeTheRoomOfOne() throws IOException {
    List<Offset> upwards = LongStream.range(1, 1_001).mapToObj(i -> new Offset(i, 0)).toList();
    assertThat(written(upwards)).hasSameSizeAs(written(upwards.subList(0, 1)));
  }

  @Test
  void longRun_comesBack() throws IOException {
    List<Offset> upwards = LongStream.range(1, 150_000).mapToObj(i -> new Offset(i, 0)).toList();
    assertThat(OffsetRuns.read(in(written(upwards)))).isEqualTo(upwards);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, Integer.MAX_VALUE})
  void damagedLength_isRefused(int length) throws IOException {
    byte[] damaged = written(List.of(new Offset(1, 0)));
    ByteBuffer.wrap(damaged).putInt(length);
    assertThatThrownBy(() -> OffsetRuns.read(in(damaged)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("" + length);
  }

  private static DataInputStream in(byte[] bytes) {
    return new DataInputStream(new ByteArrayInputStream(bytes));
  }

  private static byte[] written(List<Offset> offsets) throws IOException {
    ByteArrayOutputStream memory = new ByteArrayOutputStream();
    OffsetRuns.write(new DataOutputStream(memory), offsets);
    return memory.toByteArray();
  }
}
