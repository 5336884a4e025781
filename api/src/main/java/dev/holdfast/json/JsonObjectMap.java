package dev.holdfast.json;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An object seen as an unmodifiable map. */
final class JsonObjectMap extends AbstractMap<String, JsonValue> {

  private final JsonObject object;

  JsonObjectMap(JsonObject object) {
    this.object = object;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return key instanceof String name && object.has(name);
  }

  @Override
  public @Nullable JsonValue get(@Nullable Object key) {
    return key instanceof String name ? object.get(name) : null;
  }

  @Override
  public Set<Map.Entry<String, JsonValue>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public int size() {
        return object.size();
      }

      @Override
      public Iterator<Map.Entry<String, JsonValue>> iterator() {
        return new Entries();
      }
    };
  }

  private final class Entries implements Iterator<Map.Entry<String, JsonValue>> {

    private int next;

    @Override
    public boolean hasNext() {
      return next < object.size();
    }

    @Override
    public Map.Entry<String, JsonValue> next() {
      if (!hasNext()) {
        throw new NoSuchElementException("The object has " + object.size() + " keys.");
      }
      int position = next++;
      return Map.entry(object.keyAt(position), object.valueAt(position));
    }
  }
}
