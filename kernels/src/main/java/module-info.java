/** Sliced Wasserstein-2 kernels: value and gradients on off-heap buffers, without dependencies. */
module org.sluice.kernels {
  // Static: without --add-modules jdk.incubator.vector the scalar backend still works.
  requires static jdk.incubator.vector;

  exports org.sluice.kernels;

  uses org.sluice.kernels.BackendProvider;
}
