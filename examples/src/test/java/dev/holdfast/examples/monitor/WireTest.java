package dev.holdfast.examples.monitor;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.context.Context;
import dev.holdfast.context.Delta;
import dev.holdfast.context.Position;
import dev.holdfast.context.SyncAnswer;
import dev.holdfast.json.JsonObject;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class WireTest {

  private static final JsonObject BEFORE = JsonObject.of("a", 1, "b", JsonObject.of("c", "x"));
  private static final JsonObject AFTER = JsonObject.of("b", JsonObject.of("c", "y"), "d", 2);
  private static final Context CONTEXT = new Context("id", AFTER, 8, 31, Instant.EPOCH);
  private static final Copy OLD = new Copy(Position.of(7, 30), BEFORE);
  private static final Copy NEW = new Copy(CONTEXT.position(), AFTER);

  @ParameterizedTest
  @EnumSource
  void answer_leadsToTheServersStateInEveryFormat(Travelling format) {
    Wire wire = new Wire(format.format());
    Message deltas = wire.encode(new SyncAnswer.Deltas(7, Delta.between(BEFORE, AFTER), CONTEXT));
    Message full = wire.encode(new SyncAnswer.FullContext(CONTEXT));
    Message unchanged = wire.encode(new SyncAnswer.NoChange(OLD.position()));

    assertThat(deltas.kind()).isEqualTo(Message.Kind.DELTAS);
    assertThat(deltas.asFull()).isEqualTo(full.bytes().length());
    assertThat(wire.decode(deltas.bytes(), OLD)).isEqualTo(NEW);
    assertThat(wire.decode(full.bytes(), Copy.NOTHING)).isEqualTo(NEW);
    assertThat(wire.decode(unchanged.bytes(), OLD)).isEqualTo(OLD);
    assertThat(wire.decode(wire.encode(new SyncAnswer.Absent("id")).bytes(), OLD))
        .isEqualTo(Copy.NOTHING);
  }

  @Test
  void deltaThatTheFormatCannotExpress_travelsInFull() {
    JsonObject withNull = BEFORE.with("a", null);
    Context context = new Context("id", withNull, 8, 31, Instant.EPOCH);
    Wire wire = new Wire(Travelling.MERGE_PATCH.format());
    Message message =
        wire.encode(new SyncAnswer.Deltas(7, Delta.between(BEFORE, withNull), context));

    assertThat(message.kind()).isEqualTo(Message.Kind.FULL);
    assertThat(wire.decode(message.bytes(), OLD).value()).isEqualTo(withNull);
  }

  @Test
  void traffic_addsUpByKind() {
    Wire wire = new Wire(Travelling.MERGE_PATCH.format());
    Message full = wire.encode(new SyncAnswer.FullContext(CONTEXT));
    Message deltas = wire.encode(new SyncAnswer.Deltas(7, Delta.between(BEFORE, AFTER), CONTEXT));
    Message unchanged = wire.encode(new SyncAnswer.NoChange(OLD.position()));
    Traffic traffic =
        Traffic.of(full)
            .plus(Traffic.of(deltas))
            .plus(Traffic.of(deltas))
            .plus(Traffic.of(unchanged));

    long size = full.bytes().length();
    assertThat(traffic.full()).isEqualTo(1);
    assertThat(traffic.deltas()).isEqualTo(2);
    assertThat(traffic.unchanged()).isEqualTo(1);
    assertThat(traffic.bytes())
        .isEqualTo(size + 2L * deltas.bytes().length() + unchanged.bytes().length());
    assertThat(traffic.bytesAsFull()).isEqualTo(3 * size + unchanged.bytes().length());
    assertThat(Traffic.NONE.ratio()).isEqualTo(1);
  }
}
