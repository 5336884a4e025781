import org.jspecify.annotations.NullMarked;

/** What applications call and what backends implement: contracts, errors, configuration, values. */
@NullMarked
module dev.holdfast.api {
  requires transitive org.jspecify;
  requires org.slf4j;
}
