package dev.holdfast.core.durable;

import dev.holdfast.error.CorruptException;
import dev.holdfast.error.ErrorCode;
import dev.holdfast.spi.support.HostName;
import dev.holdfast.value.Bytes;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the head of a table's cell says: who owns it, and which logs hold it.
 *
 * @param epoch how often it has changed its owner, the current one included
 * @param owner the owner, a nonce; {@code null} once it was given up
 * @param process the process of the owner, for people
 * @param host the machine of that process, for people; {@code null} if it was not noted
 * @param since since when it has been the owner
 * @param version the application's version of what it keeps here; {@code null} if there is none
 * @param base the number of the base; 0 where there is none
 * @param baseSize how many changes the base holds
 * @param wals the numbers of the wals, to be read in this order after the base; the last one grows
 * @param building the number of a base that is being written and may be unfinished; 0 for none
 */
record TableHead(
    long epoch,
    @Nullable UUID owner,
    long process,
    @Nullable String host,
    Instant since,
    @Nullable Long version,
    long base,
    long baseSize,
    List<Long> wals,
    long building) {

  private static final byte FORMAT = 1;
  private static final int FIXED_BYTES = 2 + 9 * Long.BYTES + Integer.BYTES;

  String hostForPeople() {
    return host == null ? "unknown" : host;
  }

  long wal() {
    return wals.get(wals.size() - 1);
  }

  TableHead ownedBy(@Nullable UUID next, Instant at) {
    return new TableHead(
        next == null ? epoch : epoch + 1,
        next,
        ProcessHandle.current().pid(),
        HostName.own(),
        at,
        version,
        base,
        baseSize,
        wals,
        0);
  }

  TableHead withVersion(long given) {
    return new TableHead(epoch, owner, process, host, since, given, base, baseSize, wals, building);
  }

  /** Returns the head of the same table without content. */
  TableHead emptied(long wal) {
    return new TableHead(epoch, owner, process, host, since, version, 0, 0, List.of(wal), 0);
  }

  /** Returns the head while base {@code next} is written, which replaces all wals but the last. */
  TableHead building(long next, List<Long> nowWals) {
    return new TableHead(
        epoch, owner, process, host, since, version, base, baseSize, nowWals, next);
  }

  /** Returns the head once the base that is being written is finished. */
  TableHead built(long size) {
    return new TableHead(
        epoch, owner, process, host, since, version, building, size, List.of(wal()), 0);
  }

  Bytes encode() {
    Bytes machine = host == null ? Bytes.EMPTY : Bytes.utf8(host);
    ByteBuffer target =
        ByteBuffer.allocate(FIXED_BYTES + wals.size() * Long.BYTES + machine.length());
    target.put(FORMAT).put((byte) ((owner == null ? 0 : 1) | (version == null ? 0 : 2)));
    target.putLong(epoch);
    target.putLong(owner == null ? 0 : owner.getMostSignificantBits());
    target.putLong(owner == null ? 0 : owner.getLeastSignificantBits());
    target.putLong(process).putLong(since.toEpochMilli()).putLong(version == null ? 0 : version);
    target.putLong(base).putLong(baseSize).putLong(building);
    target.putInt(wals.size());
    wals.forEach(target::putLong);
    // At the end, where a head of before has nothing and a release of before does not look.
    target.put(machine.asBuffer());
    return Bytes.wrap(target.array());
  }

  /**
   * Reads what {@link #encode} wrote.
   *
   * @throws CorruptException if it cannot be read
   */
  static TableHead decode(String table, Bytes bytes) {
    ByteBuffer source = bytes.asBuffer();
    try {
      byte format = source.get();
      if (format != FORMAT) {
        throw new CorruptException(
            format > FORMAT ? ErrorCode.NEWER_FORMAT : ErrorCode.CORRUPT,
            "Durable table \"%s\" has format %d; this release reads format %d."
                .formatted(table, format, FORMAT));
      }
      return decode(source);
    } catch (BufferUnderflowException e) {
      throw new CorruptException(
          ErrorCode.CORRUPT, "The head of durable table \"%s\" is cut off.".formatted(table), e);
    }
  }

  private static TableHead decode(ByteBuffer source) {
    byte given = source.get();
    long epoch = source.getLong();
    UUID owner = new UUID(source.getLong(), source.getLong());
    long process = source.getLong();
    Instant since = Instant.ofEpochMilli(source.getLong());
    long version = source.getLong();
    long base = source.getLong();
    long baseSize = source.getLong();
    long building = source.getLong();
    List<Long> wals = new ArrayList<>();
    for (int left = source.getInt(); left > 0; left--) {
      wals.add(source.getLong());
    }
    return new TableHead(
        epoch,
        (given & 1) == 0 ? null : owner,
        process,
        source.hasRemaining() ? Bytes.copyOf(source).toUtf8() : null,
        since,
        (given & 2) == 0 ? null : version,
        base,
        baseSize,
        List.copyOf(wals),
        building);
  }
}
