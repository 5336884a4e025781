package dev.holdfast.backend.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.support.LogRecord;
import dev.holdfast.value.Bytes;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LogTest {

  private static final LogRecord HEADER = new LogRecord(1, Offset.ORIGIN, Offset.ORIGIN, 0);

  private static LogEntry entry(long major, String value) {
    return new LogEntry(new Offset(major, 0), Bytes.utf8(value), MovableClock.START);
  }

  private static List<LogEntry> all(Log log) {
    return List.copyOf(log.between(Offset.ORIGIN, Offset.END));
  }

  @Test
  void cuttingTheEnd_leavesEarlierStatesAlone() {
    Log before = Log.empty(HEADER).append(entry(1, "a")).append(entry(2, "b"));
    Log after = before.removeAfter(new Offset(1, 0)).append(entry(2, "c"));
    assertThat(all(before)).containsExactly(entry(1, "a"), entry(2, "b"));
    assertThat(all(after)).containsExactly(entry(1, "a"), entry(2, "c"));
  }

  @Test
  void abandonedAppend_isNotSeen() {
    Log before = Log.empty(HEADER).append(entry(1, "a"));
    before.append(entry(2, "abandoned"));
    assertThat(all(before)).containsExactly(entry(1, "a"));
    assertThat(all(before.append(entry(2, "b")))).containsExactly(entry(1, "a"), entry(2, "b"));
  }

  @Test
  void randomHistory_keepsEveryStateAsItWas() {
    Random random = new Random(42);
    List<Log> states = new ArrayList<>();
    List<List<LogEntry>> expected = new ArrayList<>();
    Log log = Log.empty(HEADER);
    List<LogEntry> model = List.of();
    for (long step = 1; step <= 3_000; step++) {
      List<LogEntry> next = new ArrayList<>(model);
      int draw = random.nextInt(20);
      if (draw == 0 && !model.isEmpty()) {
        Offset through = model.get(random.nextInt(model.size())).offset();
        next.removeIf(entry -> !entry.offset().isAfter(through));
        log = log.removeThrough(through);
      } else if (draw == 1 && !model.isEmpty()) {
        Offset after = model.get(random.nextInt(model.size())).offset();
        next.removeIf(entry -> entry.offset().isAfter(after));
        log = log.removeAfter(after);
      } else {
        next.add(entry(step, "v" + step));
        log = log.append(entry(step, "v" + step));
      }
      model = next;
      states.add(log);
      expected.add(model);
    }
    for (int index = 0; index < states.size(); index++) {
      List<LogEntry> entries = expected.get(index);
      assertThat(all(states.get(index))).isEqualTo(entries);
      assertThat(states.get(index).bytes())
          .isEqualTo(entries.stream().mapToLong(entry -> entry.value().length()).sum());
    }
  }
}
