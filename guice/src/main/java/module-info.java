import org.jspecify.annotations.NullMarked;

/** The Guice module that wires stores from a configuration. */
@NullMarked
module dev.holdfast.guice {
  requires transitive com.google.guice;
  requires transitive dev.holdfast.core;
  requires jakarta.inject;

  exports dev.holdfast.guice;

  opens dev.holdfast.guice to
      com.google.guice;
}
