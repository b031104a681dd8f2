/** Sliced Wasserstein-2 kernels: value and gradients on off-heap buffers, without dependencies. */
module org.sluice.kernels {
  // Static: without --add-modules jdk.incubator.vector the scalar backend still works.
  requires static jdk.incubator.vector;
  // Static: where it is missing, a JVM without C2 is recognised in the usual cases all the same.
  requires static jdk.management;

  exports org.sluice.kernels;
  exports org.sluice.kernels.spi;

  uses org.sluice.kernels.BackendProvider;

  // On the class path META-INF/services says the same.
  provides org.sluice.kernels.BackendProvider with
      org.sluice.kernels.vector.VectorBackendProvider,
      org.sluice.kernels.scalar.ScalarBackendProvider;
}
