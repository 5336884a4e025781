package dev.holdfast.benchmarks.server;

import dev.holdfast.benchmarks.Folder;
import dev.holdfast.benchmarks.baseline.StoredCells;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;

/**
 * Asks both sides the same in turns of less than a second, in one process and on one server: what
 * else the machine does by the minute, and how warm it is, concerns both.
 *
 * <p>A ratio is the median of those of neighbouring turns.
 */
public final class ServerTurns implements AutoCloseable {

  private static final Duration TURN = Duration.ofMillis(400);
  private static final int WARM_UP = 25;
  private static final int TURNS = 25;

  private final Folder folder = Folder.make();
  private final Contender holdfast;
  private final Contender baseline;
  private final ExecutorService askers;

  /** One side, and what each thread writes there. */
  private record Contender(StoredCells cells, List<OwnCell> own) {}

  ServerTurns(ServerEngine engine, int threads) throws IOException {
    this.askers = Executors.newFixedThreadPool(threads);
    // A fresh place on Redis is an emptied one, so both are made before either is filled.
    Place ofHoldfast = place(Side.HOLDFAST, engine);
    Place ofBaseline = place(Side.BASELINE, engine);
    this.holdfast = contender(Side.HOLDFAST.open(engine, ofHoldfast), threads);
    this.baseline = contender(Side.BASELINE.open(engine, ofBaseline), threads);
  }

  private Place place(Side side, ServerEngine engine) throws IOException {
    return engine.fresh(Files.createDirectory(folder.path().resolve(side.name())));
  }

  private static Contender contender(StoredCells cells, int threads) {
    ServerCells.fill(cells);
    return new Contender(cells, Stream.generate(OwnCell::new).limit(threads).toList());
  }

  /**
   * Measures an engine.
   *
   * @param args the engine, how many threads ask, and the questions; all of them if none is given
   */
  public static void main(String... args)
      throws IOException, InterruptedException, ExecutionException {
    ServerEngine engine = ServerEngine.valueOf(args[0]);
    int threads = Integer.parseInt(args[1]);
    List<Question> questions =
        args.length == 2
            ? List.of(Question.values())
            : Arrays.stream(args).skip(2).map(Question::valueOf).toList();
    for (Question question : questions) {
      try (ServerTurns turns = new ServerTurns(engine, threads)) {
        turns.prepare(question);
        turns.measure(question, WARM_UP, TURN);
        Rates rates = turns.measure(question, TURNS, TURN);
        System.out.printf(
            Locale.ROOT, "%s, %d threads, %s: %s%n", engine, threads, question, rates);
      }
    }
  }

  /** What a question came to, per second. */
  record Rates(double holdfast, double baseline, double ratio) {

    static Rates of(List<Double> holdfast, List<Double> baseline) {
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < holdfast.size(); i++) {
        ratios.add(holdfast.get(i) / baseline.get(i));
      }
      return new Rates(median(holdfast), median(baseline), median(ratios));
    }

    private static double median(List<Double> figures) {
      return figures.stream().sorted().toList().get(figures.size() / 2);
    }

    @Override
    public String toString() {
      return String.format(Locale.ROOT, "%,.0f of %,.0f, %.2f", holdfast, baseline, ratio);
    }
  }

  /** Puts in what a question needs. */
  void prepare(Question question) {
    question.prepare(holdfast.cells);
    question.prepare(baseline.cells);
  }

  Rates measure(Question question, int turns, Duration each)
      throws InterruptedException, ExecutionException {
    List<Double> ofHoldfast = new ArrayList<>();
    List<Double> ofBaseline = new ArrayList<>();
    for (int i = 0; i < turns; i++) {
      ofHoldfast.add(rate(question, holdfast, each));
      ofBaseline.add(rate(question, baseline, each));
    }
    return Rates.of(ofHoldfast, ofBaseline);
  }

  private double rate(Question question, Contender side, Duration time)
      throws InterruptedException, ExecutionException {
    long begin = System.nanoTime();
    List<Callable<Long>> tasks = new ArrayList<>();
    for (OwnCell cell : side.own) {
      tasks.add(() -> ask(question, side.cells, cell, begin + time.toNanos()));
    }
    long asked = 0;
    for (Future<Long> count : askers.invokeAll(tasks)) {
      asked += count.get();
    }
    return asked * 1e9 / (System.nanoTime() - begin);
  }

  private static long ask(Question question, StoredCells cells, OwnCell own, long end) {
    long asked = 0;
    do {
      question.ask(cells, own);
      asked++;
    } while (System.nanoTime() - end < 0);
    return asked;
  }

  @Override
  public void close() throws IOException {
    askers.shutdownNow();
    holdfast.cells.close();
    baseline.cells.close();
    folder.close();
  }
}
