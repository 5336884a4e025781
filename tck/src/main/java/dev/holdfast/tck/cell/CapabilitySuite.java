package dev.holdfast.tck.cell;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.Backend;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.Durability;
import dev.holdfast.tck.Clause;
import org.junit.jupiter.api.Test;

/** Capabilities: what is declared works, what is not is refused. */
public abstract class CapabilitySuite extends CellSuite {

  /** For subclasses. */
  protected CapabilitySuite() {}

  @Test
  @Clause("CELL-CAP-01")
  void info_namesTheBackendAndNeverChanges() {
    BackendInfo info = backend().info();
    assertThat(info.name()).isNotBlank();
    assertThat(info.engine()).isNotBlank();

    Backend unchecked = session().openUnchecked();
    BackendInfo own = unchecked.info();
    cell().commit(put(1, "one"));
    assertThat(backend().info()).isEqualTo(info);
    assertThat(unchecked.info()).isEqualTo(own);
    assertThat(secondBackend().info().capabilities()).isEqualTo(info.capabilities());
    assertThat(secondBackend().info().limits()).isEqualTo(info.limits());
  }

  @Test
  @Clause({"CELL-CAP-02", "CELL-CAP-03"})
  void everyDurability_worksOrIsRefused() {
    Durability strongest = backend().info().capabilities().durability();
    long version = 0;
    for (Durability durability : Durability.values()) {
      Commit commit = Commit.of(put(version + 1, durability.name())).at(durability);
      if (durability.compareTo(strongest) <= 0) {
        cell().commit(commit);
        version++;
        assertThat(requireNonNull(cell().through(secondBackend()).head()).value())
            .isEqualTo(bytes(durability.name()));
      } else {
        refusedWhole(ErrorCode.UNSUPPORTED, cell(), () -> cell().commit(commit));
      }
    }
    assertThat(cell().version()).isEqualTo(version).isPositive();
  }

  @Test
  @Clause("CELL-CAP-04")
  void aDurableBackend_keepsItsStorageWhenClosed() {
    Durability strongest = backend().info().capabilities().durability();
    onlyIf(strongest != Durability.APPLIED, "the backend declares durability APPLIED");

    assertThat(session().target().isRestartable())
        .as("whether the target of a backend that declares %s is restartable()", strongest)
        .isTrue();
  }
}
