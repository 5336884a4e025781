package dev.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.value.Bytes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestValuesTest {

  private static final CollectionRef ROOMS = new CollectionRef("space", "rooms");
  private static final LogRef LOG = new LogRef("log");
  private static final MapRef UNSORTED = MapRef.unsorted("map");
  private static final Bytes KEY = Bytes.utf8("k");

  static List<ThrowingCallable> refused() {
    return List.of(
        () -> new Mutation.PutHead(0, KEY),
        () -> new Mutation.Append(LOG, Offset.ORIGIN, KEY),
        () -> new Mutation.Append(LOG, new Offset(1, Offset.INFINITE), KEY),
        () -> new Mutation.TrimToLatest(LOG, -1),
        () -> new Precondition.HeadVersion(0),
        () -> new Precondition.RowVersion(UNSORTED, KEY, 0),
        () -> new CommitId(UUID.randomUUID(), 0, Instant.EPOCH),
        () -> Commit.of(),
        () -> CellRead.of(ROOMS.cell("a")),
        () -> Part.LogPart.after(LOG, Offset.ORIGIN, 0, 1),
        () -> Part.LogPart.after(LOG, Offset.ORIGIN, 1, 0),
        () -> log(-1),
        () -> new Part.RowsPart(UNSORTED, List.of()),
        () -> Part.ScanPart.all(UNSORTED, 0, 1),
        () -> Part.ScanPart.all(UNSORTED, 1, 0),
        () -> unsorted(KEY, null, Direction.ASCENDING),
        () -> unsorted(null, KEY, Direction.ASCENDING),
        () -> unsorted(null, null, Direction.DESCENDING),
        () -> ListQuery.all(ROOMS, 0),
        () -> list("p", 0L),
        () -> list("\uD83D", null),
        () -> limits(Duration.ofMinutes(1), Duration.ofSeconds(119), Duration.ofDays(1)),
        () -> limits(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofSeconds(119)),
        () -> limits(Duration.ZERO, Duration.ofMinutes(2), Duration.ofDays(1)));
  }

  @Test
  void filters_letThroughWhatAllOfThemDo() {
    Instant at = Instant.ofEpochMilli(10);
    assertThat(ListQuery.all(ROOMS, 1).matches(0, null)).isTrue();
    assertThat(filter(7L, null, null).matches(7, null)).isFalse();
    assertThat(filter(7L, null, null).matches(7, at)).isTrue();
    assertThat(filter(7L, null, null).matches(8, at)).isFalse();
    assertThat(filter(null, at, null).matches(1, at)).isTrue();
    assertThat(filter(null, at.plusNanos(1), null).matches(1, at)).isFalse();
    assertThat(filter(null, null, at).matches(1, at)).isFalse();
    assertThat(filter(null, null, at.plusNanos(1)).matches(1, at)).isTrue();
    assertThat(filter(7L, at, at.plusMillis(1)).matches(8, at)).isFalse();
  }

  private static ListQuery filter(Long version, Instant since, Instant before) {
    return new ListQuery(ROOMS, "", version, since, before, Direction.ASCENDING, null, 1);
  }

  private static Part.LogPart log(long incarnation) {
    return new Part.LogPart(LOG, Offset.ORIGIN, Offset.END, Direction.ASCENDING, 1, 1, incarnation);
  }

  private static Part.ScanPart unsorted(Bytes from, Bytes to, Direction direction) {
    return new Part.ScanPart(UNSORTED, from, to, direction, null, 1, 1);
  }

  private static ListQuery list(String prefix, Long version) {
    return new ListQuery(ROOMS, prefix, version, null, null, Direction.ASCENDING, null, 1);
  }

  private static Limits limits(Duration horizon, Duration writers, Duration tombstones) {
    return new Limits(1, 1, 1, 1, 1, 1, horizon, writers, tombstones);
  }

  @ParameterizedTest
  @MethodSource("refused")
  void requestThatBreaksARule_isRefusedWhenMade(ThrowingCallable request) {
    assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(request);
  }

  @Test
  void limitsAtTheirBounds_areTaken() {
    Limits limits = limits(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(2));
    assertThat(limits.writerRetention()).isEqualTo(limits.tombstoneRetention());
  }

  @Test
  void commit_keepsItsOwnLists() {
    List<Mutation> mutations = new ArrayList<>(List.of(new Mutation.DeleteHead()));
    List<Precondition> preconditions = new ArrayList<>();
    Commit commit = new Commit(null, preconditions, mutations, null);
    mutations.clear();
    preconditions.add(new Precondition.HeadPresent());
    assertThat(commit).isEqualTo(Commit.of(new Mutation.DeleteHead()));
  }

  @Test
  void commit_isBuiltInSteps() {
    CommitId id = new CommitId(UUID.randomUUID(), 1, Instant.EPOCH);
    Commit commit =
        Commit.of(new Mutation.DeleteCell())
            .withId(id)
            .when(new Precondition.HeadPresent())
            .when(new Precondition.HeadVersion(3))
            .at(Durability.APPLIED);
    assertThat(commit)
        .isEqualTo(
            new Commit(
                id,
                List.of(new Precondition.HeadPresent(), new Precondition.HeadVersion(3)),
                List.of(new Mutation.DeleteCell()),
                Durability.APPLIED));
  }

  @Test
  void deadline_refusesOnceItHasPassed() {
    Deadline passed = Deadline.after(Duration.ZERO);
    assertThat(passed.hasPassed()).isTrue();
    assertThatExceptionOfType(UnavailableException.class)
        .isThrownBy(() -> passed.check("The read"))
        .withMessageContaining("The read was not begun")
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED));
    Deadline.NEVER.check("The read");
    assertThat(Deadline.after(Duration.ofDays(1)).remaining()).isPositive();
  }
}
