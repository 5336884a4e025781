package dev.holdfast.tck.mutants.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.tck.mutants.Mutants;
import dev.holdfast.tck.mutants.context.ContextMutants;
import dev.holdfast.tck.mutants.durable.TableMutants;
import dev.holdfast.tck.mutants.wire.EngineMutants;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The committed page shows the mutants that there are. */
class MatrixPageTest {

  private static final Path PAGE = Path.of("../docs/tck-mutants.md");
  private static final List<MatrixPage.Part> PARTS =
      List.of(
          new MatrixPage.Part("Backends", Mutants.all()),
          new MatrixPage.Part("Backends whose engine fails", EngineMutants.all()),
          new MatrixPage.Part("Contexts", ContextMutants.all()),
          new MatrixPage.Part("Durable tables", TableMutants.all()));

  /** With {@code -Dholdfast.test.write=true} the page is written first. */
  @Test
  void committedPage_isWhatTheTablesSay() throws IOException {
    if (Boolean.getBoolean("holdfast.test.write")) {
      Files.writeString(PAGE, MatrixPage.render(PARTS));
    }

    assertThat(PAGE).content().isEqualTo(MatrixPage.render(PARTS));
  }

  @Test
  void everyStore_hasAtLeastTen() {
    assertThat(PARTS)
        .allSatisfy(part -> assertThat(part.mutants()).hasSizeGreaterThanOrEqualTo(10));
  }
}
