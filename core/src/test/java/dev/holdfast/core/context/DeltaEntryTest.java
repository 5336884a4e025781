package dev.holdfast.core.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.context.Delta;
import dev.holdfast.core.context.DeltaEntry.Link;
import dev.holdfast.error.CorruptException;
import dev.holdfast.json.JsonArray;
import dev.holdfast.json.JsonObject;
import dev.holdfast.value.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeltaEntryTest {

  private static final Delta DELTA =
      Delta.between(
          JsonObject.of("a", 1, "b", JsonObject.of("c", 1, "action", "added"), "d", null),
          JsonObject.of("a", JsonArray.of(0, 1), "b", JsonObject.of("c", 2), "e", null));

  @ParameterizedTest
  @EnumSource(Link.class)
  void decode_readsWhatEncodeWrites(Link link) {
    DeltaEntry entry = new DeltaEntry(link, link == Link.BASE ? Long.MIN_VALUE : 0, DELTA);

    assertThat(DeltaEntry.decode("room", 3, entry.encode())).isEqualTo(entry);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[]", "1", "{\"a\":1}", "{\"a\":[9,1]}", "{\"a\":[1,2]}", "{\"a\":{}}"})
  void decode_anotherValue_isCorrupt(String json) {
    Bytes bytes = Bytes.copyOf((byte) 0).concat(Bytes.utf8(json));

    assertThatThrownBy(() -> DeltaEntry.decode("room", 3, bytes))
        .isInstanceOf(CorruptException.class)
        .hasMessageContaining("delta 3 of context \"room\" is not a delta");
  }

  @Test
  void decode_cutOrUnknown_isCorrupt() {
    for (Bytes bytes :
        new Bytes[] {Bytes.EMPTY, Bytes.copyOf((byte) 1, (byte) 2), Bytes.copyOf((byte) 7)}) {
      assertThatThrownBy(() -> DeltaEntry.decode("room", 3, bytes))
          .isInstanceOf(CorruptException.class);
    }
  }
}
