import org.jspecify.annotations.NullMarked;

/** The entry point and the stores, written once on the backend SPI. */
@NullMarked
@SuppressWarnings("module") // The conformance kit is built after this module.
module dev.holdfast.core {
  requires transitive dev.holdfast.api;
  requires com.fasterxml.jackson.databind;
  requires com.fasterxml.jackson.datatype.jsr310;
  requires org.slf4j;

  exports dev.holdfast;
  exports dev.holdfast.core.cell to
      dev.holdfast.tck;
  exports dev.holdfast.core.discovery to
      dev.holdfast.tck;

  uses dev.holdfast.spi.BackendProvider;

  provides dev.holdfast.json.JsonBinder with
      dev.holdfast.core.json.JacksonBinder;
  provides dev.holdfast.json.JsonReader with
      dev.holdfast.core.json.JacksonReader;
}
