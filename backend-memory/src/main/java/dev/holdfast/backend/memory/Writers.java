package dev.holdfast.backend.memory;

import dev.holdfast.spi.support.WriterRecord;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The newest commit of each writer of a cell. Most cells have one writer, for which no map is made.
 *
 * <p>Readers never see it, so it changes in place. For the holder of the cell's lock.
 */
final class Writers {

  private @Nullable UUID last;
  private @Nullable WriterRecord newest;

  /** All writers but the last, the longest idle first. */
  private Map<UUID, WriterRecord> others = Map.of();

  @Nullable WriterRecord get(UUID writer) {
    return writer.equals(last) ? newest : others.get(writer);
  }

  /** Remembers a writer's newest commit, and forgets writers that were idle since an instant. */
  void put(UUID writer, WriterRecord writerRecord, Instant forgetBefore) {
    if (last != null && newest != null && !writer.equals(last)) {
      if (others.isEmpty()) {
        others = new LinkedHashMap<>();
      }
      others.remove(writer);
      others.put(last, newest);
    }
    last = writer;
    newest = writerRecord;
    if (!others.isEmpty()) {
      forgetIdle(forgetBefore);
    }
  }

  private void forgetIdle(Instant forgetBefore) {
    Iterator<WriterRecord> eldest = others.values().iterator();
    while (eldest.hasNext() && eldest.next().result().at().isBefore(forgetBefore)) {
      eldest.remove();
    }
  }
}
