package dev.holdfast.core.context;

import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.core.context.DeltaEntry.Link;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The newest deltas of a context, of consecutive versions up to that of its head.
 *
 * <p>It proves whether a client's position lies in the history that led to the head. A position is
 * the version of one write and the tag of the commit that stored it. The first delta after it must
 * be of the next version; and the first delta after it that begins a commit was computed from the
 * last revision of the client's commit, so it must carry the client's tag. Where no later commit is
 * in the chain, the client's commit is the one that wrote the head.
 */
final class DeltaChain {

  private final long first;
  private final List<DeltaEntry> entries;

  private DeltaChain(long first, List<DeltaEntry> entries) {
    this.first = first;
    this.entries = entries;
  }

  /** Returns the chain that knows nothing of what led to {@code version}. */
  static DeltaChain endingAt(long version) {
    return new DeltaChain(version + 1, List.of());
  }

  /** Returns this chain and one more delta, or that delta alone if it leaves a gap. */
  DeltaChain with(long version, DeltaEntry entry, int maxLength) {
    if (version != last() + 1) {
      return new DeltaChain(version, List.of(entry));
    }
    int kept = Math.min(entries.size(), Math.max(0, maxLength - 1));
    List<DeltaEntry> longer = new ArrayList<>(kept + 1);
    longer.addAll(entries.subList(entries.size() - kept, entries.size()));
    longer.add(entry);
    return new DeltaChain(version - kept, longer);
  }

  long last() {
    return first + entries.size() - 1;
  }

  int length() {
    return entries.size();
  }

  /** Tells whether all deltas after {@code version} are here. */
  boolean reachesBackTo(long version) {
    return version + 1 >= first && version <= last();
  }

  /**
   * Returns what changed since {@code position}, merged, or {@code null} if it is not proved that
   * the position lies in this history.
   *
   * @param headTag the tag of the head, at which this chain ends
   */
  @Nullable Delta since(Position position, long headTag) {
    if (!reachesBackTo(position.version())) {
      return null;
    }
    List<DeltaEntry> steps =
        entries.subList((int) (position.version() + 1 - first), entries.size());
    if (steps.stream().anyMatch(step -> step.link() == Link.NONE)) {
      return null;
    }
    Long tag = position.tag();
    return tag == null || tag == tagAtStart(steps, headTag) ? merge(steps) : null;
  }

  /** Returns the tag of the commit that stored the version before {@code steps}. */
  private static long tagAtStart(List<DeltaEntry> steps, long headTag) {
    return steps.stream()
        .filter(step -> step.link() == Link.BASE)
        .findFirst()
        .map(DeltaEntry::baseTag)
        .orElse(headTag);
  }

  /** Merges by halves, so that each change is copied few times. */
  private static Delta merge(List<DeltaEntry> steps) {
    int size = steps.size();
    if (size <= 1) {
      return size == 0 ? Delta.EMPTY : steps.get(0).delta();
    }
    return merge(steps.subList(0, size / 2)).then(merge(steps.subList(size / 2, size)));
  }
}
