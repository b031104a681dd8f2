package org.sluice.kernels.spi;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** Checks of an evaluation's arguments, its inputs' numbers and its results. */
public final class EvaluationChecks {

  private EvaluationChecks() {}

  /**
   * Requires shapes, types and gradients that the plan was made for, and outputs that overlap
   * nothing.
   *
   * @throws IllegalArgumentException if one does not fit
   */
  static void arguments(Shape shape, Inputs inputs, Outputs outputs) {
    int d = shape.dimension();
    Checks.shape("samples", inputs.samples(), shape.type(), shape.samples(), d);
    Checks.shape("data", inputs.data(), shape.type(), shape.data(), d);
    Checks.shape("directions", inputs.directions(), shape.type(), shape.slices(), d);
    weights(shape, "sample weights", inputs.sampleWeights(), shape.samples());
    weights(shape, "data weights", inputs.dataWeights(), shape.data());
    if (outputs.squared() != null) {
      Checks.shape("squared distances", outputs.squared(), ElementType.F64, shape.slices(), 1);
      separate("squared distances", outputs.squared(), inputs);
    }
    if (outputs.sampleGradient() != null) {
      planned(shape.sampleGradient(), "the gradient by samples", "withSampleGradient");
      Checks.shape("sample gradient", outputs.sampleGradient(), shape.type(), shape.samples(), d);
      separate("sample gradient", outputs.sampleGradient(), inputs);
    }
    if (outputs.directionGradient() != null) {
      planned(shape.directionGradient(), "the gradient by directions", "withDirectionGradient");
      Checks.shape(
          "direction gradient", outputs.directionGradient(), shape.type(), shape.slices(), d);
      separate("direction gradient", outputs.directionGradient(), inputs);
    }
    distinct(
        "sample gradient",
        outputs.sampleGradient(),
        "direction gradient",
        outputs.directionGradient());
    distinct("sample gradient", outputs.sampleGradient(), "squared distances", outputs.squared());
    distinct(
        "direction gradient", outputs.directionGradient(), "squared distances", outputs.squared());
  }

  private static void weights(Shape shape, String name, Matrix weights, long count) {
    if (weights != null) {
      planned(shape.weighted(), name, "withWeights");
      Checks.shape(name, weights, ElementType.F64, count, 1);
    }
  }

  private static void planned(boolean allowed, String what, String method) {
    if (!allowed) {
      throw new IllegalArgumentException(
          "this plan was made without %s; make it from a shape %s()".formatted(what, method));
    }
  }

  private static void separate(String name, Matrix output, Inputs inputs) {
    distinct(name, output, "samples", inputs.samples());
    distinct(name, output, "data", inputs.data());
    distinct(name, output, "directions", inputs.directions());
    distinct(name, output, "sample weights", inputs.sampleWeights());
    distinct(name, output, "data weights", inputs.dataWeights());
  }

  private static void distinct(String name, Matrix output, String otherName, Matrix other) {
    if (output != null && other != null) {
      Checks.disjoint(name, output, otherName, other);
    }
  }

  /** Whether no element of a host matrix is NaN or infinite. */
  public static boolean finite(Matrix matrix) {
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        if (!Double.isFinite(matrix.get(i, j))) {
          return false;
        }
      }
    }
    return true;
  }

  /** The exception for a host matrix that is not finite; it names the first such element. */
  public static IllegalArgumentException notFinite(String name, Matrix matrix) {
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        if (!Double.isFinite(matrix.get(i, j))) {
          return new IllegalArgumentException(
              "%s hold %s in row %d, column %d (counted from 1); only finite numbers are possible"
                  .formatted(name, matrix.get(i, j), i + 1, j + 1));
        }
      }
    }
    return new IllegalArgumentException(name + " changed while they were read");
  }

  /**
   * Normalises weights, all of them host memory.
   *
   * @param name the side, {@code sample} or {@code data}
   * @param given count × 1, or null for equal ones
   * @param target count × 1 {@code F64}, gets weights of sum 1
   * @throws IllegalArgumentException if one is negative or not finite, or all are zero
   */
  public static void normaliseWeights(String name, Matrix given, Matrix target) {
    double sum = 0;
    for (long i = 0; i < target.rows(); i++) {
      double weight = given == null ? 1 : given.get(i, 0);
      if (!(weight >= 0) || Double.isInfinite(weight)) {
        throw new IllegalArgumentException(
            "the %s weight in row %d is %s; weights must be finite and not negative"
                .formatted(name, i + 1, weight));
      }
      sum += weight;
    }
    if (!(sum > 0) || Double.isInfinite(sum)) {
      throw new IllegalArgumentException(
          "the %s weights sum to %s; their sum must be positive and finite".formatted(name, sum));
    }
    for (long i = 0; i < target.rows(); i++) {
      target.set(i, 0, (given == null ? 1 : given.get(i, 0)) / sum);
    }
  }

  /**
   * Requires that a slice's squared distance did not overflow.
   *
   * @param slice the slice's number, from 0
   * @throws ArithmeticException if it did
   */
  public static void requireFiniteDistance(Shape shape, int slice, double distance) {
    if (!Double.isFinite(distance)) {
      boolean single = shape.type() == ElementType.F32;
      throw new ArithmeticException(
          "slice %d overflows %s (its squared distance is %s); scale samples and data down%s"
              .formatted(
                  slice + 1,
                  single ? "float32" : "float64",
                  distance,
                  single ? ", or use float64" : ""));
    }
  }
}
