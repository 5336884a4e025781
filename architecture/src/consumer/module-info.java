/** An application of somebody else, on the module path. */
module consumer {
  requires dev.holdfast.api;

  uses dev.holdfast.spi.BackendProvider;
}
