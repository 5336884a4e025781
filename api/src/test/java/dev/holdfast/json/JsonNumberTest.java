package dev.holdfast.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.InvalidRequestException;
import java.math.BigDecimal;
import java.math.BigInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonNumberTest {

  @Test
  void integerAndDecimalOfOneValue_differ() {
    assertThat(JsonNumber.of(1)).isNotEqualTo(JsonNumber.of(BigDecimal.ONE));
    assertThat(JsonNumber.of(BigDecimal.ONE)).isNotEqualTo(JsonNumber.of(1));
  }

  @ParameterizedTest
  @CsvSource({"1.0,1.00", "100,1E+2", "0.0,0E-30", "1E400,10E399", "-0.50,-0.5"})
  void decimalsOfOneValue_areEqual(String one, String other) {
    JsonDecimal first = JsonNumber.of(new BigDecimal(one));
    JsonDecimal second = JsonNumber.of(new BigDecimal(other));

    assertThat(first).isEqualTo(second).hasSameHashCodeAs(second);
  }

  @ParameterizedTest
  @CsvSource({
    "1,1.0",
    "1.00,1.00",
    "100.00,100.00",
    "1E+2,1E+2",
    "1E400,1E+400",
    "0.0000001,1E-7",
    "9223372036854775807,9223372036854775807.0",
    "9223372036854775808,9223372036854775808",
    "-9223372036854775809,-9223372036854775809",
    "0,0.0",
  })
  void decimal_printsAsDecimal(String value, String text) {
    assertThat(JsonNumber.of(new BigDecimal(value))).hasToString(text);
  }

  @Test
  void bigInteger_isIntegerUpTo64Bits() {
    BigInteger largest = BigInteger.valueOf(Long.MAX_VALUE);
    BigInteger smallest = BigInteger.valueOf(Long.MIN_VALUE);

    assertThat(JsonNumber.of(largest)).isEqualTo(JsonNumber.of(Long.MAX_VALUE));
    assertThat(JsonNumber.of(smallest)).isEqualTo(JsonNumber.of(Long.MIN_VALUE));
    assertThat(JsonNumber.of(largest.add(BigInteger.ONE)))
        .isInstanceOf(JsonDecimal.class)
        .hasToString("9223372036854775808");
    assertThat(JsonNumber.of(smallest.subtract(BigInteger.ONE)))
        .isInstanceOf(JsonDecimal.class)
        .hasToString("-9223372036854775809");
  }

  @ParameterizedTest
  @ValueSource(
      doubles = {0.1, 1.0, -2.5, Double.MIN_VALUE, Double.MAX_VALUE, 1e21, 9007199254740993.0})
  void doubleValue_survives(double value) {
    assertThat(JsonNumber.of(value).doubleValue()).isEqualTo(value);
    assertThat(JsonNumber.of(value).kind()).isEqualTo(JsonValue.Kind.DECIMAL);
  }

  @Test
  void float_keepsItsShortForm() {
    assertThat(JsonValue.of(0.1f)).hasToString("0.1");
  }

  @Test
  void negativeZero_isZero() {
    assertThat(JsonNumber.of(-0.0)).isEqualTo(JsonNumber.of(0.0)).hasToString("0.0");
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY})
  void notANumber_isRefused(double value) {
    assertThatThrownBy(() -> JsonNumber.of(value))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("JSON has no number " + value);
    assertThatThrownBy(() -> JsonValue.of((float) value))
        .isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void digits_areLimited() {
    BigDecimal longest = new BigDecimal("9".repeat(JsonDecimal.MAX_DIGITS));

    assertThat(JsonNumber.of(longest).value()).isEqualTo(longest);
    assertThatThrownBy(() -> JsonNumber.of(longest.add(BigDecimal.ONE)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("1001 digits; at most 1000");
  }

  @ParameterizedTest
  @CsvSource({"1E9999,1E10000", "-1E-9999,-1E-10000", "9.9E9999,99E9999"})
  void exponent_isLimited(String within, String beyond) {
    assertThat(JsonNumber.of(new BigDecimal(within)).value()).isEqualByComparingTo(within);
    assertThatThrownBy(() -> JsonNumber.of(new BigDecimal(beyond)))
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("exponents are -9999..9999");
  }

  @Test
  void longValue_isExactOrRefused() {
    assertThat(JsonNumber.of(new BigDecimal("5.00")).longValue()).isEqualTo(5);
    assertThat(JsonNumber.of(Long.MIN_VALUE).longValue()).isEqualTo(Long.MIN_VALUE);
    assertThatThrownBy(() -> JsonNumber.of(0.5).longValue())
        .isInstanceOf(InvalidRequestException.class)
        .hasMessageContaining("0.5 is not an integer of 64 bits");
    assertThatThrownBy(() -> JsonNumber.of(new BigDecimal("9223372036854775808")).longValue())
        .isInstanceOf(InvalidRequestException.class);
  }
}
