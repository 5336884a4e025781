package dev.holdfast.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.value.Bytes;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReferencesTest {

  private static final CollectionRef ROOMS = new CollectionRef("space", "rooms");

  private static void assertInvalid(ThrowingCallable call, String... parts) {
    assertThatExceptionOfType(InvalidRequestException.class)
        .isThrownBy(call)
        .satisfies(e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_NAME))
        .satisfies(e -> assertThat(e.happened()).contains(parts));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a",
        "a:b",
        "a*",
        "{a}",
        "a/%_",
        " a ",
        "\u0000",
        "\uD83D\uDE00",
        "é",
        "e\u0301",
        "null"
      })
  void ordinaryAndHostileIds_areTaken(String id) {
    CellRef cell = ROOMS.cell(id);
    assertThat(cell.id()).isEqualTo(id);
    assertThat(cell.idBytes()).isEqualTo(Bytes.utf8(id));
    assertThat(new CellRef(ROOMS, Bytes.utf8(id))).isEqualTo(cell).hasSameHashCodeAs(cell);
  }

  @Test
  void idBytes_areReadAsTheyWereWritten() {
    CellRef cell = new CellRef(ROOMS, Bytes.utf8("\uFFFD"));
    assertThat(cell).isEqualTo(ROOMS.cell("\uFFFD"));
    assertInvalid(() -> new CellRef(ROOMS, Bytes.copyOf((byte) 'a', (byte) 0xC3)), "not UTF-8");
    assertInvalid(() -> new CellRef(ROOMS, Bytes.EMPTY), "Id is empty");
    assertInvalid(() -> new CellRef(ROOMS, Bytes.wrap(new byte[513])), "513 bytes");
  }

  @Test
  void id_isMeasuredInUtf8Bytes() {
    assertThatCode(() -> ROOMS.cell("é".repeat(256))).doesNotThrowAnyException();
    assertInvalid(() -> ROOMS.cell("é".repeat(256) + "a"), "513 bytes", "at most 512");
    assertInvalid(() -> ROOMS.cell(""), "Id is empty", "1 to 512");
  }

  @ParameterizedTest
  @ValueSource(strings = {"\uD83D", "\uDE00", "a\uDE00\uD83D"})
  void idThatIsNotUnicode_isRefused(String id) {
    assertInvalid(() -> ROOMS.cell(id), "surrogate");
  }

  @Test
  void names_areMeasuredToo() {
    String longest = "n".repeat(128);
    assertThatCode(() -> new CollectionRef(longest, longest)).doesNotThrowAnyException();
    assertThatCode(() -> new LogRef(longest)).doesNotThrowAnyException();
    assertInvalid(() -> new CollectionRef(longest + "n", "c"), "Namespace", "129");
    assertInvalid(() -> new CollectionRef("n", ""), "Collection name is empty");
    assertInvalid(() -> new LogRef(longest + "n"), "Log name");
    assertInvalid(() -> MapRef.sorted(""), "Map name is empty");
  }

  @Test
  void rowKeys_areMeasuredInBytes() {
    MapRef map = MapRef.sorted("m");
    Bytes longest = Bytes.wrap(new byte[1024]);
    Bytes tooLong = Bytes.wrap(new byte[1025]);
    assertThatCode(() -> new Mutation.PutRow(map, longest, Bytes.EMPTY)).doesNotThrowAnyException();
    Stream.<ThrowingCallable>of(
            () -> new Mutation.PutRow(map, tooLong, Bytes.EMPTY),
            () -> new Mutation.DeleteRow(map, tooLong),
            () -> new Precondition.RowAbsent(map, tooLong),
            () -> new Precondition.RowVersion(map, tooLong, 1),
            () -> new Part.RowsPart(map, List.of(tooLong)))
        .forEach(call -> assertInvalid(call, "Row key", "1025 bytes", "at most 1024"));
    assertInvalid(() -> new Mutation.PutRow(map, Bytes.EMPTY, Bytes.EMPTY), "Row key is empty");
  }

  @Test
  void cells_areEqualByCollectionAndId() {
    assertThat(ROOMS.cell("a"))
        .isEqualTo(new CollectionRef("space", "rooms").cell("a"))
        .hasSameHashCodeAs(new CollectionRef("space", "rooms").cell("a"))
        .isNotEqualTo(ROOMS.cell("A"))
        .isNotEqualTo(new CollectionRef("space", "halls").cell("a"))
        .isNotEqualTo(new CollectionRef("other", "rooms").cell("a"));
    assertThat(ROOMS.cell("é")).isNotEqualTo(ROOMS.cell("e\u0301"));
  }

  @Test
  void cells_areOrderedByNamespaceCollectionAndIdBytes() {
    // U+FF5E sorts before U+1F600 in UTF-8, behind it in UTF-16.
    assertThat(ROOMS.cell("\uFF5E")).isLessThan(ROOMS.cell("\uD83D\uDE00"));
    assertThat(ROOMS.cell("a")).isLessThan(ROOMS.cell("ab")).isGreaterThan(ROOMS.cell("B"));
    assertThat(new CollectionRef("a", "z").cell("z")).isLessThan(ROOMS.cell("a"));
    assertThat(new CollectionRef("space", "a").cell("z")).isLessThan(ROOMS.cell("a"));
  }

  @Test
  void scope_coversItsCellOrItsCollection() {
    CellRef cell = ROOMS.cell("a");
    assertThat(WatchScope.of(ROOMS).covers(cell)).isTrue();
    assertThat(WatchScope.of(cell).covers(ROOMS.cell("a"))).isTrue();
    assertThat(WatchScope.of(cell).covers(ROOMS.cell("b"))).isFalse();
    assertThat(WatchScope.of(new CollectionRef("other", "rooms")).covers(cell)).isFalse();
  }
}
