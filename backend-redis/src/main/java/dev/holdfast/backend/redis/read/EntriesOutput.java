package dev.holdfast.backend.redis.read;

import dev.holdfast.backend.redis.connection.BytesCodec;
import dev.holdfast.backend.redis.record.EntryList;
import dev.holdfast.value.Bytes;
import io.lettuce.core.output.CommandOutput;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The reply to a range of a stream, read as it arrives: {@code [[id, [field, value]], …]} without
 * the lists.
 */
final class EntriesOutput extends CommandOutput<Bytes, Bytes, EntryList> {

  private @Nullable Bytes id;
  private @Nullable Bytes field;

  EntriesOutput(EntryList entries) {
    super(BytesCodec.INSTANCE, entries);
  }

  @Override
  public void set(ByteBuffer bytes) {
    Bytes text = Bytes.copyOf(bytes);
    if (id == null) {
      id = text;
    } else if (field == null) {
      field = text;
    } else {
      output.add(id, field, text);
      id = null;
      field = null;
    }
  }
}
