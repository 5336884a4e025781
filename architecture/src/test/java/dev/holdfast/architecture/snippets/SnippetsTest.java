package dev.holdfast.architecture.snippets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each block of Java in README.md and docs is a region of a source, letter by letter. */
final class SnippetsTest {

  private static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  /** Where regions are: the tests here, and the example that a page explains. */
  private static final List<Path> SOURCES =
      List.of(
          ROOT.resolve("architecture/src/test/java/dev/holdfast/architecture/snippets"),
          ROOT.resolve("examples/src/main/java/dev/holdfast/examples/backend"),
          ROOT.resolve("examples/src/test/java/dev/holdfast/examples/backend"));

  /** A block of code and where it stands. */
  record Block(Path page, String code) {
    @Override
    public String toString() {
      return ROOT.relativize(page) + ": " + code.lines().findFirst().orElse("");
    }
  }

  static List<Block> blocks() throws IOException {
    List<Block> blocks = new ArrayList<>();
    for (Path page : pages()) {
      String text = Files.readString(page);
      // Those pages are compared where they are generated.
      if (!text.contains("<!-- Generated from the code")) {
        Snippets.inPage(text).forEach(code -> blocks.add(new Block(page, code)));
      }
    }
    return blocks;
  }

  private static List<Path> pages() throws IOException {
    try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
      return Stream.concat(Stream.of(ROOT.resolve("README.md")), docs)
          .filter(page -> page.toString().endsWith(".md") && Files.exists(page))
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> regions() throws IOException {
    Map<String, String> regions = new LinkedHashMap<>();
    for (Path folder : SOURCES) {
      try (Stream<Path> sources = Files.list(folder)) {
        for (Path source : sources.filter(SnippetsTest::holdsRegions).sorted().toList()) {
          Map<String, String> found = Snippets.inSource(Files.readString(source));
          found.forEach(
              (name, code) -> assertThat(regions.put(name, code)).as("before: %s", name).isNull());
        }
      }
    }
    return regions;
  }

  private static boolean holdsRegions(Path source) {
    return source.toString().endsWith(".java") && !source.endsWith("SnippetsTest.java");
  }

  @ParameterizedTest(allowZeroInvocations = true)
  @MethodSource("blocks")
  void block_isARegionThatIsCompiledAndRun(Block block) throws IOException {
    assertThat(regions().values())
        .as("regions of the sources in %s", SOURCES)
        .contains(block.code());
  }

  @Test
  void regions_areFoundAndHoldCode() throws IOException {
    assertThat(regions())
        .containsKeys("contexts", "guice", "provider", "folder-kit")
        .doesNotContainValue("");
  }

  @Test
  void region_losesTheIndentationItSharesAndHiddenLines() {
    assertThat(
            Snippets.inSource(
                """
                class A {
                  // snippet: one
                  if (b) {
                    a(); // not shown
                    c();
                  }

                  // end of snippet
                }
                """))
        .containsExactly(Map.entry("one", "if (b) {\n  c();\n}"));
  }

  @Test
  void regionWithoutEnd_isRefused() {
    assertThatThrownBy(() -> Snippets.inSource("// snippet: one\ncode"))
        .hasMessageContaining("\"one\" does not end");
  }

  @Test
  void page_givesItsJavaBlocksAlone() {
    assertThat(
            Snippets.inPage(
                "text\n```java\na();\n\nb();\n```\n```sh\nmvn\n```\n```java\nc();\n```\n"))
        .containsExactly("a();\n\nb();", "c();");
  }
}
