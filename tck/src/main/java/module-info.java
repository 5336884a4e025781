import org.jspecify.annotations.NullMarked;

/** The conformance kit that every backend runs. */
@NullMarked
module dev.holdfast.tck {
  requires transitive dev.holdfast.core;
  requires transitive org.junit.jupiter.api;
  requires org.junit.jupiter.params;
  requires org.junit.platform.launcher;
  requires org.assertj.core;
}
