package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextChange;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.Delta;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.json.JsonObject;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the deltas of writes say, and what merging them makes of it. */
public abstract class DeltaSuite extends ContextSuite {

  /** For subclasses. */
  protected DeltaSuite() {}

  /** Sets values one after the other and returns what a client of the first is sent. */
  private Delta merged(String... values) {
    List<Context> states = new ArrayList<>();
    for (String value : values) {
      states.add(contexts().set(ROOM, json(value)).context());
    }
    SyncAnswer answer = open(ContextSettings.DEFAULT).sync(ROOM, states.get(0).position());
    contexts().delete(ROOM);
    return answer instanceof SyncAnswer.Deltas deltas ? deltas.delta() : Delta.EMPTY;
  }

  @Test
  @Clause("CTX-14")
  void aWritesDelta_leadsThereAndBack() {
    JsonObject before = json("{'same':1,'gone':null,'type':1,'o':{'x':1,'y':2},'list':[1,2]}");
    JsonObject after = json("{'same':1,'new':null,'type':1.0,'o':{'x':1,'y':3},'list':[1,3]}");
    contexts().set(ROOM, before);
    Delta delta = contexts().set(ROOM, after).delta();

    assertThat(delta)
        .isEqualTo(
            delta(
                """
                {'gone':{'action':'removed','old_value':null},
                 'new':{'action':'added','value':null},
                 'type':{'action':'modified','old_value':1,'value':1.0},
                 'o':{'y':{'action':'modified','old_value':2,'value':3}},
                 'list':{'action':'modified','old_value':[1,2],'value':[1,3]}}
                """));
    ContextDelta stored = second().store().deltasAfter(ROOM, 1).get(0);
    assertThat(stored.delta()).isEqualTo(delta);
    assertThat(stored.delta().applyTo(before)).isEqualTo(after);
    assertThat(stored.delta().inverse().applyTo(after)).isEqualTo(before);
  }

  @Test
  @Clause({"CTX-14", "CTX-42"})
  void equalObjects_giveAnEmptyDelta() {
    contexts().set(ROOM, json("{'a':1,'b':{'c':[1,null]}}"));
    ContextChange again = contexts().set(ROOM, json("{'b':{'c':[1,null]},'a':1}"));
    assertThat(again.delta()).isEqualTo(Delta.EMPTY);
    assertThat(contexts().set(ROOM, json("{'a':1.0,'b':{'c':[1,null]}}")).delta().isEmpty())
        .as("whether 1 and 1.0 are the same")
        .isFalse();
  }

  @Test
  @Clause("CTX-15")
  void mergedChanges_tellTheFirstOldValueAndTheLastNewOne() {
    assertThat(merged("{'a':1}", "{'a':2}", "{'a':3}"))
        .isEqualTo(delta("{'a':{'action':'modified','old_value':1,'value':3}}"));
    assertThat(merged("{}", "{'a':1}", "{'a':2}"))
        .isEqualTo(delta("{'a':{'action':'added','value':2}}"));
    assertThat(merged("{'a':1}", "{'a':2}", "{}"))
        .isEqualTo(delta("{'a':{'action':'removed','old_value':1}}"));
    assertThat(merged("{'a':1}", "{}", "{'a':2}"))
        .isEqualTo(delta("{'a':{'action':'modified','old_value':1,'value':2}}"));
  }

  @Test
  @Clause("CTX-15")
  void whatComesAndGoes_isNotInTheMergedDelta() {
    assertThat(merged("{'k':1}", "{'k':1,'a':1}", "{'k':1}")).isEqualTo(Delta.EMPTY);
    assertThat(merged("{'k':1}", "{'k':2}", "{'k':1}")).isEqualTo(Delta.EMPTY);
    assertThat(merged("{'o':{'x':1}}", "{'o':{'x':1,'y':1}}", "{'o':{'x':1}}"))
        .isEqualTo(Delta.EMPTY);
    assertThat(merged("{'k':1}", "{'k':1,'a':1}", "{'k':3}"))
        .isEqualTo(delta("{'k':{'action':'modified','old_value':1,'value':3}}"));
  }

  @Test
  @Clause("CTX-15")
  void changesInsideObjects_areMergedWithWhatBecameOfTheObject() {
    assertThat(merged("{'o':{'x':1,'y':1}}", "{'o':{'x':2,'y':1}}", "{'o':{'x':2}}"))
        .isEqualTo(
            delta(
                """
                {'o':{'x':{'action':'modified','old_value':1,'value':2},
                      'y':{'action':'removed','old_value':1}}}
                """));
    assertThat(merged("{'o':1}", "{'o':{'x':1}}", "{'o':{'x':2}}"))
        .isEqualTo(delta("{'o':{'action':'modified','old_value':1,'value':{'x':2}}}"));
    assertThat(merged("{'o':{'x':1}}", "{'o':{'x':2}}", "{'o':3}"))
        .isEqualTo(delta("{'o':{'action':'modified','old_value':{'x':1},'value':3}}"));
    assertThat(merged("{}", "{'o':{'x':1}}", "{'o':{'x':2,'y':1}}"))
        .isEqualTo(delta("{'o':{'action':'added','value':{'x':2,'y':1}}}"));
    assertThat(merged("{'o':{'x':1}}", "{'o':{'x':2}}", "{}"))
        .isEqualTo(delta("{'o':{'action':'removed','old_value':{'x':1}}}"));
  }
}
