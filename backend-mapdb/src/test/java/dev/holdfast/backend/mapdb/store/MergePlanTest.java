package dev.holdfast.backend.mapdb.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.backend.mapdb.table.TableInfo;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class MergePlanTest {

  private static final long SMALLEST = 100;

  private static int choose(long... newestFirst) {
    return MergePlan.choose(
        Arrays.stream(newestFirst).mapToObj(MergePlanTest::table).toList(), SMALLEST);
  }

  private static TableInfo table(long bytes) {
    return new TableInfo("t", 1, bytes, 0);
  }

  @Test
  void threeSmallTables_stay() {
    assertThat(choose(100, 90, 80)).isZero();
  }

  @Test
  void fourSmallTables_becomeOne() {
    assertThat(choose(100, 90, 80, 1)).isEqualTo(4);
  }

  @Test
  void largeTableBelowSmallOnes_staysOut() {
    assertThat(choose(100, 90, 80, 70, 4_000)).isEqualTo(4);
  }

  @Test
  void fullTiersOnTopOfEachOther_becomeOneAtOnce() {
    assertThat(choose(100, 90, 80, 70, 390, 380, 370)).isEqualTo(7);
  }

  @Test
  void endlessCheckpoints_keepTablesFewAndWritesBounded() {
    List<TableInfo> tables = new ArrayList<>();
    long written = 0;
    int most = 0;
    for (int checkpoint = 0; checkpoint < 10_000; checkpoint++) {
      tables.add(0, table(SMALLEST));
      written += SMALLEST;
      for (int count = MergePlan.choose(tables, SMALLEST);
          count > 0;
          count = MergePlan.choose(tables, SMALLEST)) {
        List<TableInfo> merged = tables.subList(0, count);
        long bytes = merged.stream().mapToLong(TableInfo::bytes).sum();
        merged.clear();
        tables.add(0, table(bytes));
        written += bytes;
      }
      most = Math.max(most, tables.size());
    }
    assertThat(most).isLessThan(30);
    assertThat(written).isLessThan(10_000 * SMALLEST * 10);
  }
}
