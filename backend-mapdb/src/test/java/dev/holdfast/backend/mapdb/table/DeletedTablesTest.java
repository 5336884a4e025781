package dev.holdfast.backend.mapdb.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.ref.Reference;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class DeletedTablesTest {

  @Test
  void tooMuchWaiting_asksForTheCollector() {
    AtomicInteger asked = new AtomicInteger();
    DeletedTables deleted = new DeletedTables(100, asked::incrementAndGet);
    Object first = new Object();
    Object second = new Object();
    deleted.add(first, 100);
    assertThat(asked).hasValue(0);
    deleted.add(second, 1);
    assertThat(asked).hasValue(1);
    assertThat(deleted.waiting()).isEqualTo(101);
    Reference.reachabilityFence(first);
    Reference.reachabilityFence(second);
  }
}
