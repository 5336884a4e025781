import org.jspecify.annotations.NullMarked;

/** The backend that keeps its cells on the heap. */
@NullMarked
module dev.holdfast.backend.memory {
  requires dev.holdfast.api;
  requires org.pcollections;
}
