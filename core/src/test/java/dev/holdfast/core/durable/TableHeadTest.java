package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.value.Bytes;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TableHeadTest {

  private static final TableHead HEAD =
      new TableHead(
          3,
          new UUID(1, 2),
          77,
          "büro-4",
          Instant.parse("2026-11-22T10:00:00Z"),
          5L,
          6,
          70,
          List.of(8L, 9L),
          10);

  @Test
  void head_comesBackWithItsHost() {
    assertThat(TableHead.decode("sessions", HEAD.encode())).isEqualTo(HEAD);
  }

  @Test
  void headWithoutHost_asItWasStoredBefore_isRead() {
    byte[] whole = HEAD.encode().toArray();
    int host = Bytes.utf8("büro-4").length();
    Bytes before = Bytes.wrap(Arrays.copyOf(whole, whole.length - host));

    TableHead read = TableHead.decode("sessions", before);

    assertThat(read.host()).isNull();
    assertThat(read.hostForPeople()).isEqualTo("unknown");
    assertThat(read.encode()).isEqualTo(before);
    assertThat(read.wals()).containsExactly(8L, 9L);
  }
}
