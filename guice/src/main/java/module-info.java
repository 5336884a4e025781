import org.jspecify.annotations.NullMarked;

/** The Guice module that wires stores from a configuration. */
@NullMarked
module dev.holdfast.guice {
  requires transitive dev.holdfast.core;
  requires transitive com.google.guice;
}
