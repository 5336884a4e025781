package dev.holdfast.core.context;

import dev.holdfast.context.Context;
import dev.holdfast.context.ContextDelta;
import dev.holdfast.context.ContextQuery;
import dev.holdfast.context.ContextStore;
import dev.holdfast.context.Delta;
import dev.holdfast.context.DeltaCount;
import dev.holdfast.context.Page;
import dev.holdfast.core.cell.Cells;
import dev.holdfast.error.ConflictException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.GoneException;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.spi.CellRef;
import dev.holdfast.spi.CollectionRef;
import dev.holdfast.spi.Commit;
import dev.holdfast.spi.CommitResult;
import dev.holdfast.spi.Direction;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Mutation;
import dev.holdfast.spi.Offset;
import dev.holdfast.spi.Revision;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The store: each operation is one commit or read of a cell. */
final class CellContexts implements ContextStore {

  private static final Logger LOG = LoggerFactory.getLogger(CellContexts.class);

  private final Cells cells;
  private final ContextCache cache;
  private final ContextReader reader;
  private final ContextWriter writer;
  private final ContextListing contexts;
  private final DeltaListing deltas;

  CellContexts(
      Cells cells,
      CollectionRef collection,
      ContextCache cache,
      ContextReader reader,
      ContextWriter writer) {
    this.cells = cells;
    this.cache = cache;
    this.reader = reader;
    this.writer = writer;
    this.contexts = new ContextListing(cells, collection);
    this.deltas = new DeltaListing(cells, collection);
  }

  @Override
  public Context set(String id, JsonObject value, long version) {
    CellRef cell = cache.cell(id);
    // Only a read tells when an equal value was stored, and knows it in another order of its keys.
    Context equal = equal(cell, value, version);
    if (equal != null) {
      return equal;
    }
    try {
      CommitResult result =
          cells.commit(cell, List.of(), List.of(new Mutation.PutHead(version, value.toUtf8())));
      Revision head = Objects.requireNonNull(result.head());
      return new Context(id, value, version, head.tag(), result.at());
    } catch (ConflictException e) {
      Context stored = equal(cell, value, version);
      if (stored == null) {
        throw ContextConflicts.staleSet(id, version, e);
      }
      return stored;
    }
  }

  private @Nullable Context equal(CellRef cell, JsonObject value, long version) {
    Context there = reader.context(cell).context();
    return there != null && there.version() == version && there.value().equals(value)
        ? there
        : null;
  }

  @Override
  public Optional<Context> get(String id) {
    return Optional.ofNullable(reader.context(cache.cell(id)).context());
  }

  @Override
  public void delete(String id) {
    change(cache.cell(id), new Mutation.DeleteHead());
  }

  @Override
  public ContextDelta setDelta(String id, Delta delta, long version) {
    if (version < 1) {
      throw invalid("The version of a delta", version, 1);
    }
    DeltaEntry entry = DeltaEntry.unlinked(delta);
    if (!entry.isStorable()) {
      throw new InvalidRequestException(
          ErrorCode.INVALID_JSON,
          "Delta %d of context \"%s\" nests too deep to be stored.".formatted(version, id));
    }
    CellRef cell = cache.cell(id);
    ContextDelta equal = equal(cell, delta, version);
    if (equal != null) {
      return equal;
    }
    try {
      Mutation append =
          new Mutation.Append(ContextReader.DELTAS, new Offset(version, 0), entry.encode());
      CommitResult result = cells.commit(cell, List.of(), List.of(append));
      return new ContextDelta(id, delta, version, result.at());
    } catch (ConflictException e) {
      ContextDelta stored = equal(cell, delta, version);
      if (stored == null) {
        throw ContextConflicts.staleDelta(id, version, e);
      }
      return stored;
    }
  }

  /** Finds the delta also where it is stored with a link to what it was computed from. */
  private @Nullable ContextDelta equal(CellRef cell, Delta delta, long version) {
    Offset offset = new Offset(version, 0);
    Iterator<LogEntry> there =
        cells.entries(
            cell, ContextReader.DELTAS, offset.predecessor(), offset, Direction.ASCENDING);
    ContextDelta stored = there.hasNext() ? delta(cell, there.next()) : null;
    return stored != null && stored.delta().equals(delta) ? stored : null;
  }

  @Override
  public List<ContextDelta> deltasAfter(String id, long version) {
    if (version < 0) {
      throw invalid("The version", version, 0);
    }
    CellRef cell = cache.cell(id);
    while (true) {
      try {
        return readDeltas(cell, version);
      } catch (GoneException e) {
        LOG.debug("Deltas of {} were removed between two pages; what is left is read anew.", cell);
      }
    }
  }

  private List<ContextDelta> readDeltas(CellRef cell, long after) {
    List<ContextDelta> found = new ArrayList<>();
    cells
        .entries(cell, ContextReader.DELTAS, new Offset(after, 0), Offset.END, Direction.ASCENDING)
        .forEachRemaining(entry -> found.add(delta(cell, entry)));
    return found;
  }

  static ContextDelta delta(CellRef cell, LogEntry entry) {
    return new ContextDelta(
        cell.id(), ContextReader.decode(cell, entry).delta(), entry.offset().major(), entry.at());
  }

  @Override
  public void deleteDeltas(String id) {
    change(cache.cell(id), new Mutation.DropLog(ContextReader.DELTAS));
  }

  @Override
  public void deleteDeltasOlderThan(String id, Instant instant) {
    cells.trimAll(
        cache.cell(id), Commit.of(new Mutation.TrimOlderThan(ContextReader.DELTAS, instant)));
  }

  @Override
  public void retainLatestDeltas(String id, long count) {
    cells.trimAll(
        cache.cell(id), Commit.of(new Mutation.TrimToLatest(ContextReader.DELTAS, count)));
  }

  @Override
  public Page<Context> list(ContextQuery query) {
    return contexts.contexts(query);
  }

  @Override
  public Page<DeltaCount> listWithDeltaCounts(ContextQuery query) {
    return contexts.counts(query);
  }

  @Override
  public Page<ContextDelta> listDeltas(ContextQuery query) {
    return deltas.list(query);
  }

  @Override
  public Context commit(String id, long expectedVersion, JsonObject value, Delta delta) {
    if (expectedVersion < 0) {
      throw invalid("The version expected", expectedVersion, 0);
    }
    Write write = new Write.Given(expectedVersion, value, delta);
    return writer.write(cache.cell(id), write).context();
  }

  private void change(CellRef cell, Mutation mutation) {
    cells.commit(cell, List.of(), List.of(mutation));
    cache.remove(cell);
  }

  private static InvalidRequestException invalid(String what, long number, long least) {
    return new InvalidRequestException(
        ErrorCode.INVALID_REQUEST,
        "%s is %d; it must be %d or more.".formatted(what, number, least));
  }
}
