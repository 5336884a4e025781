package dev.holdfast.tck.context;

import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.Limits;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Draws histories from a seed. */
final class LawSource {

  private static final List<String> KEYS = List.of("a", "b", "c", "d");

  private final Random random;
  private final int longestAdvance;

  LawSource(long seed, Limits limits) {
    random = new Random(seed);
    // A whole history stays far below the time that tombstones are kept.
    longestAdvance =
        (int) Math.max(2, Math.min(150, limits.tombstoneRetention().toMillis() / 1_000));
  }

  /** Returns the next {@code count} commands. */
  List<LawCommand> take(int count) {
    List<LawCommand> commands = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      commands.add(next());
    }
    return commands;
  }

  private LawCommand next() {
    int dice = random.nextInt(100);
    int instance = random.nextInt(2);
    if (dice < 8) {
      return new LawCommand.SetValue(instance, value());
    } else if (dice < 34) {
      return new LawCommand.Update(instance, steps(dice < 28 ? 1 : 2 + random.nextInt(5)));
    } else if (dice < 38) {
      return new LawCommand.Increment(instance);
    } else if (dice < 60) {
      return new LawCommand.Sync(instance, random.nextInt(8), random.nextInt(3) == 0);
    } else if (dice < 70) {
      return new LawCommand.Advance(millis());
    }
    return switch (dice / 3) {
      case 23, 24 -> new LawCommand.StoreSet(instance, value(), random.nextInt(3));
      case 25 -> new LawCommand.StoreCommit(instance, value());
      case 26 -> new LawCommand.StoreDelta(instance, 1 + random.nextInt(3));
      case 27 -> new LawCommand.Retain(instance, random.nextInt(4));
      case 28 -> new LawCommand.TrimOlder(instance, millis());
      case 29 -> new LawCommand.DropDeltas(instance);
      case 30 -> new LawCommand.Delete(instance, random.nextBoolean());
      case 31 -> new LawCommand.Cleanup(instance);
      default -> new LawCommand.Reopen(instance);
    };
  }

  private List<LawCommand.Step> steps(int count) {
    List<LawCommand.Step> steps = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      steps.add(
          new LawCommand.Step(
              KEYS.get(random.nextInt(KEYS.size())), random.nextInt(5), random.nextInt(3)));
    }
    return steps;
  }

  private JsonObject value() {
    JsonObject value = JsonObject.EMPTY;
    for (String key : KEYS.subList(0, 3)) {
      value = random.nextBoolean() ? value.with(key, member()) : value;
    }
    return value;
  }

  private Object member() {
    return random.nextBoolean()
        ? random.nextInt(3)
        : JsonObject.of("x3", random.nextInt(3), "x4", random.nextInt(3));
  }

  private Duration millis() {
    return Duration.ofMillis(1 + random.nextInt(longestAdvance));
  }
}
