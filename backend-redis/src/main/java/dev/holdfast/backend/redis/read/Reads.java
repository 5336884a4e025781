package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.connection.Caller;
import dev.holdfast.backend.redis.connection.Command;
import dev.holdfast.backend.redis.key.KeySpace;
import dev.holdfast.backend.redis.record.StoredCell;
import dev.holdfast.backend.redis.script.Script;
import dev.holdfast.backend.redis.script.ScriptCall;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.HeadAnswer;
import dev.holdfast.spi.Part;
import dev.holdfast.spi.Revision;
import dev.holdfast.value.Bytes;
import io.lettuce.core.KeyValue;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads: one command for each cell, all under way at once.
 *
 * <p>A head alone is read without a script, as one command reads all of it; a reader that names a
 * revision gets the value by a second command where it has another one. Thread-safe.
 */
public final class Reads {

  private static final Bytes[] HEAD = {Fields.CELL, Fields.VALUE};

  private final Caller caller;
  private final KeySpace space;
  private final Compactor compactor;

  /** Reads through {@code caller}, and has {@code compactor} know what is read of logs. */
  public Reads(Caller caller, KeySpace space, Compactor compactor) {
    this.caller = caller;
    this.space = space;
    this.compactor = compactor;
  }

  /** Returns an answer for each request, as {@link dev.holdfast.spi.Backend#read} says. */
  public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
    List<Caller.Pending<CellAnswer>> pending = new ArrayList<>(requests.size());
    for (CellRead request : requests) {
      pending.add(start(request, deadline));
    }
    List<CellAnswer> answers = new ArrayList<>(requests.size());
    pending.forEach(each -> answers.add(each.reply()));
    return answers;
  }

  /** Returns a head, as {@link dev.holdfast.spi.Backend#head} says. */
  public HeadAnswer head(CellRef cell, @Nullable Revision unless, Deadline deadline) {
    Part.HeadPart part = unless == null ? Part.HeadPart.ANY : new Part.HeadPart(unless);
    return start(CellRead.of(cell, part), deadline).reply().head();
  }

  private Caller.Pending<CellAnswer> start(CellRead request, Deadline deadline) {
    List<Part<?>> parts = request.parts();
    if (parts.size() == 1 && parts.get(0) instanceof Part.HeadPart head) {
      return head.unless() == null
          ? startHead(request.cell(), deadline)
          : startHead(request.cell(), head.unless(), deadline);
    }
    PartRequest encoded = new PartRequest(space.cell(request.cell()), parts);
    var pending =
        caller.start(
            encoded.keys()[0],
            what(request.cell()),
            new PartCall(encoded.keys()[0], parts, script(encoded, false)),
            deadline);
    return () -> {
      List<Object> reply = pending.reply();
      return PartAnswers.read(
          parts,
          reply == null ? whole(request.cell(), encoded, deadline) : reply,
          (log, record, length, found) ->
              compactor.read(request.cell(), log, record, length, found));
    };
  }

  /** Reads all by the script; the cell was changed while a plain command read a part of it. */
  private List<Object> whole(CellRef cell, PartRequest encoded, Deadline deadline) {
    Command<List<Object>> script = script(encoded, true);
    return caller.start(encoded.keys()[0], what(cell), script, deadline).reply();
  }

  private static ScriptCall script(PartRequest encoded, boolean whole) {
    return new ScriptCall(Script.READ, encoded.keys(), encoded.arguments(whole));
  }

  private Caller.Pending<CellAnswer> startHead(CellRef cell, Deadline deadline) {
    Bytes key = space.cell(cell);
    var pending = caller.start(key, what(cell), server -> server.hmget(key, HEAD), deadline);
    return () -> headOf(pending.reply());
  }

  /** Asks for the record alone first, because what a reader has is the newest as a rule. */
  private Caller.Pending<CellAnswer> startHead(CellRef cell, Revision unless, Deadline deadline) {
    Bytes key = space.cell(cell);
    var pending = caller.start(key, what(cell), server -> server.hget(key, Fields.CELL), deadline);
    return () -> {
      Bytes record = pending.reply();
      StoredCell found = record == null ? null : StoredCell.read(record);
      return found == null || found.head() == null || unless.equals(found.head())
          ? PartAnswers.answer(found, List.of(PartAnswers.head(found, unless, null)))
          : startHead(cell, deadline).reply();
    };
  }

  private static CellAnswer headOf(List<KeyValue<Bytes, Bytes>> fields) {
    Bytes record = fields.get(0).getValueOrElse(Bytes.EMPTY);
    StoredCell cell = record.isEmpty() ? null : StoredCell.read(record);
    Bytes value = fields.get(1).hasValue() ? fields.get(1).getValue() : null;
    return PartAnswers.answer(cell, List.of(PartAnswers.head(cell, null, value)));
  }

  private static String what(CellRef cell) {
    return "The read of \"" + cell + "\"";
  }
}
