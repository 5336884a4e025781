import org.jspecify.annotations.NullMarked;

/** The durable embedded backend: one directory, safe against a crash. */
@NullMarked
module dev.holdfast.backend.mapdb {
  requires dev.holdfast.api;
  requires org.slf4j;
  requires org.pcollections;
  requires mapdb;
  requires kotlin.stdlib;

  provides dev.holdfast.spi.BackendProvider with
      dev.holdfast.backend.mapdb.MapdbProvider;
}
