package dev.holdfast.tck.mutants.durable;

import static dev.holdfast.tck.mutants.durable.TableMutant.table;

import dev.holdfast.error.ClosedException;
import dev.holdfast.error.UnavailableException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Tables that stop, wait and fail in the wrong way. */
final class LifeMutants {

  private LifeMutants() {}

  static List<TableMutant> all() {
    return Stream.concat(life().stream(), together().stream()).toList();
  }

  private static List<TableMutant> life() {
    return List.of(
        table(
            "answers after it was stopped",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public Optional<Object> lookup(Object key) {
                    return answered(() -> super.lookup(key));
                  }
                },
            "DUR-04",
            "DUR-05",
            "DUR-06"),
        table(
            "says that it stopped though it took too long",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void stop(Duration timeout) {
                    try {
                      super.stop(timeout);
                    } catch (UnavailableException e) {
                      // as if it had ended
                    }
                  }
                },
            "DUR-06"),
        table("opens a table beside the one that is open", ForwardingTable::new, "DUR-02"),
        table(
            "drops a table without telling of its keys",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void drop() {
                    super.close();
                  }
                },
            "DUR-17",
            "DUR-52"),
        table(
            "stores each write twice",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void write(Object key, Object value) {
                    super.write(key, value);
                    super.write(key, value);
                  }
                },
            "DUR-50"));
  }

  private static Optional<Object> answered(Supplier<Optional<Object>> lookup) {
    try {
      return lookup.get();
    } catch (ClosedException e) {
      return Optional.empty();
    }
  }

  private static List<TableMutant> together() {
    return List.of(
        table(
            "stores each asynchronous write by itself",
            real ->
                new ForwardingTable<>(real) {
                  private CompletionStage<Void> last = CompletableFuture.completedFuture(null);

                  @Override
                  public CompletionStage<Void> writeAsync(Object key, Object value) {
                    last = last.thenCompose(done -> super.writeAsync(key, value));
                    return last;
                  }
                },
            "DUR-14"),
        table(
            "lets asynchronous writes wait for room",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public CompletionStage<Void> writeAsync(Object key, Object value) {
                    return CompletableFuture.runAsync(
                        () -> super.write(key, value), LifeMutants::start);
                  }
                },
            "DUR-71"),
        table(
            "keeps writers waiting while it folds its log",
            real ->
                new ForwardingTable<>(real) {
                  private final ReentrantLock folding = new ReentrantLock();

                  @Override
                  public void forceCompaction() {
                    folding.lock();
                    try {
                      super.forceCompaction();
                    } finally {
                      folding.unlock();
                    }
                  }

                  @Override
                  public CompletionStage<Void> writeAsync(Object key, Object value) {
                    return CompletableFuture.runAsync(
                        () -> {
                          folding.lock();
                          try {
                            super.write(key, value);
                          } finally {
                            folding.unlock();
                          }
                        },
                        LifeMutants::start);
                  }
                },
            "DUR-32"),
        table(
            "shows a write that the storage did not take",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void write(Object key, Object value) {
                    try {
                      super.write(key, value);
                    } catch (UnavailableException e) {
                      super.dirtyWrite(key, value);
                      throw e;
                    }
                  }
                },
            "DUR-45"),
        table(
            "takes a deleted key for dirty",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  public void delete(Object key) {
                    super.delete(key);
                    super.dirtyDelete(key);
                  }
                },
            "DUR-23"),
        table(
            "removes a key where null is written",
            real ->
                new ForwardingTable<>(real) {
                  @Override
                  @SuppressWarnings(
                      "ConstantValue") // callers may break the contract, and the flaw bears it
                  public void dirtyWrite(Object key, Object value) {
                    if (value == null) {
                      super.dirtyDelete(key);
                    } else {
                      super.dirtyWrite(key, value);
                    }
                  }
                },
            "DUR-19"));
  }

  private static void start(Runnable work) {
    new Thread(work, "mutant").start();
  }
}
