package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.tck.Clause;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Contexts that are closed and opened again. */
public abstract class ContextReopenSuite extends ContextSuite {

  /** For subclasses. */
  protected ContextReopenSuite() {}

  @Test
  @Clause("CTX-94")
  void contextsOpenedAgain_goOnWhereTheyWere() {
    Context old = contexts().set(ROOM, json("{'n':1}")).context();
    Context head = contexts().set(ROOM, json("{'n':2}")).context();
    contexts().set("deleted", json("{'n':1}"));
    contexts().delete("deleted");
    List<ContextDelta> deltas = store().deltasAfter(ROOM, 0);
    if (session().target().isRestartable()) {
      closeAll();
      session().reopen();
    }

    ContextSync again = open(ContextSettings.DEFAULT);
    assertThat(again.get(ROOM)).contains(head);
    assertThat(again.store().deltasAfter(ROOM, 0)).isEqualTo(deltas);
    assertThat(again.sync(ROOM, old.position()))
        .isEqualTo(new SyncAnswer.Deltas(1, deltas.get(1).delta(), head));
    assertThat(again.sync(ROOM, head.position()))
        .isEqualTo(new SyncAnswer.NoChange(head.position()));
    assertThat(again.set(ROOM, json("{'n':3}")).context().version()).isEqualTo(3);
    assertThat(again.set("deleted", json("{'n':1}")).context().version()).isEqualTo(2);
  }
}
