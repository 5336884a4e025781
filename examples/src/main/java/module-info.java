import org.jspecify.annotations.NullMarked;

/** Programs to run, and a backend to read. */
@NullMarked
module dev.holdfast.examples {
  requires com.google.guice;
  requires dev.holdfast.core;
  requires dev.holdfast.guice;
  requires info.picocli;
  requires jakarta.inject;
  requires java.management;
  requires jdk.management;

  opens dev.holdfast.examples.monitor to
      com.google.guice,
      info.picocli;

  provides dev.holdfast.spi.BackendProvider with
      dev.holdfast.examples.backend.FolderProvider;
}
