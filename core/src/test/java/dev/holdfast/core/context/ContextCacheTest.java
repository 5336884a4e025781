package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Revision;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ContextCacheTest {

  private static final CollectionRef ROOMS = new CollectionRef("test", "rooms");
  private static final CellRef A = ROOMS.cell("a");

  private final ContextCache cache = new ContextCache(ROOMS, 3);

  private static ContextState state(CellRef cell, long version) {
    Context context = new Context(cell.id(), JsonObject.EMPTY, version, 7, Instant.EPOCH);
    return ContextState.of(
        new Revision(version, 7), context, version, DeltaChain.endingAt(version));
  }

  private void put(String... ids) {
    for (String id : ids) {
      cache.put(ROOMS.cell(id), state(ROOMS.cell(id), 1));
    }
  }

  private List<String> kept() {
    return Stream.of("a", "b", "c", "d", "e").filter(this::isKept).toList();
  }

  private boolean isKept(String id) {
    return cache.get(ROOMS.cell(id)) != null;
  }

  @Test
  void whatComesFirst_goesFirst() {
    put("a", "b", "c", "d", "e");
    assertThat(kept()).containsExactly("c", "d", "e");
  }

  @Test
  void whatIsUsed_staysLonger() {
    put("a", "b", "c");
    assertThat(isKept("a")).isTrue();
    put("d");
    assertThat(kept()).containsExactly("a", "c", "d");
  }

  @Test
  void allUsed_oneGoesAllTheSame() {
    put("a", "b", "c");
    assertThat(kept()).hasSize(3);
    put("d");
    assertThat(kept()).hasSize(3).contains("d");
  }

  @Test
  void noCapacity_nothingIsKept() {
    ContextCache none = new ContextCache(ROOMS, 0);
    none.put(A, state(A, 1));
    assertThat(none.get(A)).isNull();
  }

  @Test
  void removedOverAndOver_takesTheRoomOfOne() {
    for (int i = 0; i < 10; i++) {
      put("a");
      cache.remove(A);
    }
    assertThat(isKept("a")).isFalse();
    put("b", "c");
    assertThat(kept()).containsExactly("b", "c");
  }

  @Test
  void replace_onlyWhatTheReaderKnew() {
    ContextState first = state(A, 1);
    ContextState second = state(A, 2);
    cache.replace(A, null, first);
    assertThat(cache.get(A)).isSameAs(first);
    cache.replace(A, null, second);
    assertThat(cache.get(A)).isSameAs(first);
    cache.replace(A, first, second);
    assertThat(cache.get(A)).isSameAs(second);
    ContextState absent = ContextState.absent("a", 2, 0);
    cache.replace(A, first, absent);
    assertThat(cache.get(A)).isSameAs(second);
    cache.replace(A, second, absent);
    assertThat(cache.get(A)).isNull();
  }

  @Test
  void cellOfAKnownId_isTheSameObject() {
    put("a");
    assertThat(cache.cell("a")).isEqualTo(A).isSameAs(cache.cell("a"));
    assertThat(cache.cell("b")).isEqualTo(ROOMS.cell("b"));
  }
}
