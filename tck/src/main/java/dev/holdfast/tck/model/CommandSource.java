package dev.holdfast.tck.model;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Precondition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Draws commands from a seed, keeping a model alongside, so that most commits fit and some do not.
 */
final class CommandSource {

  private static final List<String> CELLS = List.of("a", "a:b", "A", "a\u0000", "\ud83d\ude00");
  private static final List<String> PREFIXES = List.of("", "", "", "a", "a:", "b", "\ud83d\ude00");
  private static final CollectionRef ANYWHERE = new CollectionRef("model", "cells");
  private static final int WRITERS = 2;
  private static final int MOST_PRECONDITIONS = 3;

  private final Random random;
  private final Limits limits;
  private final Model model;
  private final MutationSource mutations;
  private Instant now = Instant.EPOCH;

  CommandSource(long seed, Limits limits) {
    this.random = new Random(seed);
    this.limits = limits;
    this.model = new Model(limits);
    this.mutations = new MutationSource(random);
  }

  /** Returns the next {@code count} commands. */
  List<Command> take(int count) {
    List<Command> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(next());
    }
    return commands;
  }

  private Command next() {
    int dice = random.nextInt(100);
    int instance = random.nextInt(2);
    String id = CELLS.get(random.nextInt(random.nextBoolean() ? 2 : CELLS.size()));
    if (dice < 55) {
      return write(instance, id);
    } else if (dice < 63) {
      return new Command.Repeat(instance, id, random.nextInt(WRITERS), random.nextInt(4) / 3);
    } else if (dice < 80) {
      return new Command.Read(instance, id, parts(model.cell(ANYWHERE.cell(id))));
    } else if (dice < 88) {
      return list(instance);
    } else if (dice < 97) {
      return advance();
    }
    return new Command.Reopen();
  }

  private Command write(int instance, String id) {
    CellRef ref = ANYWHERE.cell(id);
    ModelCell cell = model.cell(ref);
    List<Mutation> changes = new ArrayList<>();
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      changes.add(mutations.mutation(cell, now));
    }
    int room = limits.maxMutations() - MOST_PRECONDITIONS - changes.size();
    if (random.nextInt(4) == 0 && room > 1) {
      changes.addAll(mutations.batch(cell, Math.min(room, 2 + random.nextInt(5))));
    }
    List<Precondition> preconditions = new ArrayList<>();
    while (random.nextInt(3) == 0 && preconditions.size() < MOST_PRECONDITIONS) {
      preconditions.add(mutations.precondition(cell));
    }
    model.tryCommit(ref, new Commit(null, preconditions, changes, null), now);
    Integer writer = random.nextBoolean() ? random.nextInt(WRITERS) : null;
    return new Command.Write(instance, id, writer, preconditions, changes);
  }

  private Command advance() {
    long most = Math.max(2, Math.min(1_000, limits.retryHorizon().toMillis() / 1_000));
    Duration time = Duration.ofMillis(1 + random.nextInt((int) most));
    now = now.plus(time);
    return new Command.Advance(time);
  }

  private Command list(int instance) {
    Direction direction = direction();
    @Nullable Long version = random.nextInt(4) == 0 ? 1L + random.nextInt(4) : null;
    @Nullable Instant since = random.nextInt(4) == 0 ? earlier() : null;
    @Nullable Instant before = random.nextInt(4) == 0 ? earlier() : null;
    String prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
    return new Command.ListCells(
        instance, prefix, version, since, before, direction, 1 + random.nextInt(3));
  }

  private List<Part<?>> parts(ModelCell cell) {
    List<Part<?>> parts = new ArrayList<>();
    parts.add(Part.HeadPart.ANY);
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      parts.add(
          switch (random.nextInt(5)) {
            case 0 -> new Part.LogStatsPart(mutations.log());
            case 1 -> new Part.MapStatsPart(mutations.map());
            case 2 -> new Part.RowsPart(mutations.map(), List.of(mutations.key(), mutations.key()));
            case 3 -> range(cell);
            default -> scan();
          });
    }
    return parts;
  }

  private Part.LogPart range(ModelCell cell) {
    var log = mutations.log();
    return new Part.LogPart(
        log,
        mutations.near(cell, log),
        random.nextInt(3) == 0 ? mutations.near(cell, log) : Offset.END,
        direction(),
        1 + random.nextInt(5),
        random.nextBoolean() ? 1 + random.nextInt(8) : limits.maxReadBytes(),
        0);
  }

  private Part.ScanPart scan() {
    var map = mutations.map();
    boolean bounded = map.sorted() && random.nextBoolean();
    return new Part.ScanPart(
        map,
        bounded ? mutations.key() : null,
        bounded ? mutations.key() : null,
        map.sorted() ? direction() : Direction.ASCENDING,
        null,
        1 + random.nextInt(3),
        random.nextBoolean() ? 1 + random.nextInt(8) : limits.maxReadBytes());
  }

  private Instant earlier() {
    return now.minusMillis(random.nextInt(1_000));
  }

  private Direction direction() {
    return random.nextBoolean() ? Direction.ASCENDING : Direction.DESCENDING;
  }
}
