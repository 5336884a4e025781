package dev.holdfast.tck.mutants;

import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.LimitExceededException;
import dev.holdfast.error.UnavailableException;
import dev.holdfast.spi.BackendInfo;
import dev.holdfast.spi.CellAnswer;
import dev.holdfast.spi.CellRead;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Deadline;
import dev.holdfast.spi.Limits;
import dev.holdfast.spi.LogRef;
import dev.holdfast.spi.Part;
import dev.holdfast.tck.mutants.plain.PlainBackend;
import dev.holdfast.tck.mutants.plain.PlainStorage;
import dev.holdfast.value.Bytes;
import java.text.Normalizer;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

/** Names and limits gone wrong. */
final class NameMutants {

  private static final int PACKET = 64 << 10;
  private static final int STATEMENTS = 500;

  private NameMutants() {}

  static List<Mutant> all() {
    return List.of(
        new Mutant(
            "ignores the case of ids", ids(id -> id.toLowerCase(Locale.ROOT)), "CELL-NAME-01"),
        new Mutant(
            "normalises ids",
            ids(id -> Normalizer.normalize(id, Normalizer.Form.NFC)),
            "CELL-NAME-01"),
        new Mutant("ends ids at a NUL", ids(NameMutants::upToNul), "CELL-NAME-01"),
        new Mutant("ignores blanks at the end of ids", ids(NameMutants::stripped), "CELL-NAME-01"),
        new Mutant("cuts ids at 255 characters", ids(NameMutants::cut), "CELL-NAME-01"),
        new Mutant(
            "ignores the case of log names",
            Flaws.names(Rewrite.Names.logs(log -> new LogRef(log.name().toLowerCase(Locale.ROOT)))),
            "CELL-NAME-02"),
        new Mutant(
            "cuts keys at 255 bytes",
            Flaws.names(Rewrite.Names.keys(key -> key.length() <= 255 ? key : key.slice(0, 255))),
            "CELL-NAME-03"),
        new Mutant(
            "keeps keys as text",
            Flaws.names(Rewrite.Names.keys(key -> Bytes.utf8(key.toUtf8()))),
            "CELL-NAME-03"),
        new Mutant(
            "ignores the case of collection names",
            collections(c -> new CollectionRef(c.namespace(), c.name().toLowerCase(Locale.ROOT))),
            "CELL-NAME-04"),
        new Mutant(
            "shares collections between namespaces",
            collections(c -> new CollectionRef("all", c.name())),
            "CELL-NAME-06"),
        new Mutant(
            "shares cells between collections",
            collections(c -> new CollectionRef(c.namespace(), "all")),
            "CELL-NAME-06"),
        new Mutant(
            "takes four mutations",
            Flaws.infos(info -> with(info, limits(info.limits().maxValueBytes(), 4))),
            "CELL-LIMIT-01"),
        new Mutant(
            "takes values of a hundred bytes",
            Flaws.infos(info -> with(info, limits(100, info.limits().maxMutations()))),
            "CELL-LIMIT-01"),
        new Mutant(
            "refuses the largest commit that it declares",
            Flaws.commits(
                (before, commit) -> {
                  if (commit.mutations().size() >= PlainBackend.LIMITS.maxMutations()) {
                    throw new LimitExceededException("Too many mutations.");
                  }
                  return commit;
                }),
            "CELL-LIMIT-06"),
        new Mutant(
            "looks up no more keys than fit into a packet",
            Flaws.reads((cell, part) -> inPacket(part)),
            "CELL-LIMIT-07"),
        new Mutant("joins all parts in one statement", NameMutants::joining, "CELL-LIMIT-08"));
  }

  private static Part<?> inPacket(Part<?> part) {
    if (part instanceof Part.RowsPart rows
        && rows.keys().stream().mapToInt(Bytes::length).sum() > PACKET) {
      throw new UnavailableException(ErrorCode.UNAVAILABLE, "The packet is too large.");
    }
    return part;
  }

  private static PlainBackend joining(PlainStorage storage, InstantSource clock) {
    return new PlainBackend(storage, clock) {
      @Override
      public List<CellAnswer> read(List<CellRead> requests, Deadline deadline) {
        if (requests.stream().anyMatch(request -> request.parts().size() > STATEMENTS)) {
          throw new UnavailableException(ErrorCode.UNAVAILABLE, "The stack is too deep.");
        }
        return super.read(requests, deadline);
      }
    };
  }

  private static Mutant.Opener ids(UnaryOperator<String> change) {
    return Flaws.cells(cell -> cell.collection().cell(change.apply(cell.id())));
  }

  private static Mutant.Opener collections(UnaryOperator<CollectionRef> change) {
    return Flaws.cells(cell -> new CellRef(change.apply(cell.collection()), cell.id()));
  }

  private static String upToNul(String id) {
    int nul = id.indexOf('\u0000');
    return nul <= 0 ? id : id.substring(0, nul);
  }

  private static String stripped(String id) {
    return id.isBlank() ? id : id.stripTrailing();
  }

  private static String cut(String id) {
    return id.length() <= 255 ? id : id.substring(0, 255);
  }

  private static BackendInfo with(BackendInfo info, Limits limits) {
    return new BackendInfo(info.name(), info.engine(), info.capabilities(), limits);
  }

  private static Limits limits(int maxValueBytes, int maxMutations) {
    Limits limits = PlainBackend.LIMITS;
    return new Limits(
        maxValueBytes,
        limits.maxCommitBytes(),
        maxMutations,
        limits.maxPage(),
        limits.maxReadBytes(),
        limits.maxTrimEntries(),
        limits.retryHorizon(),
        limits.writerRetention(),
        limits.tombstoneRetention());
  }
}
