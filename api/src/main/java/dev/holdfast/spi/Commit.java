package dev.holdfast.spi;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The only kind of write: preconditions that must all hold, then mutations, applied as one.
 *
 * <p>A commit whose mutations change nothing leaves the cell as it was and is not remembered.
 *
 * @param id makes it safe to repeat; {@code null} where a lost reply does not matter
 * @param preconditions what must hold, judged before any mutation
 * @param mutations what changes, in order; at least one
 * @param durability the level to reach before the reply; {@code null} for the backend's strongest
 */
public record Commit(
    @Nullable CommitId id,
    List<Precondition> preconditions,
    List<Mutation> mutations,
    @Nullable Durability durability) {

  /**
   * Copies the lists.
   *
   * @throws dev.holdfast.error.InvalidRequestException if there is no mutation
   */
  public Commit {
    preconditions = List.copyOf(preconditions);
    mutations = List.copyOf(mutations);
    if (mutations.isEmpty()) {
      throw Requests.invalid("The commit changes nothing: it has no mutation.");
    }
  }

  /** Returns a commit without id and preconditions, at the backend's strongest durability. */
  public static Commit of(Mutation... mutations) {
    return new Commit(null, List.of(), List.of(mutations), null);
  }

  /** Returns this commit with {@code id}. */
  public Commit withId(CommitId id) {
    return new Commit(id, preconditions, mutations, durability);
  }

  /** Returns this commit with one more precondition. */
  public Commit when(Precondition precondition) {
    List<Precondition> more = new ArrayList<>(preconditions);
    more.add(precondition);
    return new Commit(id, more, mutations, durability);
  }

  /** Returns this commit at {@code durability}. */
  public Commit at(Durability durability) {
    return new Commit(id, preconditions, mutations, durability);
  }
}
