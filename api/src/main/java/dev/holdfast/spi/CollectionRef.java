package dev.holdfast.spi;

/**
 * Names a collection of cells in a namespace.
 *
 * <p>Two namespaces of one storage share nothing. Both names are valid Unicode of 1 to {@value
 * #MAX_NAME_BYTES} UTF-8 bytes, compared byte by byte.
 *
 * @param namespace the namespace
 * @param name the collection's name in it
 */
public record CollectionRef(String namespace, String name) {

  /** The most UTF-8 bytes that a namespace's or collection's name may have. */
  public static final int MAX_NAME_BYTES = 128;

  /**
   * Checks both names.
   *
   * @throws dev.holdfast.error.InvalidRequestException if one is empty, too long or not Unicode
   */
  public CollectionRef {
    Names.utf8("Namespace", namespace, MAX_NAME_BYTES);
    Names.utf8("Collection name", name, MAX_NAME_BYTES);
  }

  /** Returns the reference to the cell called {@code id} in this collection. */
  public CellRef cell(String id) {
    return new CellRef(this, id);
  }

  @Override
  public String toString() {
    return namespace + "/" + name;
  }
}
