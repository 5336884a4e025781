package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.ListQuery;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.MapRef;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Row;
import dev.holdfast.tck.Clause;
import dev.holdfast.tck.HostileNames;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Names: any Unicode, told apart byte by byte. */
public abstract class NameSuite extends CellSuite {

  /** For subclasses. */
  protected NameSuite() {}

  @Test
  @Clause({"CELL-NAME-01", "CELL-LIST-02"})
  void hostileIds_areTheirOwnCells() {
    List<String> ids = HostileNames.upTo(CellRef.MAX_ID_BYTES);
    for (int i = 0; i < ids.size(); i++) {
      cell(ids.get(i)).commit(put(1, "head " + i), append("entry " + i));
    }
    for (int i = 0; i < ids.size(); i++) {
      Cell cell = cell(ids.get(i));
      assertThat(requireNonNull(cell.head()).value())
          .as(cell.toString())
          .isEqualTo(bytes("head " + i));
      assertThat(cell.texts(LOG)).as(cell.toString()).containsExactly("entry " + i);
    }
    List<String> sorted = new ArrayList<>(ids);
    sorted.sort(Comparator.comparing(Bytes::utf8));
    assertThat(ids(ListQuery.all(collection(), 8))).isEqualTo(sorted);

    cell(ids.get(0)).commit(new Mutation.DeleteCell());
    assertThat(ids(ListQuery.all(collection(), 8))).hasSize(ids.size() - 1);
  }

  @Test
  @Clause("CELL-NAME-02")
  void hostileLogAndMapNames_areTheirOwn() {
    List<String> names = HostileNames.upTo(LogRef.MAX_NAME_BYTES);
    List<Mutation> mutations = new ArrayList<>();
    for (String name : names) {
      mutations.add(new Mutation.AppendNext(new LogRef(name), bytes(name)));
      mutations.add(new Mutation.PutRow(MapRef.sorted(name), bytes("key"), bytes(name)));
      mutations.add(new Mutation.PutRow(MapRef.unsorted(name), bytes("key"), bytes("u" + name)));
    }
    cell().commitAll(mutations);

    for (String name : names) {
      assertThat(cell().texts(new LogRef(name))).as(name).containsExactly(name);
      assertThat(cell().rows(MapRef.sorted(name)))
          .as(name)
          .extracting(Row::value)
          .containsExactly(bytes(name));
      assertThat(cell().rows(MapRef.unsorted(name)))
          .as(name)
          .extracting(Row::value)
          .containsExactly(bytes("u" + name));
    }
    cell().commit(new Mutation.DropLog(new LogRef(names.get(0))));
    assertThat(cell().stats(new LogRef(names.get(1))).present()).isTrue();
  }

  @Test
  @Clause("CELL-NAME-03")
  void hostileKeys_areTheirOwnRows() {
    List<Bytes> keys = new ArrayList<>();
    HostileNames.upTo(MapRef.MAX_KEY_BYTES).forEach(name -> keys.add(bytes(name)));
    for (int i = 0; i < 256; i += 5) {
      keys.add(Bytes.copyOf((byte) i, (byte) 0, (byte) i, (byte) 0xC3));
    }
    for (MapRef map : List.of(SORTED, UNSORTED)) {
      for (int from = 0; from < keys.size(); from += 8) {
        List<Mutation> puts = new ArrayList<>();
        for (int i = from; i < Math.min(keys.size(), from + 8); i++) {
          puts.add(new Mutation.PutRow(map, keys.get(i), bytes("row " + i)));
        }
        cell().commitAll(puts);
      }
      for (int i = 0; i < keys.size(); i++) {
        assertThat(requireNonNull(cell().row(map, keys.get(i))).value())
            .as("row %s", keys.get(i))
            .isEqualTo(bytes("row " + i));
      }
      assertThat(cell().stats(map).rows()).isEqualTo(keys.size());
    }
    assertThat(cell().keys(SORTED)).isEqualTo(keys.stream().sorted().toList());
  }

  @Test
  @Clause({"CELL-NAME-04", "CELL-NAME-06"})
  void hostileCollectionsAndNamespaces_areTheirOwn() {
    List<CollectionRef> collections = new ArrayList<>();
    for (String name : HostileNames.upTo(CollectionRef.MAX_NAME_BYTES)) {
      collections.add(new CollectionRef(namespace(), name));
      String longer = namespace() + name;
      if (Bytes.utf8(longer).length() <= CollectionRef.MAX_NAME_BYTES) {
        collections.add(new CollectionRef(longer, "cells"));
      }
    }
    for (CollectionRef collection : collections) {
      new Cell(backend(), collection.cell("id")).commit(put(1, collection.toString()));
    }
    for (CollectionRef collection : collections) {
      Cell cell = new Cell(backend(), collection.cell("id"));
      assertThat(requireNonNull(cell.head()).value()).isEqualTo(bytes(collection.toString()));
      assertThat(backend().list(ListQuery.all(collection, 8), soon()).cells())
          .extracting(summary -> summary.cell())
          .containsExactly(cell.ref());
    }
  }

  @Test
  @Clause("CELL-NAME-05")
  void malformedNames_areRefused() {
    for (String wrong : List.of("", "x".repeat(513), "ä".repeat(257), "\ud83d", "a\ude00b")) {
      refused(ErrorCode.INVALID_NAME, () -> cell(wrong));
      refused(ErrorCode.INVALID_NAME, () -> new LogRef(wrong));
      refused(ErrorCode.INVALID_NAME, () -> MapRef.sorted(wrong));
      refused(ErrorCode.INVALID_NAME, () -> new CollectionRef(wrong, "cells"));
      refused(ErrorCode.INVALID_NAME, () -> new CollectionRef("namespace", wrong));
    }
    refused(ErrorCode.INVALID_NAME, () -> new LogRef("x".repeat(129)));
    refused(ErrorCode.INVALID_NAME, () -> putRow(SORTED, "", "row"));
    refused(ErrorCode.INVALID_NAME, () -> putRow(SORTED, "x".repeat(1025), "row"));
  }

  @Test
  @Clause("CELL-NAME-06")
  void twoNamespaces_shareNothing() {
    String other = session().newNamespace();
    Cell here = cell();
    Cell there = new Cell(backend(), new CollectionRef(other, "cells").cell("cell"));
    Cell beside = new Cell(backend(), new CollectionRef(namespace(), "other").cell("cell"));
    there.commit(put(5, "there"), append(5, 0, "there"), putRow(SORTED, "key", "there"));
    beside.commit(put(7, "beside"), append(7, 0, "beside"));

    here.commit(put(1, "here"), append("here"), putRow(SORTED, "key", "here"));
    unchanged(there, () -> unchanged(beside, () -> here.commit(new Mutation.DeleteCell())));
    assertThat(there.commit(append("next")).offsets()).containsExactly(at(6, 0));
    assertThat(here.commit(append("next")).offsets()).containsExactly(at(2, 0));
    assertThat(requireNonNull(there.row(SORTED, bytes("key"))).value()).isEqualTo(bytes("there"));
  }
}
