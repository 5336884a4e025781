package dev.holdfast.tck;

import dev.holdfast.tck.cell.CapabilitySuite;
import dev.holdfast.tck.cell.CloseSuite;
import dev.holdfast.tck.cell.CommitSuite;
import dev.holdfast.tck.cell.ConcurrencySuite;
import dev.holdfast.tck.cell.DeadlineSuite;
import dev.holdfast.tck.cell.DropSuite;
import dev.holdfast.tck.cell.FailoverSuite;
import dev.holdfast.tck.cell.FaultSuite;
import dev.holdfast.tck.cell.HeadSuite;
import dev.holdfast.tck.cell.InstanceSuite;
import dev.holdfast.tck.cell.LimitSuite;
import dev.holdfast.tck.cell.ListSuite;
import dev.holdfast.tck.cell.LogSuite;
import dev.holdfast.tck.cell.LongLogSuite;
import dev.holdfast.tck.cell.MapSuite;
import dev.holdfast.tck.cell.NameSuite;
import dev.holdfast.tck.cell.OnceSuite;
import dev.holdfast.tck.cell.PreconditionSuite;
import dev.holdfast.tck.cell.ProcessSuite;
import dev.holdfast.tck.cell.RangeSuite;
import dev.holdfast.tck.cell.ReadSuite;
import dev.holdfast.tck.cell.ReopenSuite;
import dev.holdfast.tck.cell.RestartSuite;
import dev.holdfast.tck.cell.ScanSuite;
import dev.holdfast.tck.cell.TimeSuite;
import dev.holdfast.tck.cell.TombstoneSuite;
import dev.holdfast.tck.cell.TrimSuite;
import dev.holdfast.tck.cell.TruncationSuite;
import dev.holdfast.tck.cell.UsageSuite;
import dev.holdfast.tck.cell.ValueSuite;
import dev.holdfast.tck.cell.WatchSuite;
import dev.holdfast.tck.context.CleanupSuite;
import dev.holdfast.tck.context.ContextConcurrencySuite;
import dev.holdfast.tck.context.ContextListSuite;
import dev.holdfast.tck.context.ContextReopenSuite;
import dev.holdfast.tck.context.ContextStoreSuite;
import dev.holdfast.tck.context.ContextWatchSuite;
import dev.holdfast.tck.context.DeltaListSuite;
import dev.holdfast.tck.context.DeltaStoreSuite;
import dev.holdfast.tck.context.DeltaSuite;
import dev.holdfast.tck.context.ExportSuite;
import dev.holdfast.tck.context.FormatSuite;
import dev.holdfast.tck.context.RefusalSuite;
import dev.holdfast.tck.context.ScheduleSuite;
import dev.holdfast.tck.context.SizeSuite;
import dev.holdfast.tck.context.StoreCommitSuite;
import dev.holdfast.tck.context.SyncLawSuite;
import dev.holdfast.tck.context.SyncSuite;
import dev.holdfast.tck.context.TypedSuite;
import dev.holdfast.tck.context.WriteSuite;
import dev.holdfast.tck.durable.TableAsyncSuite;
import dev.holdfast.tck.durable.TableCallbackSuite;
import dev.holdfast.tck.durable.TableCompactionSuite;
import dev.holdfast.tck.durable.TableDirtySuite;
import dev.holdfast.tck.durable.TableOpenSuite;
import dev.holdfast.tck.durable.TableOwnerSuite;
import dev.holdfast.tck.durable.TableReadSuite;
import dev.holdfast.tck.durable.TableSequenceSuite;
import dev.holdfast.tck.durable.TableWriteSuite;
import dev.holdfast.tck.model.AnySequenceSuite;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/**
 * All conformance tests, for one backend: extend it, say where the storage is, run it.
 *
 * <pre>{@code
 * class MyBackendTck extends HoldfastTck {
 *   @Override protected TckTarget target() {
 *     return TckTarget.url("my:" + directory).restartable();
 *   }
 * }
 * }</pre>
 *
 * <p>The storage may hold anything already; the kit uses namespaces of its own. An engine that
 * cannot be reached is a failure. A test that does not fit the backend is skipped with its clauses
 * and the reason.
 */
