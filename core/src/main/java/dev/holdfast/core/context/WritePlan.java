package dev.holdfast.core.context;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.Delta;
import dev.holdfast.core.cell.Call;
import dev.holdfast.core.context.DeltaEntry.Link;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a batch of writes makes of one state: one head at the end, one delta for each change.
 *
 * <p>Nothing is answered before the state is known to be the one stored. Used by one thread.
 */
final class WritePlan {

  /**
   * How one call ends: with an error, or at a version, by a change of its own or not.
   *
   * @param encoded its delta as stored; empty if it cannot be stored; {@code null} if it changes
   *     nothing
   */
  private record Step(
      Call<Write, ContextChange> call,
      @Nullable HoldfastException error,
      long version,
      @Nullable JsonObject value,
      Delta delta,
      @Nullable Bytes encoded) {}

  private final ContextState start;
  private final Limits limits;
  private final List<Step> steps = new ArrayList<>();
  private long version;
  private @Nullable JsonObject value;
  private boolean changed;

  WritePlan(ContextState start, Limits limits, List<Call<Write, ContextChange>> calls) {
    Context context = start.context();
    this.start = start;
    this.limits = limits;
    this.version = context == null ? 0 : context.version();
    this.value = context == null ? null : context.value();
    calls.forEach(this::add);
  }

  private void add(Call<Write, ContextChange> call) {
    try {
      Write.Outcome outcome = call.operation().applyTo(start.id(), value, version);
      if (outcome.delta().isEmpty() && !outcome.always()) {
        steps.add(new Step(call, null, version, value, Delta.EMPTY, null));
      } else {
        change(call, outcome);
      }
    } catch (HoldfastException e) {
      steps.add(new Step(call, e, 0, null, Delta.EMPTY, null));
    }
  }

  private void change(Call<Write, ContextChange> call, Write.Outcome outcome) {
    long next = start.versionAfter(Math.max(version, start.version()));
    DeltaEntry entry = link(outcome.delta());
    Bytes encoded = entry.isStorable() ? entry.encode() : Bytes.EMPTY;
    version = next;
    value = outcome.value();
    changed = true;
    steps.add(new Step(call, null, version, value, outcome.delta(), encoded));
  }

  private DeltaEntry link(Delta delta) {
    if (changed) {
      return new DeltaEntry(Link.SAME_COMMIT, 0, delta);
    }
    Revision base = start.revision();
    return base == null ? DeltaEntry.unlinked(delta) : new DeltaEntry(Link.BASE, base.tag(), delta);
  }

  boolean changesSomething() {
    return changed;
  }

  /**
   * Returns the head and the deltas. A delta too large or too deep to be stored is left out: a gap.
   *
   * @throws LimitExceededException if a state on the way is larger than a head may be, so that
   *     whether it is refused does not hang on what it is planned with
   */
  List<Mutation> mutations() {
    List<Mutation> mutations = new ArrayList<>(steps.size() + 1);
    Bytes head = Objects.requireNonNull(value).toUtf8();
    requireSmallStates(head.length());
    mutations.add(new Mutation.PutHead(version, head));
    for (Step step : steps) {
      if (step.encoded() != null && isStorable(step.encoded(), head)) {
        Offset offset = new Offset(step.version(), 0);
        mutations.add(new Mutation.Append(ContextReader.DELTAS, offset, step.encoded()));
      }
    }
    return mutations;
  }

  /** No state is larger than the last with all that deltas took away. */
  private void requireSmallStates(long head) {
    int most = limits.maxValueBytes();
    long deltas = steps.stream().mapToLong(step -> bytes(step.encoded())).sum();
    boolean anyLeftOut = steps.stream().anyMatch(step -> Bytes.EMPTY.equals(step.encoded()));
    if (steps.size() == 1 || (head + deltas <= most && !anyLeftOut)) {
      return;
    }
    for (Step step : steps) {
      if (step.encoded() != null && Objects.requireNonNull(step.value()).toUtf8().length() > most) {
        throw new LimitExceededException(
            "Version %d of context \"%s\" has more than %d bytes."
                .formatted(step.version(), start.id(), most));
      }
    }
  }

  private static long bytes(@Nullable Bytes encoded) {
    return encoded == null ? 0 : encoded.length();
  }

  private boolean isStorable(Bytes delta, Bytes head) {
    return !delta.isEmpty()
        && delta.length() <= limits.maxValueBytes()
        && (steps.size() > 1 || (long) delta.length() + head.length() <= limits.maxCommitBytes());
  }

  /** Returns the state that {@code result} stored. */
  ContextState after(CommitResult result, int maxChain) {
    Revision head = Objects.requireNonNull(result.head());
    JsonObject stored = Objects.requireNonNull(value);
    DeltaChain chain = start.chain();
    for (Step step : steps) {
      if (step.encoded() != null) {
        chain =
            step.encoded().isEmpty()
                ? DeltaChain.endingAt(step.version())
                : chain.with(step.version(), step.encoded());
      }
    }
    Context context = new Context(start.id(), stored, version, head.tag(), result.at());
    return ContextState.of(head, context, version, chain.within(maxChain));
  }

  /** Answers all calls once {@code result} has stored the changes. */
  void answer(CommitResult result) {
    long tag = Objects.requireNonNull(result.head()).tag();
    steps.forEach(step -> answer(step, tag, result.at()));
  }

  /** Answers all calls of a plan without changes, once the state it began with is confirmed. */
  void answer() {
    Context context = start.context();
    long tag = context == null ? 0 : context.tag();
    Instant at = context == null ? Instant.EPOCH : context.insertedAt();
    steps.forEach(step -> answer(step, tag, at));
  }

  private void answer(Step step, long tag, Instant at) {
    if (step.error() != null) {
      step.call().fail(step.error());
      return;
    }
    Context before = start.context();
    Context context =
        before != null && step.version() == before.version()
            ? before
            : new Context(
                start.id(), Objects.requireNonNull(step.value()), step.version(), tag, at);
    step.call().complete(new ContextChange(context, step.delta()));
  }
}
