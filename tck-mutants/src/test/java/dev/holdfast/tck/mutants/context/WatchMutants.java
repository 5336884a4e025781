package dev.holdfast.tck.mutants.context;

import static dev.holdfast.tck.mutants.context.ContextMutant.sync;

import dev.holdfast.context.CleanupReport;
import dev.holdfast.context.CleanupSchedule;
import dev.holdfast.context.Context;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Flow;
import java.util.function.UnaryOperator;

/** Contexts whose watches, callbacks and cleanups go wrong. */
final class WatchMutants {

  private WatchMutants() {}

  static List<ContextMutant> all() {
    return List.of(
        watching(
            "sends each answer twice",
            subscriber ->
                new ForwardingSubscriber(subscriber) {
                  @Override
                  public void onNext(SyncAnswer answer) {
                    super.onNext(answer);
                    if (answer instanceof SyncAnswer.FullContext) {
                      super.onNext(answer);
                    }
                  }
                },
            "CTX-50",
            "CTX-51",
            "CTX-52"),
        sync(
            "hands over the context of another id",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public Optional<Context> export(String id) {
                    Optional<Context> exported = super.export(id);
                    return exported.map(
                        c -> new Context("other", c.value(), c.version(), c.tag(), c.insertedAt()));
                  }
                },
            "CTX-60"),
        sync(
            "restores one version after the other, whatever is given",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public Optional<Context> restore(String id) {
                    long next = super.get(id).map(Context::version).orElse(0L) + 1;
                    return super.restore(id)
                        .map(c -> new Context(id, c.value(), next, c.tag(), c.insertedAt()));
                  }
                },
            "CTX-61"),
        sync(
            "cleans up but for the newest deltas alone",
            WatchMutants::trimmingAll,
            "CTX-71",
            "CTX-72",
            "CTX-73"),
        sync(
            "tells of one page of a cleanup",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public CleanupReport cleanup() {
                    CleanupReport report = super.cleanup();
                    return new CleanupReport(
                        Math.min(128, report.examined()),
                        Math.min(128, report.contextsDeleted()),
                        Math.min(128, report.idsTrimmed()));
                  }
                },
            "CTX-74"),
        sync(
            "goes on cleaning up after its schedule was closed",
            real ->
                new ForwardingSync(real) {
                  @Override
                  public CleanupSchedule scheduleCleanup(Duration interval) {
                    return new Unstoppable(super.scheduleCleanup(interval));
                  }
                },
            "CTX-75"));
  }

  /** Keeps no more than the newest delta of each id whenever it cleans up. */
  private static ContextSync trimmingAll(ContextSync real) {
    return new ForwardingSync(real) {
      @Override
      public CleanupReport cleanup() {
        CleanupReport report = super.cleanup();
        var query = ContextQuery.all();
        super.store()
            .listWithDeltaCounts(query)
            .items()
            .forEach(count -> super.store().retainLatestDeltas(count.id(), 1));
        return report;
      }
    };
  }

  private record Unstoppable(CleanupSchedule real) implements CleanupSchedule {
    @Override
    public Duration interval() {
      return real.interval();
    }

    @Override
    public void setInterval(Duration interval) {
      real.setInterval(interval);
    }

    @Override
    public void close() {}
  }

  private static ContextMutant watching(
      String flaw, UnaryOperator<Flow.Subscriber<? super SyncAnswer>> between, String... clauses) {
    return sync(
        flaw,
        real ->
            new ForwardingSync(real) {
              @Override
              public Flow.Publisher<SyncAnswer> watch(String id, Position position) {
                Flow.Publisher<SyncAnswer> answers = super.watch(id, position);
                return subscriber -> answers.subscribe(between.apply(subscriber));
              }
            },
        clauses);
  }

  private static class ForwardingSubscriber implements Flow.Subscriber<SyncAnswer> {

    private final Flow.Subscriber<? super SyncAnswer> real;

    ForwardingSubscriber(Flow.Subscriber<? super SyncAnswer> real) {
      this.real = real;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
      real.onSubscribe(subscription);
    }

    @Override
    public void onNext(SyncAnswer answer) {
      real.onNext(answer);
    }

    @Override
    public void onError(Throwable failure) {
      real.onError(failure);
    }

    @Override
    public void onComplete() {
      real.onComplete();
    }
  }
}
