package dev.holdfast.spi;

/** A running watch. */
public interface Watch extends AutoCloseable {

  /** Ends it; idempotent. A call under way finishes, none begins afterwards. */
  @Override
  void close();
}
