package dev.holdfast.tck;

import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Limits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a run of the kit found of a backend: capabilities, limits, each clause with its outcome, and
 * the reasons of what was skipped; as Markdown and as JSON, in the order of the clauses' ids.
 *
 * <p>Thread-safe.
 */
final class ConformanceReport {

  /** How a clause fared; of several tests the worst counts, and a skipped one the least. */
  enum Outcome {
    SKIPPED,
    PASSED,
    FAILED
  }

  private static final class Found {
    Outcome outcome = Outcome.SKIPPED;
    final Set<String> reasons = new LinkedHashSet<>();
  }

  private final Map<String, Found> clauses = new TreeMap<>();
  private final Map<String, String> notes = new LinkedHashMap<>();

  synchronized void add(Clause clause, Outcome outcome, String reason) {
    for (String id : clause.value()) {
      Found found = clauses.computeIfAbsent(id, key -> new Found());
      found.outcome = outcome.compareTo(found.outcome) > 0 ? outcome : found.outcome;
      if (!reason.isEmpty()) {
        found.reasons.add(reason);
      }
    }
  }

  synchronized void note(String name, String value) {
    notes.put(name, value);
  }

  /** Writes {@code name.md} and {@code name.json} into a directory, which is made if missing. */
  synchronized void write(Path directory, String name, BackendInfo info) {
    try {
      Files.createDirectories(directory);
      Files.writeString(directory.resolve(name + ".md"), markdown(name, info));
      Files.writeString(directory.resolve(name + ".json"), json(info).toString() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("The conformance report cannot be written.", e);
    }
  }

  private String markdown(String name, BackendInfo info) {
    List<String> lines = new ArrayList<>();
    lines.add("# Conformance of " + info.name());
    lines.add("");
    lines.add("Run by `%s` on %s.".formatted(name, info.engine()));
    lines.add("");
    properties(info).forEach((key, value) -> lines.add("- %s: %s".formatted(key, value)));
    lines.add("");
    lines.add("| clause | outcome | reason |");
    lines.add("|---|---|---|");
    clauses.forEach(
        (id, found) ->
            lines.add(
                "| %s | %s | %s |"
                    .formatted(
                        id,
                        found.outcome.name().toLowerCase(Locale.ROOT),
                        found.outcome == Outcome.SKIPPED ? reasons(found) : "")));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private JsonObject json(BackendInfo info) {
    Map<String, Object> outcomes = new LinkedHashMap<>();
    clauses.forEach(
        (id, found) ->
            outcomes.put(
                id,
                found.reasons.isEmpty()
                    ? Map.of("outcome", found.outcome.name())
                    : Map.of("outcome", found.outcome.name(), "reason", reasons(found))));
    return JsonObject.of(
        "backend",
        info.name(),
        "engine",
        info.engine(),
        "properties",
        properties(info),
        "clauses",
        outcomes);
  }

  private Map<String, String> properties(BackendInfo info) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("durability", info.capabilities().durability().name());
    properties.put("failover", info.capabilities().failover().name());
    properties.put("reach", info.capabilities().reach().name());
    properties.put("hints", info.capabilities().hints().name());
    Limits limits = info.limits();
    properties.put("maxValueBytes", Long.toString(limits.maxValueBytes()));
    properties.put("maxCommitBytes", Long.toString(limits.maxCommitBytes()));
    properties.put("maxMutations", Long.toString(limits.maxMutations()));
    properties.put("maxPage", Long.toString(limits.maxPage()));
    properties.put("maxReadBytes", Long.toString(limits.maxReadBytes()));
    properties.put("maxTrimEntries", Long.toString(limits.maxTrimEntries()));
    properties.put("retryHorizon", limits.retryHorizon().toString());
    properties.put("writerRetention", limits.writerRetention().toString());
    properties.put("tombstoneRetention", limits.tombstoneRetention().toString());
    properties.putAll(notes);
    return properties;
  }

  private static String reasons(Found found) {
    return String.join("; ", found.reasons).replace("|", "\\|").replaceAll("\\s+", " ");
  }
}
