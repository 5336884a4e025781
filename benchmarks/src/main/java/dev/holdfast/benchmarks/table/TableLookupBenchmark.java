package dev.holdfast.benchmarks.table;

import dev.holdfast.benchmarks.Folder;
import dev.holdfast.durable.DurableTable;
import dev.holdfast.value.Bytes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Measures how long a lookup takes, the keys in random order, against a plain map. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH sets the fields up before it runs anything.
public class TableLookupBenchmark {

  /** How many keys there are. */
  @Param("1000000")
  public int keys = 1_000_000;

  private final Map<Long, Bytes> plain = new ConcurrentHashMap<>();
  private Folder folder;
  private HoldfastMap map;
  private DurableTable<Long, Bytes> table;
  private Long[] order;
  private int next;

  @Setup
  public void fill() throws IOException {
    folder = Folder.make();
    map = new HoldfastMap("mapdb:" + folder.path().resolve("store"));
    TableRecoveryBenchmark.fill(map, keys);
    table = map.table();
    for (long key = 0; key < keys; key++) {
      plain.put(key, Bytes.wrap(new byte[100]));
    }
    // Keys of their own: neither map finds the very object that it holds.
    List<Long> shuffled = new ArrayList<>(LongStream.range(0, keys).boxed().toList());
    Collections.shuffle(shuffled, new Random(1));
    order = shuffled.toArray(Long[]::new);
  }

  @TearDown
  public void close() throws IOException {
    map.close();
    folder.close();
  }

  /** A durable table. */
  @Benchmark
  public Optional<Bytes> table() {
    return table.lookup(key());
  }

  /** A plain map. */
  @Benchmark
  public @Nullable Bytes baseline() {
    return plain.get(key());
  }

  private Long key() {
    next = next + 1 == order.length ? 0 : next + 1;
    return order[next];
  }
}
