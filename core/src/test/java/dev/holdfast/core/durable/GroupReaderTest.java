package dev.holdfast.core.durable;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.codec.Codec;
import dev.holdfast.durable.TableChange;
import dev.holdfast.spi.LogEntry;
import dev.holdfast.spi.Offset;
import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Groups that stand in several entries. */
final class GroupReaderTest {

  private static final int MEBIBYTE = 1 << 20;

  private static LogEntry entry(long number, Bytes bytes) {
    return new LogEntry(new Offset(7, number), bytes, Instant.EPOCH);
  }

  /** Returns an entry that holds one deletion, of a key of zeros. */
  private static Bytes deletion(byte mark, int size) {
    return Bytes.wrap(ByteBuffer.allocate(size).put(mark).put((byte) 2).putInt(size - 6).array());
  }

  @Test
  void groupOfMoreBytesThanAnArrayHolds_isReadWhole() {
    Bytes between = deletion(GroupWriter.GOES_ON, MEBIBYTE);
    Bytes last = deletion(GroupWriter.ENDS, 10);
    int count = 2100;
    GroupReader reader =
        new GroupReader(
            IntStream.rangeClosed(0, count)
                .mapToObj(i -> entry(i, i == count ? last : between))
                .iterator());
    Codec<Integer> onlyLengths =
        new Codec<>() {
          @Override
          public Bytes encode(Integer value) {
            throw new UnsupportedOperationException("Lengths alone are read.");
          }

          @Override
          public Integer decode(Bytes bytes) {
            return bytes.length();
          }
        };
    List<Integer> keys = new ArrayList<>();
    int changes =
        new ChangeCodec<>(onlyLengths, onlyLengths)
            .decode(reader.next().changes(), change -> keys.add(change.key()));
    assertThat(changes).isEqualTo(count + 1);
    assertThat(keys.subList(0, count)).containsOnly(MEBIBYTE - 6);
    assertThat(keys.get(count)).isEqualTo(4);
  }

  @Test
  void changesCutAnywhere_areReadAsTheyWere() {
    ChangeCodec<String, String> codec = new ChangeCodec<>(Codec.utf8(), Codec.utf8());
    List<TableChange<String, String>> changes =
        List.of(
            new TableChange.Write<>("key", "value"),
            new TableChange.Delete<>("gone"),
            new TableChange.Write<>("empty", ""));
    byte[] all = codec.encodeAll(changes).toArray();
    for (int size = 1; size <= all.length; size++) {
      List<LogEntry> entries = new ArrayList<>();
      for (int from = 0; from < all.length; from += size) {
        int length = Math.min(size, all.length - from);
        boolean ends = from + length == all.length;
        ByteBuffer part = ByteBuffer.allocate(1 + length);
        part.put(ends ? GroupWriter.ENDS : GroupWriter.GOES_ON).put(all, from, length);
        entries.add(entry(entries.size(), Bytes.wrap(part.array())));
      }
      List<TableChange<String, String>> read = new ArrayList<>();
      codec.decode(new GroupReader(entries.iterator()).next().changes(), read::add);
      assertThat(read).as("in parts of %d bytes", size).isEqualTo(changes);
    }
  }
}
