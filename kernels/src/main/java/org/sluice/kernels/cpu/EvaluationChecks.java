package org.sluice.kernels.cpu;

import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** Checks an evaluation's arguments against its plan. */
final class EvaluationChecks {

  private EvaluationChecks() {}

  static void check(Shape shape, Inputs inputs, Outputs outputs) {
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

  static boolean finite(Matrix matrix) {
    for (long i = 0; i < matrix.rows(); i++) {
      for (long j = 0; j < matrix.columns(); j++) {
        if (!Double.isFinite(matrix.get(i, j))) {
          return false;
        }
      }
    }
    return true;
  }

  static IllegalArgumentException notFinite(String name, Matrix matrix) {
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
}
