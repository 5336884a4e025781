package dev.holdfast.tck.model;

import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Precondition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** Finds a short sequence that fails like a long one, by leaving things out (delta debugging). */
final class Shrinking {

  private static final int MOST_TRIES = 400;

  private final Predicate<List<Command>> fails;
  private int tries;

  Shrinking(Predicate<List<Command>> fails) {
    this.fails = fails;
  }

  /** Returns a shorter list of commands that still fails; {@code failing} itself if none is. */
  List<Command> shrink(List<Command> failing) {
    List<Command> shortest = failing;
    for (int size = (failing.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
      for (int from = shortest.size() - size; from > -size; from -= size) {
        List<Command> without = new ArrayList<>(shortest);
        without.subList(Math.max(0, from), Math.min(without.size(), from + size)).clear();
        if (stillFails(without)) {
          shortest = without;
        }
      }
    }
    for (int i = shortest.size() - 1; i >= 0; i--) {
      shortest = shrinkWrite(shortest, i);
    }
    return shortest;
  }

  private List<Command> shrinkWrite(List<Command> commands, int index) {
    List<Command> shortest = commands;
    if (shortest.get(index) instanceof Command.Write write) {
      for (int i = write.mutations().size() - 1; i >= 0; i--) {
        Command.Write now = (Command.Write) shortest.get(index);
        if (now.mutations().size() > 1) {
          List<Mutation> fewer = without(now.mutations(), i);
          shortest =
              orShorter(
                  shortest,
                  index,
                  new Command.Write(
                      now.instance(), now.cell(), now.writer(), now.preconditions(), fewer));
        }
      }
      for (int i = write.preconditions().size() - 1; i >= 0; i--) {
        Command.Write now = (Command.Write) shortest.get(index);
        List<Precondition> fewer = without(now.preconditions(), i);
        shortest =
            orShorter(
                shortest,
                index,
                new Command.Write(
                    now.instance(), now.cell(), now.writer(), fewer, now.mutations()));
      }
    }
    return shortest;
  }

  private List<Command> orShorter(List<Command> commands, int index, Command replacement) {
    List<Command> replaced = new ArrayList<>(commands);
    replaced.set(index, replacement);
    return stillFails(replaced) ? replaced : commands;
  }

  private boolean stillFails(List<Command> commands) {
    return tries++ < MOST_TRIES && fails.test(commands);
  }

  private static <T> List<T> without(List<T> list, int index) {
    List<T> copy = new ArrayList<>(list);
    copy.remove(index);
    return copy;
  }
}
