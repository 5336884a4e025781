package dev.holdfast.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Finds a short sequence that fails like a long one, by leaving things out (delta debugging) and
 * then by making what is left simpler.
 *
 * @param <C> a command
 */
public final class Shrinking<C> {

  private static final int MOST_TRIES = 400;

  private final Predicate<List<C>> fails;
  private final Function<C, List<C>> simpler;
  private int tries;

  /**
   * Makes one.
   *
   * @param fails tells whether commands fail
   * @param simpler gives simpler forms of a command to try in its place
   */
  public Shrinking(Predicate<List<C>> fails, Function<C, List<C>> simpler) {
    this.fails = fails;
    this.simpler = simpler;
  }

  /** Returns a shorter list of commands that still fails; {@code failing} itself if none is. */
  public List<C> shrink(List<C> failing) {
    List<C> shortest = failing;
    for (int size = (failing.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
      for (int from = shortest.size() - size; from > -size; from -= size) {
        List<C> without = new ArrayList<>(shortest);
        without.subList(Math.max(0, from), Math.min(without.size(), from + size)).clear();
        if (stillFails(without)) {
          shortest = without;
        }
      }
    }
    for (int i = shortest.size() - 1; i >= 0; i--) {
      shortest = simplify(shortest, i);
    }
    return shortest;
  }

  /** Replaces a command by simpler ones for as long as one of them fails too. */
  private List<C> simplify(List<C> commands, int index) {
    for (C candidate : simpler.apply(commands.get(index))) {
      List<C> replaced = new ArrayList<>(commands);
      replaced.set(index, candidate);
      if (stillFails(replaced)) {
        return simplify(replaced, index);
      }
    }
    return commands;
  }

  private boolean stillFails(List<C> commands) {
    return tries++ < MOST_TRIES && fails.test(commands);
  }
}
