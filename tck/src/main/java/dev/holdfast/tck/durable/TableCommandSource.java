package dev.holdfast.tck.durable;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Random commands, the same for the same seed. */
final class TableCommandSource {

  private static final int KEYS = 9;

  private final Random random;

  TableCommandSource(long seed) {
    this.random = new Random(seed);
  }

  List<TableCommand> take(int count) {
    List<TableCommand> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(next());
    }
    return commands;
  }

  private TableCommand next() {
    return switch (random.nextInt(24)) {
      case 0, 1, 2, 3, 4, 5 -> new TableCommand.Batch(steps(1));
      case 6, 7, 8 -> new TableCommand.Batch(steps(1 + random.nextInt(12)));
      case 9, 10 -> new TableCommand.Burst(steps(1 + random.nextInt(8)));
      case 11, 12, 13, 14 -> new TableCommand.Dirty(step());
      case 15 -> new TableCommand.Flush();
      case 16 -> new TableCommand.Clear();
      case 17 -> new TableCommand.Compact();
      case 18 -> new TableCommand.BrokenCompact(random.nextInt(5));
      case 19, 20 -> new TableCommand.Crash(steps(1 + random.nextInt(12)), random.nextInt(4));
      case 21 -> new TableCommand.TakeOver();
      case 22 -> new TableCommand.Reopen(random.nextInt(4) == 0);
      default -> random.nextInt(3) == 0 ? new TableCommand.Drop() : new TableCommand.Flush();
    };
  }

  private List<TableCommand.Step> steps(int count) {
    List<TableCommand.Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(step());
    }
    return steps;
  }

  /** An empty value stands for a removal. */
  private TableCommand.Step step() {
    int length = random.nextInt(6) == 0 ? random.nextInt(900) : random.nextInt(40);
    String value = random.nextInt(5) == 0 ? "" : random.nextInt(100) + "x".repeat(length);
    return new TableCommand.Step("k" + random.nextInt(KEYS), value);
  }
}
