import org.jspecify.annotations.NullMarked;

/** What applications call and what backends implement: contracts, errors, configuration, values. */
@NullMarked
module dev.holdfast.api {
  requires transitive org.jspecify;
  requires org.slf4j;

  exports dev.holdfast.codec;
  exports dev.holdfast.config;
  exports dev.holdfast.context;
  exports dev.holdfast.durable;
  exports dev.holdfast.error;
  exports dev.holdfast.json;
  exports dev.holdfast.spi;
  exports dev.holdfast.spi.support;
  exports dev.holdfast.value;

  uses dev.holdfast.json.JsonBinder;
  uses dev.holdfast.json.JsonReader;
}
