package dev.holdfast.benchmarks.table;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.h2.mvstore.MVMap;
import org.h2.mvstore.MVStore;

/** The store below H2, which commits and syncs for each put. */
final class MvStoreMap implements DurableMap {

  private final MVStore store;
  private final MVMap<Long, byte[]> map;

  MvStoreMap(Path file) {
    store = new MVStore.Builder().fileName(file.toString()).autoCommitDisabled().open();
    map = store.openMap("numbers");
  }

  @Override
  public void put(long key, byte[] value) {
    map.put(key, value);
    sync();
  }

  @Override
  public void putAll(Map<Long, byte[]> values) {
    map.putAll(values);
    sync();
  }

  private void sync() {
    store.commit();
    store.sync();
  }

  @Override
  public long load() {
    return new HashMap<>(map).size();
  }

  @Override
  public void close() {
    store.close();
  }
}
