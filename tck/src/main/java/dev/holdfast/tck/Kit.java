package dev.holdfast.tck;

/**
 * What the kit's extension knows of a kit: the storage it tests, but none of its suites.
 *
 * <p>It stands between the two so that the suites' packages and this one form no cycle.
 */
abstract class Kit {

  /** Returns the storage to test; asked once. */
  protected abstract TckTarget target();
}