@ExtendWith(TckExtension.class)
@DisplayNameGeneration(ClauseNames.class)
@Execution(ExecutionMode.SAME_THREAD)
public abstract class HoldfastTck extends Kit {

  /** For subclasses. */
  protected HoldfastTck() {}

  /** Returns the storage to test; asked once. */
  @Override
  protected abstract TckTarget target();

  @Nested
  class Heads extends HeadSuite {}

  @Nested
  class Commits extends CommitSuite {}

  @Nested
  class Preconditions extends PreconditionSuite {}

  @Nested
  class Logs extends LogSuite {}

  @Nested
  class Ranges extends RangeSuite {}

  @Nested
  class LongLogs extends LongLogSuite {}

  @Nested
  class Trims extends TrimSuite {}

  @Nested
  class Truncations extends TruncationSuite {}

  @Nested
  class Drops extends DropSuite {}

  @Nested
  class Maps extends MapSuite {}

  @Nested
  class Scans extends ScanSuite {}

  @Nested
  class Reads extends ReadSuite {}

  @Nested
  class Lists extends ListSuite {}

  @Nested
  class Usages extends UsageSuite {}

  @Nested
  class Tombstones extends TombstoneSuite {}

  @Nested
  class Once extends OnceSuite {}

  @Nested
  class Times extends TimeSuite {}

  @Nested
  class Names extends NameSuite {}

  @Nested
  class Values extends ValueSuite {}

  @Nested
  class LimitChecks extends LimitSuite {}

  @Nested
  class CapabilityChecks extends CapabilitySuite {}

  @Nested
  class Instances extends InstanceSuite {}

  @Nested
  class Reopening extends ReopenSuite {}

  @Nested
  class Concurrency extends ConcurrencySuite {}

  @Nested
  class Watching extends WatchSuite {}

  @Nested
  class Closing extends CloseSuite {}

  @Nested
  class Deadlines extends DeadlineSuite {}

  @Nested
  class Processes extends ProcessSuite {}

  @Nested
  class Faults extends FaultSuite {}

  @Nested
  class Restarts extends RestartSuite {}

  @Nested
  class Failovers extends FailoverSuite {}

  @Nested
  class AnySequences extends AnySequenceSuite {}

  @Nested
  class Contexts extends ContextStoreSuite {}

  @Nested
  class Deltas extends DeltaStoreSuite {}

  @Nested
  class ContextCommits extends StoreCommitSuite {}

  @Nested
  class ContextLists extends ContextListSuite {}

  @Nested
  class DeltaLists extends DeltaListSuite {}

  @Nested
  class DeltaContents extends DeltaSuite {}

  @Nested
  class Syncs extends SyncSuite {}

  @Nested
  class SyncLaw extends SyncLawSuite {}

  @Nested
  class ContextWrites extends WriteSuite {}

  @Nested
  class ContextSizes extends SizeSuite {}

  @Nested
  class ContextConcurrency extends ContextConcurrencySuite {}

  @Nested
  class ContextReopening extends ContextReopenSuite {}

  @Nested
  class ContextWatches extends ContextWatchSuite {}

  @Nested
  class Exports extends ExportSuite {}

  @Nested
  class Cleanups extends CleanupSuite {}

  @Nested
  class Schedules extends ScheduleSuite {}

  @Nested
  class Formats extends FormatSuite {}

  @Nested
  class TypedContexts extends TypedSuite {}

  @Nested
  class ContextRefusals extends RefusalSuite {}

  @Nested
  class DurableOpening extends TableOpenSuite {}

  @Nested
  class DurableWrites extends TableWriteSuite {}

  @Nested
  class DirtyWrites extends TableDirtySuite {}

  @Nested
  class Compactions extends TableCompactionSuite {}

  @Nested
  class Owners extends TableOwnerSuite {}

  @Nested
  class Callbacks extends TableCallbackSuite {}

  @Nested
  class DurableReads extends TableReadSuite {}

  @Nested
  class AsynchronousWrites extends TableAsyncSuite {}

  @Nested
  class DurableSequences extends TableSequenceSuite {}
}
