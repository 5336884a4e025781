package dev.holdfast.core.context;

import dev.holdfast.context.Delta;
import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.error.InvalidRequestException;
import dev.holdfast.json.JsonObject;
import dev.holdfast.json.JsonOutput;
import dev.holdfast.json.JsonValue;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * A delta as the log keeps it, with what it was computed from.
 *
 * <p>Stored as one byte for the link, eight for the tag where there is one, and the delta as {@link
 * StoredDelta} writes it.
 *
 * @param link what the delta builds on
 * @param baseTag the tag of the revision that it builds on; 0 unless the link is {@link Link#BASE}
 * @param delta the changes
 */
record DeltaEntry(Link link, long baseTag, Delta delta) {

  /** What a delta builds on. */
  enum Link {
    /** Nothing, or nobody knows: no client can be sent this. */
    NONE(0),
    /** The revision at the version before, whose tag is kept. */
    BASE(1),
    /** The version before, which the same commit made. */
    SAME_COMMIT(2);

    private final byte code;

    Link(int code) {
      this.code = (byte) code;
    }

    private static @Nullable Link of(byte code) {
      for (Link link : values()) {
        if (link.code == code) {
          return link;
        }
      }
      return null;
    }
  }

  static DeltaEntry unlinked(Delta delta) {
    return new DeltaEntry(Link.NONE, 0, delta);
  }

  /** Tells whether it could be read again: JSON ends at a depth that a delta goes beyond. */
  boolean isStorable() {
    return StoredDelta.depth(delta) <= JsonValue.MAX_DEPTH;
  }

  /** Returns it as it is stored. */
  Bytes encode() {
    JsonOutput out = new JsonOutput(prefix());
    StoredDelta.write(delta, out);
    return out.toBytes();
  }

  private Bytes prefix() {
    ByteBuffer prefix = ByteBuffer.allocate(link == Link.BASE ? 1 + Long.BYTES : 1).put(link.code);
    return Bytes.wrap(link == Link.BASE ? prefix.putLong(baseTag).array() : prefix.array());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @param id the context
   * @param version the version of the delta
   * @throws CorruptException if it is something else
   */
  static DeltaEntry decode(String id, long version, Bytes bytes) {
    Link link = bytes.isEmpty() ? null : Link.of(bytes.at(0));
    int start = link == Link.BASE ? 1 + Long.BYTES : 1;
    if (link == null || bytes.length() < start) {
      throw corrupt(id, version, null);
    }
    long tag = link == Link.BASE ? bytes.slice(1, start).asBuffer().getLong() : 0;
    try {
      JsonObject json = JsonObject.parse(bytes.slice(start, bytes.length()));
      return new DeltaEntry(link, tag, StoredDelta.read(json));
    } catch (InvalidRequestException e) {
      throw corrupt(id, version, e);
    }
  }

  private static CorruptException corrupt(String id, long version, @Nullable Throwable cause) {
    return new CorruptException(
        ErrorCode.CORRUPT,
        "What is stored as delta %d of context \"%s\" is not a delta.".formatted(version, id),
        cause);
  }
}
