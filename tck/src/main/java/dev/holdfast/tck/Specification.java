package dev.holdfast.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The clauses of {@code docs/spec.md} and of the parts it links to, as shipped in this jar.
 *
 * <p>A clause is a list item: its id in bold, its strength, one sentence, and perhaps after {@code
 * Check first:} what to look at when its test fails. Immutable and thread-safe.
 */
public final class Specification {

  /**
   * One numbered rule.
   *
   * @param id its id, for example {@code CELL-HEAD-01}
   * @param strength whether backends must keep it
   * @param text the rule, one sentence
   * @param checkFirst what to look at when a backend breaks it; empty if nothing stands out
   */
  public record Rule(String id, Strength strength, String text, String checkFirst) {}

  /** How strongly a clause binds. */
  public enum Strength {
    /** Every backend keeps it; a test proves it. */
    MUST,
    /** The layer above the SPI keeps it in front of every backend; a test proves it. */
    CORE,
    /** A backend is free to do so; callers reckon with it. */
    MAY
  }

  private static final String PLACE = "docs/";
  private static final String MAIN = "spec.md";
  private static final Pattern ITEM =
      Pattern.compile(
          "(?m)^- \\*\\*([A-Z]+(?:-[A-Z]+)?-\\d{2})\\*\\* (MUST|CORE|MAY) (.+(?:\\n {2}\\S.*)*)");
  private static final Pattern PART = Pattern.compile("\\((spec/[a-z-]+\\.md)\\)");
  private static final Pattern CHECK = Pattern.compile("(?s)(.*?)\\s*Check first: (.*)");

  private final Map<String, Rule> rules;

  private Specification(Map<String, Rule> rules) {
    this.rules = rules;
  }

  /**
   * Returns the specification that this kit was built with.
   *
   * @throws IllegalStateException if a clause stands in it twice
   */
  public static Specification load() {
    Map<String, Rule> rules = new LinkedHashMap<>();
    String main = text(MAIN);
    addRules(main, rules);
    Matcher part = PART.matcher(main);
    while (part.find()) {
      addRules(text(part.group(1)), rules);
    }
    return new Specification(rules);
  }

  /** Returns all clauses by id, in the order of the documents. */
  public Map<String, Rule> rules() {
    return Collections.unmodifiableMap(rules);
  }

  /** Returns the clause with this id, or {@code null} if there is none. */
  public @Nullable Rule rule(String id) {
    return rules.get(id);
  }

  private static void addRules(String document, Map<String, Rule> rules) {
    Matcher item = ITEM.matcher(document);
    while (item.find()) {
      String words = item.group(3).replaceAll("\\s+", " ").strip();
      Matcher check = CHECK.matcher(words);
      boolean hasCheck = check.matches();
      Rule rule =
          new Rule(
              item.group(1),
              Strength.valueOf(item.group(2)),
              hasCheck ? check.group(1) : words,
              hasCheck ? check.group(2) : "");
      if (rules.put(rule.id(), rule) != null) {
        throw new IllegalStateException("Clause " + rule.id() + " stands in the document twice.");
      }
    }
  }

  private static String text(String name) {
    try (InputStream in = Specification.class.getResourceAsStream(PLACE + name)) {
      if (in == null) {
        throw new IllegalStateException("This kit lacks its document " + name + ".");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
