package dev.holdfast.examples.machine;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The kernel's files under {@code /proc}, on systems that have them.
 *
 * @param root the directory
 */
record Proc(Path root) {

  private static final Pattern MEASURE = Pattern.compile("(\\w+):\\s+(\\d+)(?: kB)?");

  /** Returns a file's lines, none if it cannot be read, as when a process has just ended. */
  List<String> lines(String file) {
    try {
      return Files.readAllLines(root.resolve(file), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return List.of();
    }
  }

  Optional<String> firstLine(String file) {
    return lines(file).stream().findFirst().map(String::strip).filter(line -> !line.isEmpty());
  }

  /** Returns the measure that a file of lines such as {@code MemTotal: 16 kB} has, in MiB. */
  Optional<Long> mebibytes(String file, String measure) {
    return lines(file).stream()
        .map(MEASURE::matcher)
        .filter(Matcher::matches)
        .filter(line -> line.group(1).equals(measure))
        .findFirst()
        .map(line -> Long.parseLong(line.group(2)) / 1024);
  }
}
