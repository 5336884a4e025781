package dev.holdfast.architecture.snippets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Finds the pieces of code in sources and in pages. */
final class Snippets {

  private static final String BEGIN = "// snippet: ";
  private static final String END = "// end of snippet";
  private static final String HIDDEN = "// not shown";
  private static final String FENCE = "```";

  private Snippets() {}

  /**
   * Returns the regions of a source by their name, without the indentation they share.
   *
   * <p>A region lies between a line {@code // snippet: name} and a line {@code // end of snippet}.
   * A line that ends with {@code // not shown} is left out.
   */
  static Map<String, String> inSource(String source) {
    Map<String, String> snippets = new LinkedHashMap<>();
    List<String> region = new ArrayList<>();
    String name = "";
    for (String line : source.lines().toList()) {
      String text = line.strip();
      if (text.startsWith(BEGIN)) {
        name = text.substring(BEGIN.length());
        region.clear();
      } else if (text.equals(END)) {
        String before = snippets.put(name, withoutIndentation(region));
        if (name.isEmpty() || before != null) {
          throw new IllegalArgumentException(
              "A snippet \"" + name + "\" ends for the second time.");
        }
        name = "";
      } else if (!name.isEmpty() && !text.endsWith(HIDDEN)) {
        region.add(line);
      }
    }
    if (!name.isEmpty()) {
      throw new IllegalArgumentException("The snippet \"" + name + "\" does not end.");
    }
    return snippets;
  }

  private static String withoutIndentation(List<String> lines) {
    // An empty last line would count as one without indentation.
    return String.join("\n", lines).stripTrailing().stripIndent().strip();
  }

  /** Returns the blocks of Java code that a page of Markdown shows. */
  static List<String> inPage(String page) {
    List<String> blocks = new ArrayList<>();
    List<String> block = new ArrayList<>();
    String language = "";
    boolean inside = false;
    for (String line : page.lines().toList()) {
      if (!line.startsWith(FENCE)) {
        block.add(line);
      } else if (inside) {
        if (language.equals("java")) {
          blocks.add(block.stream().collect(Collectors.joining("\n")).strip());
        }
        inside = false;
      } else {
        language = line.substring(FENCE.length()).strip();
        block.clear();
        inside = true;
      }
    }
    return blocks;
  }
}
