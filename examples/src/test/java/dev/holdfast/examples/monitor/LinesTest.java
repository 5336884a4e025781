package dev.holdfast.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class LinesTest {

  private static List<Lines.Line> read(String text, int most) throws IOException {
    Lines lines = new Lines(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), most);
    List<Lines.Line> all = new ArrayList<>();
    for (Lines.Line line = lines.next(); line != null; line = lines.next()) {
      all.add(line);
    }
    return all;
  }

  @Test
  void lines_areNumberedAndEndWithTheInput() throws IOException {
    assertThat(read("a\n\nçb", 10))
        .extracting(Lines.Line::number, line -> line.text().toUtf8(), Lines.Line::isBlank)
        .containsExactly(tuple(1L, "a", false), tuple(2L, "", true), tuple(3L, "çb", false));
  }

  @Test
  void nothing_hasNoLines() throws IOException {
    assertThat(read("", 10)).isEmpty();
  }

  @Test
  void lineAboveTheMost_isCutAndTheNextIsWhole() throws IOException {
    List<Lines.Line> lines = read("12345\n1234\n", 4);

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0).isWhole()).isFalse();
    assertThat(lines.get(0).length()).isEqualTo(5);
    assertThat(lines.get(0).text().toUtf8()).isEqualTo("1234");
    assertThat(lines.get(1).isWhole()).isTrue();
  }
}
