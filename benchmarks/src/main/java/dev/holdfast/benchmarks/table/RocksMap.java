package dev.holdfast.benchmarks.table;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.RocksIterator;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteOptions;

/** RocksDB with {@code sync=true}. */
final class RocksMap implements DurableMap {

  private final Options options = new Options().setCreateIfMissing(true);
  private final WriteOptions synced = new WriteOptions().setSync(true);
  private final RocksDB db;

  RocksMap(Path directory) {
    RocksDB.loadLibrary();
    try {
      db = RocksDB.open(options, directory.toString());
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void put(long key, byte[] value) {
    try {
      db.put(synced, bytes(key), value);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void putAll(Map<Long, byte[]> values) {
    try (WriteBatch batch = new WriteBatch()) {
      for (Map.Entry<Long, byte[]> entry : values.entrySet()) {
        batch.put(bytes(entry.getKey()), entry.getValue());
      }
      db.write(synced, batch);
    } catch (RocksDBException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] bytes(long key) {
    return ByteBuffer.allocate(Long.BYTES).putLong(key).array();
  }

  @Override
  public long load() {
    Map<Long, byte[]> all = new HashMap<>();
    try (RocksIterator entries = db.newIterator()) {
      for (entries.seekToFirst(); entries.isValid(); entries.next()) {
        all.put(ByteBuffer.wrap(entries.key()).getLong(), entries.value());
      }
    }
    return all.size();
  }

  @Override
  public void close() {
    db.close();
    synced.close();
    options.close();
  }
}
