package dev.holdfast.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.Holdfast;
import dev.holdfast.config.HoldfastConfig;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextSync;
import dev.holdfast.value.Bytes;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class MonitorCommandTest {

  @Test
  void machine_isPublishedFollowedAndChecked() {
    try (Holdfast storage = Holdfast.open("memory:monitor-machine")) {
      Run run = Run.of("memory:monitor-machine", "--for", "1s", "--every", "50ms");

      assertThat(run.err()).isEmpty();
      assertThat(run.exitCode()).isZero();
      assertThat(run.out())
          .startsWith("Storage memory:monitor-machine\nFound nothing yet.\n")
          .contains("All 4 viewers have what the server has", "none differs")
          .contains("watching", "polling", "polling slowly", "comes and goes");
      assertThat(storage.contexts("machine").store().list(ContextQuery.all()).items())
          .extracting(Context::id)
          .containsExactly("cpu", "disks", "host", "jvm", "memory", "processes");
    }
  }

  @Test
  void secondRun_tellsWhatItFoundAndGoesOnFromThere() {
    try (Holdfast storage = Holdfast.open("memory:monitor-again")) {
      ContextSync documents = storage.contexts("documents");
      Run.withInput(
          """
          {"id":"a","n":1}
          {"id":"a","n":2}
          {"id":"b","n":1}
          """,
          "memory:monitor-again",
          "--stdin");
      Run second = Run.withInput("{\"id\":\"a\",\"n\":3}\n", "memory:monitor-again", "--stdin");

      assertThat(second.exitCode()).isZero();
      assertThat(second.out())
          .contains("Found 2 contexts with 3 deltas: a at version 2, b at version 1.")
          .contains(
              "Documents taken: 1. Lines not taken: 0. New versions stored: 1. Contexts followed: 2.");
      assertThat(documents.get("a").orElseThrow().version()).isEqualTo(3);
    }
  }

  @Test
  void badLines_areReportedAndCountedAndTheRestGoesOn() {
    try (Holdfast storage = Holdfast.open("memory:monitor-lines")) {
      ContextSync documents = storage.contexts("documents");
      Run run =
          Run.withInput(
              String.join(
                  "\n",
                  "{\"id\":\"good\",\"n\":1}",
                  "{\"id\":\"cut\",",
                  "",
                  "{\"n\":3}",
                  "{\"id\":4}",
                  "[5]",
                  "{\"id\":\"" + "x".repeat(600) + "\"}",
                  "{\"id\":\"\"}",
                  "{\"id\":\"twice\",\"id\":\"twice\"}",
                  "{\"id\":\"last\"}"),
              "memory:monitor-lines",
              "--stdin");

      assertThat(run.exitCode()).isZero();
      assertThat(run.err().lines())
          .satisfiesExactly(
              line -> assertThat(line).startsWith("Line 2 is not taken: HF-4003 Column 1"),
              line -> assertThat(line).isEqualTo("Line 4 is not taken: it has no \"id\"."),
              line ->
                  assertThat(line)
                      .isEqualTo("Line 5 is not taken: its \"id\" is an integer, not a string."),
              line -> assertThat(line).startsWith("Line 6 is not taken: HF-4003 Column 1"),
              line -> assertThat(line).startsWith("Line 7 is not taken: HF-4").contains("512"),
              line -> assertThat(line).startsWith("Line 8 is not taken: HF-4"),
              line -> assertThat(line).startsWith("Line 9 is not taken: HF-4003 Column 15"));
      assertThat(run.out()).contains("Documents taken: 2. Lines not taken: 7.");
      assertThat(documents.get("good").orElseThrow().value())
          .hasToString("{\"id\":\"good\",\"n\":1}");
      assertThat(documents.get("last")).isPresent();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"nested", "flat", "json-patch", "merge-patch"})
  void everyFormat_keepsViewersEqual(String format) {
    Run run = Run.of("memory:", "--for", "400ms", "--every", "20ms", "--format", format);

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("none differs");
  }

  private static InputStream input(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void messageChangedOnItsWay_isFoundOut() {
    AtomicInteger messages = new AtomicInteger();
    UnaryOperator<Bytes> line =
        message ->
            messages.incrementAndGet() == 1
                ? Bytes.utf8(message.toUtf8().replace("\"n\":1", "\"n\":7"))
                : message;
    Run run = Run.of(input("{\"id\":\"a\",\"n\":1}"), line, "memory:", "--stdin");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("DIFFERS: \"a\" of \"").contains("is not as stored.");
    assertThat(run.out()).doesNotContain("none differs");
  }

  @Test
  void messagesLostOnTheirWay_areFoundOut() {
    Run run =
        Run.of(
            input("{\"id\":\"a\",\"n\":1}"), message -> Bytes.utf8("noise"), "memory:", "--stdin");

    assertThat(run.exitCode()).isEqualTo(1);
    assertThat(run.out()).contains("BEHIND: \"watching\" in 1 contexts.");
    assertThat(run.err()).contains("watching: HF-4003");
  }

  @Test
  void configuration_namesTheStorageUnlessTheCommandLineDoes() {
    HoldfastConfig config = HoldfastConfig.of("memory:configured");

    assertThat(Run.of(config, "--for", "50ms").out()).startsWith("Storage memory:configured\n");
    assertThat(Run.of(config, "memory:given", "--for", "50ms").out())
        .startsWith("Storage memory:given\n");
  }

  @Test
  void withoutTerminalAndTime_endsByItself() {
    Run run = Run.of("memory:", "--every", "500ms");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("All 4 viewers").doesNotContain("\u001b");
  }

  @ParameterizedTest
  @CsvSource({
    "memroy:, HF-1002 No backend answers to \"memroy\"",
    "memory, HF-1008 The URL \"memory\" does not begin with a scheme and a colon.",
    "memory:?sise=3, HF-1005",
  })
  void unusableUrl_givesTheDocumentedErrorAlone(String url, String error) {
    Run run = Run.of(url, "--for", "1s");

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).startsWith(error).hasLineCount(1);
    assertThat(run.out()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--for 3",
        "--for 0s",
        "--for -1s",
        "--every soon",
        "--format xml",
        "--colour",
        "memory: b"
      })
  void wrongArguments_giveTheUsage(String arguments) {
    Run run = Run.of(arguments.split(" "));

    assertThat(run.exitCode()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: monitor").doesNotContain("Exception", "\tat ");
  }

  @Test
  void help_namesOptionsAndExitCodes() {
    Run run = Run.of("--help");

    assertThat(run.exitCode()).isZero();
    assertThat(List.of("--for", "--stdin", "--every", "--format", "Exit codes"))
        .allSatisfy(word -> assertThat(run.out()).contains(word));
  }

  @Test
  void inputThatNeverEnds_endsWithTheTime() {
    InputStream endless =
        new InputStream() {
          private static final String LINE = "{\"id\":\"a\"}\n";
          private int next;

          @Override
          public int read() {
            return LINE.charAt(next++ % LINE.length());
          }
        };
    Run run = Run.of(endless, UnaryOperator.identity(), "memory:", "--stdin", "--for", "200ms");

    assertThat(run.exitCode()).isZero();
    assertThat(run.out()).contains("Contexts followed: 1.");
  }
}
