package dev.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ErrorCodeTest {

  @Test
  void ids_areUnique() {
    assertThat(Arrays.stream(ErrorCode.values()).map(ErrorCode::id)).doesNotHaveDuplicates();
  }

  @Test
  void ids_ascendInTheOrderOfDeclaration() {
    List<String> ids = Arrays.stream(ErrorCode.values()).map(ErrorCode::id).toList();

    assertThat(ids).isSorted();
  }

  @ParameterizedTest
  @EnumSource
  void id_hasFourDigitsAndBelongsToAGroup(ErrorCode code) {
    assertThat(code.id()).matches("HF-[1-6][0-9]{3}");
    assertThat(ErrorPage.group(code)).isNotEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void cause_isAWholeSentence(ErrorCode code) {
    assertThat(code.cause()).matches("[A-Z].*\\w.*[^ .]\\.").doesNotContain("  ");
  }

  @ParameterizedTest
  @EnumSource
  void remedy_isAWholeSentence(ErrorCode code) {
    assertThat(code.remedy()).matches("[A-Z].*\\w.*[^ .]\\.").doesNotContain("  ");
  }

  @ParameterizedTest
  @EnumSource
  void message_holdsCodeHappeningCauseAndRemedy(ErrorCode code) {
    ConfigurationException error = new ConfigurationException(code, "It happened.");

    assertThat(error).hasMessage(code.id() + " It happened. " + code.cause() + " " + code.remedy());
    assertThat(error.retry()).isEqualTo(code.retry());
  }
}
