package dev.holdfast.backend.redis;

import static dev.holdfast.backend.redis.OpenedRedis.soon;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.HoldfastException;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitId;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Mutation;
import dev.holdfast.tck.TckClock;
import dev.holdfast.testservers.Engine;
import dev.holdfast.testservers.OnEngine;
import dev.holdfast.testservers.RedisServer;
import dev.holdfast.testservers.RedisServers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Random commits of many writers, some repeated, with a clock that goes either way. */
@OnEngine(Engine.REDIS)
class WriterModelTest {

  private static final Limits LIMITS = RedisProvider.LIMITS;
  private static final int STEPS = Boolean.getBoolean("holdfast.long") ? 30_000 : 3_000;
  private static final String CELL = "cell";

  private final long seed = Long.getLong("holdfast.seed", 15);
  private final Random random = new Random(seed);
  private final TckClock clock = new TckClock();
  private final RedisServer server = RedisServers.standalone();
  private final List<UUID> writers = new ArrayList<>();
  private final Map<UUID, Sent> newest = new HashMap<>();
  private long entries;
  private boolean exists;
  private Instant cellAt = Instant.EPOCH;
  private Instant latest = clock.instant();

  /** What a writer sent last that was applied, and when the cell says that was. */
  private record Sent(Commit commit, CommitResult result, Instant at) {}

  @Test
  void eachCommitIsAppliedOnce_andAnsweredAsBeforeWhileItIsToBeRemembered() {
    try (OpenedRedis store = OpenedRedis.open(RedisConfigs.of(server).clock(clock).build())) {
      for (int step = 0; step < STEPS; step++) {
        try {
          step(store);
          if (step % 100 == 0) {
            checkQueue(store);
          }
        } catch (AssertionError | RuntimeException e) {
          throw new AssertionError("Step %d, -Dholdfast.seed=%d: %s".formatted(step, seed, e), e);
        }
      }
      checkQueue(store);
    }
  }

  private void step(OpenedRedis store) {
    latest = max(latest, clock.instant());
    switch (random.nextInt(40)) {
      case 0 -> clock.advance(Duration.ofSeconds(random.nextInt(400)));
      case 1 -> clock.advance(Duration.ofSeconds(-random.nextInt(200)));
      case 2 -> {
        if (random.nextInt(20) == 0) {
          clock.advance(LIMITS.writerRetention().plusSeconds(1));
        } else if (random.nextInt(10) == 0) {
          delete(store);
        }
      }
      case 3, 4, 5, 6, 7, 8, 9, 10 -> repeat(store);
      case 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21 -> {
        if (!writers.isEmpty()) {
          commit(store, writers.get(random.nextInt(writers.size())));
        }
      }
      default -> {
        UUID writer = new UUID(random.nextLong(), random.nextLong());
        writers.add(writer);
        commit(store, writer);
      }
    }
  }

  private void delete(OpenedRedis store) {
    store.commit(CELL, new Mutation.DeleteCell());
    cellAt = exists ? max(cellAt, clock.instant()) : cellAt;
    exists = false;
  }

  private void commit(OpenedRedis store, UUID writer) {
    Sent before = newest.get(writer);
    long sequence = before == null ? 2 : before.commit().id().sequence() + 1;
    entries++;
    Commit commit =
        Commit.of(OpenedRedis.append("entry " + entries))
            .withId(new CommitId(writer, sequence, clock.instant()));
    CommitResult result = store.backend().commit(store.cell(CELL), commit, soon());
    assertThat(result.repeated()).isFalse();
    exists = true;
    cellAt = max(cellAt, clock.instant());
    assertThat(result.at()).isEqualTo(cellAt);
    newest.put(writer, new Sent(commit, result, cellAt));
  }

  private void repeat(OpenedRedis store) {
    if (newest.isEmpty()) {
      return;
    }
    Sent sent = newest.get(writers.get(random.nextInt(writers.size())));
    boolean isLate =
        !clock.instant().isBefore(sent.commit().id().issuedAt().plus(LIMITS.retryHorizon()));
    try {
      CommitResult again = store.backend().commit(store.cell(CELL), sent.commit(), soon());
      assertThat(again.repeated()).isTrue();
      assertThat(again.offsets()).isEqualTo(sent.result().offsets());
      assertThat(again.sequence()).isEqualTo(sent.result().sequence());
    } catch (HoldfastException refused) {
      assertThat(refused.code()).isEqualTo(ErrorCode.COMMIT_EXPIRED);
      assertThat(isLate).as("over").isTrue();
      assertThat(sent.at().plus(LIMITS.writerRetention()))
          .as("to be remembered")
          .isBeforeOrEqualTo(latest);
    }
    Commit older =
        Commit.of(OpenedRedis.append("never"))
            .withId(
                new CommitId(
                    sent.commit().id().writer(),
                    sent.commit().id().sequence() - 1,
                    sent.commit().id().issuedAt().minus(LIMITS.retryHorizon())));
    assertThatThrownBy(() -> store.backend().commit(store.cell(CELL), older, soon()))
        .isInstanceOfSatisfying(
            HoldfastException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.COMMIT_EXPIRED));
  }

  private void checkQueue(OpenedRedis store) {
    String key = "holdfast:{test/" + store.cells().name() + "/cell}";
    String script =
        """
        local all, queued = redis.call('HGETALL', KEYS[1]), {}
        local fields, known, chunks, wrong = {}, 0, 0, ''
        for i = 1, #all, 2 do
          fields[all[i]] = all[i + 1]
          if string.sub(all[i], 1, 1) == 'w' then known = known + 1 end
          if string.find(all[i], '^q%d') then chunks = chunks + 1 end
        end
        if not fields.q then return known == 0 and 'right' or 'no queue' end
        local q = fields.q
        local first, nxt, size = tonumber(string.sub(q, 1, 19)), tonumber(string.sub(q, 20, 38)), tonumber(string.sub(q, 39, 42))
        if nxt - first ~= chunks then return 'chunks ' .. chunks .. ' of ' .. first .. ' to ' .. nxt end
        if size > #q - 42 then return 'front' end
        local line = {string.sub(q, 43)}
        for i = first, nxt - 1 do
          local chunk = fields['q' .. i]
          if not chunk or #chunk == 0 or #chunk > 320 then return 'chunk ' .. i end
          line[#line + 1] = chunk
        end
        line = table.concat(line)
        if #line % 16 ~= 0 then return 'length' end
        local count = 0
        for i = 1, #line, 16 do
          local id = string.sub(line, i, i + 15)
          if queued[id] then return 'twice' end
          queued[id] = true
          if not fields['w' .. id] then return 'unknown' end
          count = count + 1
        end
        return count == known and 'right' or count .. ' of ' .. known
        """;
    assertThat(server.command("EVAL", script, "1", key)).isEqualTo("right");
  }

  private static Instant max(Instant one, Instant other) {
    return one.isAfter(other) ? one : other;
  }
}
