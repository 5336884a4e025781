package dev.holdfast.tck.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.spi.Limits;
import dev.holdfast.spi.Mutation;
import dev.holdfast.tck.Shrinking;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Shrinking leaves what fails and nothing else. */
class ShrinkingTest {

  private final List<Command> commands = new CommandSource(7, Limits.DEFAULT).take(200);

  @Test
  void aSequence_isShrunkToTheCommandsThatMatter() {
    List<Command> shortest =
        new Shrinking<Command>(
                list -> drops(list) >= 2 && list.contains(new Command.Reopen()), Command::simpler)
            .shrink(commands);

    assertThat(shortest).hasSize(3).contains(new Command.Reopen());
    assertThat(shortest)
        .filteredOn(Command.Write.class::isInstance)
        .allSatisfy(command -> assertThat(((Command.Write) command).mutations()).hasSize(1))
        .allSatisfy(command -> assertThat(((Command.Write) command).preconditions()).isEmpty());
  }

  @Test
  void aSequenceThatCannotBeShrunk_staysAsItIs() {
    assertThat(new Shrinking<>(commands::equals, Command::simpler).shrink(commands))
        .isEqualTo(commands);
  }

  @Test
  void aSeed_givesTheSameCommandsAgain() {
    assertThat(new CommandSource(7, Limits.DEFAULT).take(200)).isEqualTo(commands);
    assertThat(new CommandSource(8, Limits.DEFAULT).take(200)).isNotEqualTo(commands);
  }

  private static long drops(List<Command> commands) {
    return commands.stream()
        .filter(Command.Write.class::isInstance)
        .filter(
            write ->
                ((Command.Write) write)
                    .mutations().stream().anyMatch(Mutation.DeleteCell.class::isInstance))
        .count();
  }
}
