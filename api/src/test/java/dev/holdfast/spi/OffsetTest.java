package dev.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.InvalidRequestException;
import java.util.List;
import org.junit.jupiter.api.Test;

class OffsetTest {

  private static final long MAX = Long.MAX_VALUE;

  @Test
  void order_isByMajorThenMinor_exactly() {
    List<Offset> ascending =
        List.of(
            Offset.ORIGIN,
            new Offset(0, 1),
            new Offset(0, (1L << 53) - 1),
            new Offset(0, 1L << 53),
            new Offset(0, (1L << 53) + 1),
            new Offset(0, MAX - 1),
            new Offset(0, Offset.INFINITE),
            new Offset(1, 0),
            new Offset(MAX, 0),
            Offset.END);
    for (int lower = 0; lower < ascending.size(); lower++) {
      for (int upper = lower + 1; upper < ascending.size(); upper++) {
        Offset low = ascending.get(lower);
        Offset high = ascending.get(upper);
        assertThat(low).isLessThan(high);
        assertThat(high.isAfter(low)).isTrue();
        assertThat(low.isAfter(high)).isFalse();
        assertThat(Offset.max(low, high)).isEqualTo(Offset.max(high, low)).isEqualTo(high);
      }
    }
  }

  @Test
  void negativeNumbers_areRefused() {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(() -> new Offset(-1, 0))
        .withMessageContaining("(-1, 0)");
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> new Offset(0, -1));
  }

  @Test
  void originAndInfinity_holdNoEntry() {
    assertThat(Offset.ORIGIN.canHoldEntry()).isFalse();
    assertThat(new Offset(3, Offset.INFINITE).canHoldEntry()).isFalse();
    assertThat(new Offset(0, 1).canHoldEntry()).isTrue();
    assertThat(new Offset(1, 0).canHoldEntry()).isTrue();
    assertThat(new Offset(MAX, MAX - 1).canHoldEntry()).isTrue();
  }

  @Test
  void predecessor_stepsOverTheMinorRange() {
    assertThat(new Offset(3, 1).predecessor()).isEqualTo(new Offset(3, 0));
    assertThat(new Offset(3, 0).predecessor()).isEqualTo(new Offset(2, Offset.INFINITE));
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(Offset.ORIGIN::predecessor);
  }

  @Test
  void text_namesInfinity() {
    assertThat(new Offset(7, 2)).hasToString("7_2");
    assertThat(new Offset(0, Offset.INFINITE)).hasToString("0_inf");
  }
}
