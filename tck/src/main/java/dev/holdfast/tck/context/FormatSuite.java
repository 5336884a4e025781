package dev.holdfast.tck.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.InstanceOfAssertFactories.iterable;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextSettings;
import dev.holdfast.context.ContextSync;
import dev.holdfast.context.DeltaFormat;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonValue;
import dev.holdfast.tck.Clause;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The forms in which the deltas that a backend returned travel to clients. */
public abstract class FormatSuite extends ContextSuite {

  private static final List<DeltaFormat> FORMATS =
      List.of(
          DeltaFormat.nested(),
          DeltaFormat.flatPaths(),
          DeltaFormat.jsonPatch(),
          DeltaFormat.mergePatch());

  private static final List<String> STATES =
      List.of(
          "{'a':1,'o':{'x':1,'y':{'z':[1]}},'list':[1,{'k':null}]}",
          "{'a':1.0,'o':{'x':2,'y':{'z':[1,2]}},'list':[{'k':1}]}",
          "{'a':{'b':{}},'o':{'y':{}},'':'','a/b~c':1,'~1':2}",
          "{'a':{'b':{'action':'added'}},'action':'removed','path':['a'],'a/b~c':{'~0':3}}",
          "{'action':{'action':'modified','value':1},'value':1,'old_value':2}",
          "{'n':null,'o':{'n':null}}",
          "{'n':1,'big':9223372036854775807,'decimal':0.10}",
          "{}",
          "{'a.b':1,'ä':'\\u0000','😀':true}");

  /** For subclasses. */
  protected FormatSuite() {}

  /** Returns the changes between two values, as a backend returned them. */
  private SyncAnswer.Deltas changes(String before, String after) {
    Context old = contexts().set(ROOM, json(before)).context();
    contexts().set(ROOM, json(after));
    SyncAnswer answer = open(ContextSettings.DEFAULT).sync(ROOM, old.position());
    assertThat(answer).isInstanceOf(SyncAnswer.Deltas.class);
    return (SyncAnswer.Deltas) answer;
  }

  private JsonValue encoded(DeltaFormat format, String before, String after) {
    return format.encode(changes(before, after).delta()).orElseThrow();
  }

  @Test
  @Clause("CTX-80")
  void everyFormat_leadsFromAnyStateToTheLast() {
    List<Context> states = new ArrayList<>();
    ContextSync fresh = open(ContextSettings.DEFAULT);
    for (String state : STATES) {
      states.add(contexts().set(ROOM, json(state)).context());
      JsonObject now = json(state);
      for (Context old : states.subList(0, states.size() - 1)) {
        SyncAnswer answer = fresh.sync(ROOM, old.position());
        assertThat(answer).isInstanceOf(SyncAnswer.Deltas.class);
        for (DeltaFormat format : FORMATS) {
          Optional<JsonValue> sent = format.encode(((SyncAnswer.Deltas) answer).delta());
          if (sent.isPresent()) {
            JsonValue received = JsonValue.parse(sent.get().toUtf8());
            assertThat(format.apply(received, old.value()))
                .as("%s from %s by %s", format.name(), old.value(), received)
                .isEqualTo(now);
          } else {
            assertThat(format).isSameAs(DeltaFormat.mergePatch());
            assertThat(((SyncAnswer.Deltas) answer).asFull().context().value()).isEqualTo(now);
          }
        }
      }
    }
  }

  @Test
  @Clause("CTX-81")
  void theNestedForm_tellsChangesFromKeys() {
    assertThat(
            encoded(
                DeltaFormat.nested(),
                "{'action':{'value':1},'o':{'action':1,'k':1}}",
                "{'action':{'value':2},'o':{'action':2},'new':{'action':'added'}}"))
        .isEqualTo(
            json(
                """
                {'action':{'value':{'action':'modified','old_value':1,'value':2}},
                 'o':{'action':{'action':'modified','old_value':1,'value':2},
                      'k':{'action':'removed','old_value':1}},
                 'new':{'action':'added','value':{'action':'added'}}}
                """));
  }

  @Test
  @Clause("CTX-82")
  void theFlatForm_hasOneEntryForEachChange() {
    JsonValue encoded =
        encoded(
            DeltaFormat.flatPaths(),
            "{'o':{'x':1,'y':{'z':1}},'gone':null}",
            "{'o':{'x':2,'y':{'z':1,'a.b':2}}}");
    assertThat(encoded)
        .asInstanceOf(iterable(JsonValue.class))
        .containsExactlyInAnyOrder(
            json("{'path':['o','x'],'action':'modified','old_value':1,'value':2}"),
            json("{'path':['o','y','a.b'],'action':'added','value':2}"),
            json("{'path':['gone'],'action':'removed','old_value':null}"));
    String twice =
        """
        [{"path":["a"],"action":"added","value":1},{"path":["a"],"action":"added","value":2}]
        """;
    String inside =
        """
        [{"path":["a"],"action":"added","value":{}},{"path":["a","b"],"action":"added","value":2}]
        """;
    for (String text : List.of(twice, inside, "{}", "[1]")) {
      refused(
          ErrorCode.INVALID_REQUEST,
          () -> DeltaFormat.flatPaths().apply(JsonValue.parse(text), JsonObject.EMPTY));
    }
  }

  @Test
  @Clause("CTX-83")
  void jsonPatch_usesEscapedPointers() {
    JsonValue encoded =
        encoded(
            DeltaFormat.jsonPatch(),
            "{'a/b':{'~':1,'gone':1},'list':[1,2]}",
            "{'a/b':{'~':2,'':3},'list':[1]}");
    assertThat(encoded)
        .asInstanceOf(iterable(JsonValue.class))
        .containsExactlyInAnyOrder(
            json("{'op':'replace','path':'/a~1b/~0','value':2}"),
            json("{'op':'remove','path':'/a~1b/gone'}"),
            json("{'op':'add','path':'/a~1b/','value':3}"),
            json("{'op':'replace','path':'/list','value':[1]}"));
  }

  @Test
  @Clause("CTX-84")
  void mergePatch_expressesWhatItCan() {
    assertThat(
            encoded(DeltaFormat.mergePatch(), "{'a':1,'o':{'x':1,'y':1}}", "{'o':{'x':2,'y':1}}"))
        .isEqualTo(json("{'a':null,'o':{'x':2}}"));
    assertThat(DeltaFormat.mergePatch().encode(changes("{'a':1}", "{'a':null}").delta())).isEmpty();
    assertThat(DeltaFormat.mergePatch().encode(changes("{'a':1}", "{'a':{'b':null}}").delta()))
        .isEmpty();
    assertThat(DeltaFormat.mergePatch().encode(changes("{'a':1}", "{'a':[null]}").delta()))
        .contains(json("{'a':[null]}"));
  }
}
