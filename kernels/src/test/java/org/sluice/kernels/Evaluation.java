package org.sluice.kernels;

/** One evaluation with all of its outputs. */
record Evaluation(
    double loss, double[] squared, double[] sampleGradient, double[] directionGradient) {

  static Evaluation of(Backend backend, ElementType type, Clouds clouds) {
    return of(backend, clouds.shape(type), clouds.inputs(backend, type));
  }

  static Evaluation of(
      Backend backend, SlicedWasserstein.Shape shape, SlicedWasserstein.Inputs inputs) {
    SlicedWasserstein.Shape full = shape.withSampleGradient().withDirectionGradient();
    try (SlicedWasserstein plan = backend.slicedWasserstein(full)) {
      SlicedWasserstein.Outputs outputs = outputs(backend, full);
      return read(plan.evaluate(inputs, outputs), outputs);
    }
  }

  static Evaluation read(double loss, SlicedWasserstein.Outputs outputs) {
    return new Evaluation(
        loss,
        outputs.squared().toDoubles(),
        outputs.sampleGradient().toDoubles(),
        outputs.directionGradient().toDoubles());
  }

  static SlicedWasserstein.Outputs outputs(Backend backend, SlicedWasserstein.Shape shape) {
    return new SlicedWasserstein.Outputs(
        backend.allocate(ElementType.F64, shape.slices(), 1),
        backend.allocate(shape.type(), shape.samples(), shape.dimension()),
        backend.allocate(shape.type(), shape.slices(), shape.dimension()));
  }

  static double loss(Backend backend, Clouds clouds) {
    SlicedWasserstein.Shape shape = clouds.shape(ElementType.F64);
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      return plan.evaluate(
          clouds.inputs(backend, ElementType.F64), new SlicedWasserstein.Outputs(null, null, null));
    }
  }
}
