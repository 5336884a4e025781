import org.jspecify.annotations.NullMarked;

/** The conformance kit that every backend runs; open, because JUnit calls its tests. */
@NullMarked
open module dev.holdfast.tck {
  requires transitive dev.holdfast.core;
  requires transitive org.junit.jupiter.api;
  requires org.junit.platform.launcher;
  requires transitive org.assertj.core;

  exports dev.holdfast.tck;
  exports dev.holdfast.tck.cell;
  exports dev.holdfast.tck.context;
  exports dev.holdfast.tck.durable;
  exports dev.holdfast.tck.fault;
  exports dev.holdfast.tck.kill;
  exports dev.holdfast.tck.model;
}
