package dev.holdfast.spi;

import dev.holdfast.value.Bytes;
import org.jspecify.annotations.Nullable;

/**
 * Names a cell: a collection and an id.
 *
 * <p>An id is any valid Unicode string (U+0000 included) of 1 to {@value #MAX_ID_BYTES} UTF-8
 * bytes. Ids are compared byte by byte: case, accents and trailing blanks count. The reference is
 * checked and hashed once, when it is made, so keep it where it is used often.
 */
public final class CellRef implements Comparable<CellRef> {

  /** The most UTF-8 bytes that an id may have. */
  public static final int MAX_ID_BYTES = 512;

  private final CollectionRef collection;
  private final String id;
  private final Bytes idBytes;
  private final int hash;

  /**
   * Makes the reference to cell {@code id} of {@code collection}.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the id is empty, too long or not Unicode
   */
  public CellRef(CollectionRef collection, String id) {
    this.collection = collection;
    this.id = id;
    this.idBytes = Names.utf8("Id", id, MAX_ID_BYTES);
    this.hash = 31 * collection.hashCode() + id.hashCode();
  }

  /**
   * Makes the reference to the cell whose id has the UTF-8 form {@code idBytes}, as a backend keeps
   * it.
   *
   * @throws dev.holdfast.error.InvalidRequestException if the id is empty, too long or not UTF-8
   */
  public CellRef(CollectionRef collection, Bytes idBytes) {
    this.collection = collection;
    this.id = Names.text("Id", idBytes, MAX_ID_BYTES);
    this.idBytes = idBytes;
    this.hash = 31 * collection.hashCode() + id.hashCode();
  }

  /** Returns the collection. */
  public CollectionRef collection() {
    return collection;
  }

  /** Returns the id. */
  public String id() {
    return id;
  }

  /** Returns the id's UTF-8 bytes, which give the order of listings. */
  public Bytes idBytes() {
    return idBytes;
  }

  /** Orders by namespace, collection and id bytes. */
  @Override
  public int compareTo(CellRef other) {
    int byNamespace =
        Bytes.utf8(collection.namespace()).compareTo(Bytes.utf8(other.collection.namespace()));
    if (byNamespace != 0) {
      return byNamespace;
    }
    int byName = Bytes.utf8(collection.name()).compareTo(Bytes.utf8(other.collection.name()));
    return byName != 0 ? byName : idBytes.compareTo(other.idBytes);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other
        || (other instanceof CellRef that
            && hash == that.hash
            && id.equals(that.id)
            && collection.equals(that.collection));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  @Override
  public String toString() {
    return collection + "/" + id;
  }
}
