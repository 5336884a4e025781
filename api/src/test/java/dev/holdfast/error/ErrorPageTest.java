package dev.holdfast.error;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrorPageTest {

  private static final Path PAGE = Path.of("../docs/errors.md");

  /** With {@code -Dholdfast.test.write=true} the page is written first. */
  @Test
  void committedPage_isWhatTheCodeSays() throws IOException {
    if (Boolean.getBoolean("holdfast.test.write")) {
      Files.writeString(PAGE, ErrorPage.render());
    }

    assertThat(PAGE).content().isEqualTo(ErrorPage.render());
  }
}
