package org.sluice.bench.workload;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** The kinds of evaluations, each with N data. */
public enum LossKind {
  /** As many samples as data. */
  EQUAL,
  /** Half as many samples again as data. */
  UNEQUAL,
  /** Weights on both sides. */
  WEIGHTED,
  /** Two batches of samples, with the finite-sample correction. */
  CORRECTED,
  /** As many samples as data, and directions that stay. */
  RECURRING;

  /** Samples for so many data. */
  int samples(int data) {
    return switch (this) {
      case UNEQUAL -> data + (data + 1) / 2;
      case CORRECTED -> 2 * data;
      default -> data;
    };
  }

  /** The plan's shape, with the gradient by samples. */
  Shape shape(ElementType type, LossSize size) {
    Shape shape =
        Shape.of(type, samples(size.points()), size.points(), size.dimension(), size.slices())
            .withSampleGradient();
    return switch (this) {
      case WEIGHTED -> shape.withWeights();
      case CORRECTED -> shape.withBatches(2);
      case RECURRING -> shape.withRecurringDirections();
      default -> shape;
    };
  }
}
