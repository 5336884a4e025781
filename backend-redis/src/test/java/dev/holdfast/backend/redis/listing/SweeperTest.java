package dev.holdfast.backend.redis.listing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.redis.commit.Commits;
import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.ClientSettings;
import dev.holdfast.backend.redis.connection.ClientSettings.Tls;
import dev.holdfast.backend.redis.connection.ClientSettings.Verification;
import dev.holdfast.backend.redis.connection.Connector;
import dev.holdfast.backend.redis.connection.Node;
import dev.holdfast.backend.redis.connection.Redirect;
import dev.holdfast.backend.redis.connection.RedisAddress;
import dev.holdfast.backend.redis.connection.Servers;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.config.BackendUrl;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CellSummary;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.tck.Together;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import dev.holdfast.value.Bytes;
import io.lettuce.core.Range;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Listings, whoever dies or sweeps in the middle of what others create and delete. */
@OnEngine(Engine.REDIS)
class SweeperTest {

  private final CollectionRef collection = new CollectionRef("test", UUID.randomUUID().toString());
  private final KeySpace space = new KeySpace("holdfast");
  private Connector connector;
  private Caller caller;
  private Index index;
  private Commits commits;
  private Sweeper sweeper;
  private Listing listing;

  @BeforeEach
  void open() {
    RedisServer server = RedisServers.standalone();
    String url = "redis://" + server.host() + ":" + server.port();
    connector =
        new Connector(
            new ClientSettings(
                RedisAddress.read(BackendUrl.parse(url)),
                server.user(),
                server.password(),
                null,
                null,
                0,
                "sweeper-test",
                Duration.ofSeconds(5),
                new Tls(Verification.FULL, null, null, null)));
    caller = connector.caller();
    index = new Index(caller, space);
    open(Duration.ZERO);
  }

  private void open(Duration old) {
    sweeper = new Sweeper("test", caller, space, index, Duration.ofDays(1), old);
    commits = new Commits(caller, space, index, sweeper, InstantSource.system(), Limits.DEFAULT);
    listing = new Listing(caller, space, index, sweeper);
  }

  @AfterEach
  void close() {
    connector.close();
  }

  @Test
  void aCreatorThatDiesAfterTheIndex_leavesAnEntryThatIsSwept() {
    create("there");
    index.stamp(collection.cell("never made"), soon());
    assertThat(entries()).containsExactly("never made", "there");
    assertThat(listed()).containsExactly("there");

    sweeper.sweepPage(collection);

    assertThat(entries()).containsExactly("there");
    assertThat(listed()).containsExactly("there");
  }

  @Test
  void aDeletedCell_isSweptAndListedAgainWhenItComesBack() {
    create("cell");
    delete("cell");
    assertThat(listed()).isEmpty();
    sweeper.sweepPage(collection);
    assertThat(entries()).isEmpty();

    create("cell");
    assertThat(listed()).containsExactly("cell");
  }

  @Test
  void anEntryStampedSinceItWasLookedAt_stays() {
    Bytes seen = index.stamp(collection.cell("cell"), soon());
    Bytes again = seen;
    while (again.equals(seen)) {
      again = index.stamp(collection.cell("cell"), soon());
    }
    index.sweep(collection, List.of(new Index.Entry(Bytes.utf8("cell"), seen, true)), soon());

    assertThat(entries()).containsExactly("cell");
  }

  @Test
  void aFailureThatNobodyExpects_doesNotEndTheSweep() {
    Caller broken = new Caller(new BrokenAtFirst(caller.servers()));
    try (Sweeper enduring =
        new Sweeper(
            "test",
            broken,
            space,
            new Index(broken, space),
            Duration.ofMillis(50),
            Duration.ZERO)) {
      index.stamp(collection.cell("never made"), soon());
      enduring.start();
      enduring.offer(collection, List.of(Bytes.utf8("never made")));

      Deadline limit = soon();
      while (!entries().isEmpty()) {
        assertThat(limit.hasPassed()).as("the index still has entries").isFalse();
      }
    }
  }

  /** Servers that fail once as nothing of Holdfast does. */
  private static final class BrokenAtFirst implements Servers {

    private final Servers servers;
    private final AtomicBoolean failed = new AtomicBoolean();

    BrokenAtFirst(Servers servers) {
      this.servers = servers;
    }

    @Override
    public Node of(Bytes key, String what, Deadline deadline) {
      if (failed.compareAndSet(false, true)) {
        throw new IllegalStateException("unexpected");
      }
      return servers.of(key, what, deadline);
    }

    @Override
    public List<Node> all(String what, Deadline deadline) {
      return servers.all(what, deadline);
    }

    @Override
    public Node moved(Redirect redirect) {
      return servers.moved(redirect);
    }

    @Override
    public Node named(Redirect redirect) {
      return servers.named(redirect);
    }

    @Override
    public void refresh() {
      servers.refresh();
    }
  }

  /** Entries are swept soon after they stop being fresh, and cells come back at just that time. */
  @Test
  void noListing_missesACell() throws Exception {
    index = new Index(caller, space, Duration.ofMillis(60));
    open(Duration.ofMillis(120));
    int rounds = Boolean.getBoolean("holdfast.long") ? 5_000 : 300;
    AtomicInteger working = new AtomicInteger(2);
    List<Callable<Integer>> tasks = new ArrayList<>();
    for (int writer = 0; writer < 2; writer++) {
      String prefix = "cell " + writer + " ";
      tasks.add(
          () -> {
            try {
              for (int round = 0; round < rounds; round++) {
                String id = prefix + round % 20;
                create(id);
                assertThat(listed()).as("round %d", round).contains(id);
                if (round < rounds - 1) {
                  delete(id);
                }
              }
            } finally {
              working.decrementAndGet();
            }
            return 0;
          });
    }
    tasks.add(
        () -> {
          while (working.get() > 0) {
            sweeper.sweepPage(collection);
          }
          return 0;
        });
    Together.run(tasks);

    String last = Integer.toString((rounds - 1) % 20);
    assertThat(listed()).containsExactly("cell 0 " + last, "cell 1 " + last);
  }

  private void create(String id) {
    Commit commit = Commit.of(new Mutation.AppendNext(new LogRef("log"), Bytes.EMPTY));
    while (true) {
      try {
        commits.commit(collection.cell(id), commit, soon());
        return;
      } catch (UnavailableException slow) {
        // On a busy machine a stamp may be too old by the time the commit arrives.
        assertThat(slow).hasMessageContaining("no fresh entry");
      }
    }
  }

  private void delete(String id) {
    commits.commit(collection.cell(id), Commit.of(new Mutation.DeleteCell()), soon());
  }

  private List<String> entries() {
    return index.ids(collection, Range.unbounded(), Direction.ASCENDING, 100, soon()).stream()
        .map(Bytes::toUtf8)
        .toList();
  }

  private List<String> listed() {
    return listing.page(ListQuery.all(collection, 100), soon()).cells().stream()
        .map(CellSummary::cell)
        .map(CellRef::id)
        .toList();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofSeconds(20));
  }
}
