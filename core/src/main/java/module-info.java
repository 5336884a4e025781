import org.jspecify.annotations.NullMarked;

/** The entry point and the stores, written once on the backend SPI. */
@NullMarked
module dev.holdfast.core {
  requires transitive dev.holdfast.api;
  requires com.fasterxml.jackson.databind;
  requires org.slf4j;
}
