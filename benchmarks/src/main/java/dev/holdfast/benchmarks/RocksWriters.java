package dev.holdfast.benchmarks;

import dev.holdfast.value.Bytes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** Writes batches of two puts to RocksDB with {@code sync=true}; no compare-and-set. */
final class RocksWriters implements DurableWriters {

  private final Options options = new Options().setCreateIfMissing(true);
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final RocksDB db;

  RocksWriters(Path directory) {
    RocksDB.loadLibrary();
    try {
      db = RocksDB.open(options, directory.resolve("rocks").toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void commit(int writer, long version, Bytes head, Bytes entry) {
    String id = "room:" + writer;
    try (WriteBatch batch = new WriteBatch()) {
      batch.put(key(id, 0), head.toArray());
      batch.put(key(id, version), entry.toArray());
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] key(String id, long version) {
    byte[] text = id.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(text.length + Long.BYTES).put(text).putLong(version).array();
  }

  @Override
  public void close() {
    db.close();
    synced.close();
    options.close();
  }
}
