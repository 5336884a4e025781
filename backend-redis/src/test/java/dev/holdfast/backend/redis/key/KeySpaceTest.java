package dev.holdfast.backend.redis.key;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.value.Bytes;
import io.lettuce.core.cluster.SlotHash;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Keys, as a cluster sees them. */
class KeySpaceTest {

  private static final KeySpace SPACE = new KeySpace("holdfast");
  private static final List<String> HOSTILE =
      List.of(
          "a",
          "a:b",
          "{a}",
          "{}",
          "}{",
          "{",
          "}",
          "a/b",
          "a%2Fb",
          "%7Ba%7D",
          "a*",
          "\0",
          "{a}{b}",
          ":l:a",
          "ö",
          "\uD83D\uDE00",
          " a",
          "a ");

  private static final List<String> NAMES = List.of("a", "{a}", ":l:a");

  @Test
  void allKeysOfACell_lieInOneSlot() {
    for (String id : HOSTILE) {
      for (String collection : HOSTILE) {
        Set<Integer> slots = new HashSet<>();
        keys(new CellRef(new CollectionRef("ns", collection), id))
            .forEach(key -> slots.add(SlotHash.getSlot(key.asBuffer())));
        assertThat(slots).as("slots of %s in %s", id, collection).hasSize(1);
      }
    }
  }

  @Test
  void theKeysOfAnIndex_lieInOneSlot() {
    for (String name : HOSTILE) {
      CollectionRef collection = new CollectionRef(name, name);
      assertThat(SlotHash.getSlot(SPACE.index(collection).asBuffer()))
          .isEqualTo(SlotHash.getSlot(SPACE.stamps(collection).asBuffer()));
    }
  }

  @Test
  void cellsSpread_overTheSlots() {
    Set<Integer> slots = new HashSet<>();
    for (int i = 0; i < 1_000; i++) {
      slots.add(
          SlotHash.getSlot(SPACE.cell(new CollectionRef("ns", "c").cell("id " + i)).asBuffer()));
    }
    assertThat(slots).hasSizeGreaterThan(900);
  }

  @Test
  void differentNames_haveDifferentKeys() {
    Set<Bytes> keys = new HashSet<>();
    int count = 0;
    for (String namespace : HOSTILE) {
      for (String collection : HOSTILE) {
        CollectionRef ref = new CollectionRef(namespace, collection);
        keys.addAll(List.of(SPACE.index(ref), SPACE.stamps(ref), SPACE.channel(ref)));
        count += 3;
        for (String id : HOSTILE) {
          keys.addAll(keys(ref.cell(id)));
          count += 1 + 5 * NAMES.size();
        }
      }
    }
    assertThat(keys).hasSize(count);
  }

  /** The cell, and a log and two maps of each name. */
  private static List<Bytes> keys(CellRef ref) {
    Bytes cell = SPACE.cell(ref);
    return Stream.concat(
            Stream.of(cell),
            NAMES.stream()
                .flatMap(
                    name ->
                        Stream.of(
                            KeySpace.entries(cell, new LogRef(name)),
                            KeySpace.rows(cell, MapRef.sorted(name)),
                            KeySpace.order(cell, MapRef.sorted(name)),
                            KeySpace.rows(cell, MapRef.unsorted(name)),
                            KeySpace.order(cell, MapRef.unsorted(name)))))
        .toList();
  }
}
