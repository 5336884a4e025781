import org.jspecify.annotations.NullMarked;

/** The backend that keeps its cells on the heap. */
@NullMarked
module dev.holdfast.backend.memory {
  requires transitive dev.holdfast.api;
  requires org.pcollections;

  exports dev.holdfast.backend.memory;

  provides dev.holdfast.spi.BackendProvider with
      dev.holdfast.backend.memory.MemoryProvider;
}
