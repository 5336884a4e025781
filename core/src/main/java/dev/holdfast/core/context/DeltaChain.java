package dev.holdfast.core.context;

import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.core.context.DeltaEntry.Link;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Arrays;
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

  /** How many bytes, as stored, the deltas of one context in memory may have. */
  private static final long MAX_BYTES = 32_000;

  /**
   * A delta and those before it, so that a chain grows without copying. It stays as stored, which
   * is small, until a client is first sent it: most never are.
   */
  private static final class Step {
    final long version;
    final Bytes stored;
    final @Nullable Step before;
    private @Nullable DeltaEntry entry; // two threads may both decode it, to the same

    Step(long version, Bytes stored, @Nullable Step before) {
      this.version = version;
      this.stored = stored;
      this.before = before;
    }

    DeltaEntry entry(String id) {
      DeltaEntry known = entry;
      if (known == null) {
        known = DeltaEntry.decode(id, version, stored);
        entry = known;
      }
      return known;
    }
  }

  private final long last;
  private final int length;
  private final long bytes;
  private final @Nullable Step newest;

  private DeltaChain(long last, int length, long bytes, @Nullable Step newest) {
    this.last = last;
    this.length = length;
    this.bytes = bytes;
    this.newest = newest;
  }

  /** Returns the chain that knows nothing of what led to {@code version}. */
  static DeltaChain endingAt(long version) {
    return new DeltaChain(version, 0, 0, null);
  }

  /** Returns this chain and one more delta as stored, or that delta alone if it leaves a gap. */
  DeltaChain with(long version, Bytes stored) {
    return version == last + 1
        ? new DeltaChain(
            version, length + 1, bytes + stored.length(), new Step(version, stored, newest))
        : new DeltaChain(version, 1, stored.length(), new Step(version, stored, null));
  }

  /**
   * Returns the newest deltas: as many as fit into {@code maxLength} and {@link #MAX_BYTES}, at
   * least one. It keeps up to half as many more, so that it seldom has to copy.
   */
  DeltaChain within(int maxLength) {
    if (length <= maxLength + maxLength / 2L && bytes <= MAX_BYTES + MAX_BYTES / 2) {
      return this;
    }
    List<Step> kept = new ArrayList<>();
    long keptBytes = 0;
    for (Step step = newest; step != null; step = step.before) {
      keptBytes += step.stored.length();
      if (!kept.isEmpty() && (kept.size() >= maxLength || keptBytes > MAX_BYTES)) {
        break;
      }
      kept.add(step);
    }
    DeltaChain chain = endingAt(last - kept.size());
    for (int i = kept.size() - 1; i >= 0; i--) {
      chain = chain.with(kept.get(i).version, kept.get(i).stored);
    }
    return chain;
  }

  /** Returns the newest {@code count} deltas, the oldest of them first. */
  private List<DeltaEntry> newest(String id, int count) {
    DeltaEntry[] entries = new DeltaEntry[count];
    Step step = newest;
    for (int i = count - 1; i >= 0 && step != null; i--) {
      entries[i] = step.entry(id);
      step = step.before;
    }
    return Arrays.asList(entries);
  }

  long last() {
    return last;
  }

  int length() {
    return length;
  }

  /** Tells whether all deltas after {@code version} are here. */
  boolean reachesBackTo(long version) {
    return version >= last - length && version <= last;
  }

  /**
   * Returns what changed since {@code position}, merged, or {@code null} if it is not proved that
   * the position lies in this history.
   *
   * @param id the context
   * @param headTag the tag of the head, at which this chain ends
   * @throws dev.holdfast.error.CorruptException if what is stored is not a delta
   */
  @Nullable Delta since(String id, Position position, long headTag) {
    if (!reachesBackTo(position.version())) {
      return null;
    }
    List<DeltaEntry> steps = newest(id, (int) (last - position.version()));
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
