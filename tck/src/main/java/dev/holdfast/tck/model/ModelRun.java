package dev.holdfast.tck.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Revision;
import dev.holdfast.tck.Suite;
import dev.holdfast.tck.TckSession;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs commands on a backend and on the model, in an empty namespace, and compares all answers. */
final class ModelRun {

  /** Who sent commits where. */
  private record Sender(CellRef cell, int writer) {}

  private final TckSession session;
  private final CollectionRef collection;
  private final Model model;
  private final ModelComparison comparison;
  private final Instant start;
  private final Map<Sender, List<Commit>> sent = new HashMap<>();
  private final Map<Integer, UUID> writers = new HashMap<>();
  private final Map<Integer, Long> sequences = new HashMap<>();
  private final Set<Long> tags = new HashSet<>();

  ModelRun(TckSession session) {
    this.session = session;
    this.collection = new CollectionRef(session.newNamespace(), "cells");
    this.model = new Model(session.backend().info().limits());
    this.comparison = new ModelComparison();
    this.start = session.clock().set(session.clock().instant().truncatedTo(ChronoUnit.MILLIS));
  }

  /** Runs all commands and compares the whole state in the end, through both instances. */
  void run(List<Command> commands) {
    for (int i = 0; i < commands.size(); i++) {
      try {
        run(commands.get(i));
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError(
            "command %d of %d: %s".formatted(i + 1, commands.size(), e.getMessage()), e);
      }
    }
    for (int instance = 0; instance < 2; instance++) {
      for (CellRef ref : model.cells().keySet()) {
        comparison.whole(backend(instance), ref, model.cell(ref));
      }
      comparison.list(backend(instance), listing(instance, Direction.ASCENDING), this, model);
    }
  }

  private void run(Command command) {
    if (command instanceof Command.Write write) {
      write(write);
    } else if (command instanceof Command.Repeat repeat) {
      repeat(repeat);
    } else if (command instanceof Command.Read read) {
      CellRef ref = collection.cell(read.cell());
      comparison.read(backend(read.instance()), ref, read.parts(), model.cell(ref));
    } else if (command instanceof Command.ListCells list) {
      comparison.list(backend(list.instance()), list, this, model);
    } else if (command instanceof Command.Advance advance) {
      session.clock().advance(advance.time());
    } else if (command instanceof Command.Reopen) {
      reopen();
    }
  }

  CollectionRef collection() {
    return collection;
  }

  /** Returns the moment that a command means, which counts from the epoch. */
  @Nullable Instant moment(@Nullable Instant sinceEpoch) {
    return sinceEpoch == null ? null : start.plusMillis(sinceEpoch.toEpochMilli());
  }

  private void write(Command.Write write) {
    CellRef ref = collection.cell(write.cell());
    List<Mutation> mutations = write.mutations().stream().map(this::shifted).toList();
    Commit commit = new Commit(null, write.preconditions(), mutations, null);
    if (write.writer() != null) {
      commit = commit.withId(nextId(write.writer()));
      sent.computeIfAbsent(new Sender(ref, write.writer()), key -> new ArrayList<>()).add(commit);
    }
    commit(backend(write.instance()), ref, commit);
  }

  private void repeat(Command.Repeat repeat) {
    CellRef ref = collection.cell(repeat.cell());
    List<Commit> before = sent.getOrDefault(new Sender(ref, repeat.writer()), List.of());
    int index = before.size() - 1 - repeat.back();
    if (index >= 0) {
      Commit commit = before.get(index);
      CommitId id = commit.id();
      if (id != null && !model.leavesOpen(ref, id)) {
        commit(backend(repeat.instance()), ref, commit);
      }
    }
  }

  private void commit(Backend backend, CellRef ref, Commit commit) {
    CommitResult expected = null;
    ErrorCode refusal = null;
    Revision before = model.cell(ref).revision();
    try {
      expected = model.commit(ref, commit, session.clock().instant());
    } catch (Refusal refused) {
      refusal = refused.code();
    }
    CommitResult actual;
    try {
      actual = backend.commit(ref, commit, Deadline.after(Suite.PATIENCE));
    } catch (HoldfastException refused) {
      assertThat(refused.code()).as("the refusal: %s", refused.getMessage()).isEqualTo(refusal);
      return;
    }
    if (expected == null) {
      fail("The commit was applied; expected was a refusal with %s.", refusal);
      return;
    }
    compare(expected, actual, before);
    if (!expected.repeated()) {
      model.adopt(ref, commit, actual);
    }
  }

  private void compare(CommitResult expected, CommitResult actual, @Nullable Revision before) {
    Revision head = expected.head();
    Revision given = actual.head();
    if (head != null && given != null && !expected.repeated() && !head.equals(before)) {
      assertThat(tags.add(given.tag())).as("whether the tag is new").isTrue();
      head = new Revision(head.version(), given.tag());
    }
    assertThat(actual)
        .isEqualTo(
            new CommitResult(
                head,
                expected.sequence(),
                expected.at(),
                expected.offsets(),
                expected.trimComplete(),
                expected.repeated()));
  }

  private void reopen() {
    if (session.target().isRestartable()) {
      session.reopen();
    } else {
      session.reopenSecond();
    }
  }

  private Mutation shifted(Mutation mutation) {
    return mutation instanceof Mutation.TrimOlderThan trim
        ? new Mutation.TrimOlderThan(trim.log(), start.plusMillis(trim.instant().toEpochMilli()))
        : mutation;
  }

  private CommitId nextId(int writer) {
    UUID uuid = writers.computeIfAbsent(writer, key -> UUID.randomUUID());
    return new CommitId(uuid, sequences.merge(writer, 1L, Long::sum), session.clock().instant());
  }

  private Backend backend(int instance) {
    return instance == 0 ? session.backend() : session.secondBackend();
  }

  private static Command.ListCells listing(int instance, Direction direction) {
    return new Command.ListCells(instance, "", null, null, null, direction, 8);
  }
}
