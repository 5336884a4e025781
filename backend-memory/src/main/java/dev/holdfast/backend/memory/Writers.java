package dev.holdfast.backend.memory;

import dev.holdfast.spi.support.WriterRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest commit of each writer of a cell, the longest idle first.
 *
 * <p>Readers never see it, so it changes in place. For the holder of the cell's lock.
 */
final class Writers {

  private final Map<UUID, WriterRecord> newest = new LinkedHashMap<>(2);

  @Nullable WriterRecord get(UUID writer) {
    return newest.get(writer);
  }

  /** Remembers a writer's newest commit, and forgets writers that were idle since an instant. */
  void put(UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
    if (newest.size() > 1) {
      // So that it goes to the end of the order; a writer alone stands there already.
      newest.remove(writer);
    }
    newest.put(writer, writerRecord);
    if (newest.size() > 1) {
      forgetIdle(forgetBefore);
    }
  }

  private void forgetIdle(Instant forgetBefore) {
    Iterator<WriterRecord> eldest = newest.values().iterator();
    while (eldest.hasNext() && eldest.next().result().at().isBefore(forgetBefore)) {
      eldest.remove();
    }
  }
}
