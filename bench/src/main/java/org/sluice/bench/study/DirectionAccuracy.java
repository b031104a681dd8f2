package org.sluice.bench.study;

import java.lang.foreign.Arena;
import java.util.List;
import org.sluice.bench.report.Report;
import org.sluice.bench.report.Table;
import org.sluice.bench.workload.Implementation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/**
 * Measures the accuracy of loss and gradient with P random directions: standard normal samples
 * against data that are shifted by 0.3 and stretched by 1 to 2 along the axes, in float64. The
 * error is the root mean square over repeated draws of directions, relative to the value with very
 * many directions.
 */
public final class DirectionAccuracy {

  private static final int POINTS = 600;
  private static final int REPEATS = 40;
  private static final int MANY = 20_000;
  private static final List<Integer> DIMENSIONS = List.of(2, 10, 50);
  private static final List<Integer> SLICES = List.of(10, 50, 100, 500, 1_000);

  private final Backend backend;
  private final Arena arena;
  private final Matrix samples;
  private final Matrix data;

  /** Mean squares of the errors. */
  private record Error(double loss, double gradient) {}

  private DirectionAccuracy(Backend backend, Arena arena, int dimension) {
    this.backend = backend;
    this.arena = arena;
    samples = Matrix.allocate(arena, ElementType.F64, POINTS, dimension);
    data = Matrix.allocate(arena, ElementType.F64, POINTS, dimension);
    backend.normals(1, 0, samples);
    backend.normals(1, 1, data);
    for (int i = 0; i < POINTS; i++) {
      for (int j = 0; j < dimension; j++) {
        data.set(i, j, 0.3 + (1 + j / (double) dimension) * data.get(i, j));
      }
    }
  }

  /** Prints the table; no arguments. */
  public static void main(String... arguments) {
    System.out.print(report(DIMENSIONS, SLICES, MANY, REPEATS).markdown());
  }

  static Report report(List<Integer> dimensions, List<Integer> slices, int many, int repeats) {
    Table table =
        new Table(
            "Accuracy by number of directions",
            "Relative root mean square error over %d draws, %d points a side."
                .formatted(repeats, POINTS),
            "d",
            "P",
            "loss, iid",
            "loss, orthogonal",
            "variance ratio of the loss",
            "gradient, iid",
            "gradient, orthogonal",
            "variance ratio of the gradient");
    try (Backend backend = Implementation.open(Implementation.VECTOR, Parallelism.serial());
        Arena arena = Arena.ofShared()) {
      for (int dimension : dimensions) {
        DirectionAccuracy study = new DirectionAccuracy(backend, arena, dimension);
        Matrix reference = Matrix.allocate(arena, ElementType.F64, POINTS, dimension);
        double value = study.evaluate(DirectionScheme.ORTHOGONAL, many, 0, reference);
        for (int count : slices) {
          Error iid = study.errors(DirectionScheme.IID, count, repeats, value, reference);
          Error orthogonal =
              study.errors(DirectionScheme.ORTHOGONAL, count, repeats, value, reference);
          table.row(
              dimension,
              count,
              Math.sqrt(iid.loss),
              Math.sqrt(orthogonal.loss),
              iid.loss / orthogonal.loss,
              Math.sqrt(iid.gradient),
              Math.sqrt(orthogonal.gradient),
              iid.gradient / orthogonal.gradient);
        }
      }
    }
    Report report = new Report();
    report.table(table);
    return report;
  }

  private Error errors(
      DirectionScheme scheme, int slices, int repeats, double value, Matrix reference) {
    Matrix gradient = Matrix.allocate(arena, ElementType.F64, POINTS, reference.columns());
    double loss = 0;
    double error = 0;
    for (int repeat = 1; repeat <= repeats; repeat++) {
      loss += Math.pow(evaluate(scheme, slices, repeat, gradient) / value - 1, 2);
      error += relativeSquare(gradient, reference);
    }
    return new Error(loss / repeats, error / repeats);
  }

  private double evaluate(DirectionScheme scheme, int slices, int draw, Matrix gradient) {
    int dimension = (int) samples.columns();
    Shape shape = Shape.of(ElementType.F64, POINTS, POINTS, dimension, slices).withSampleGradient();
    try (Arena scratch = Arena.ofShared();
        SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      Matrix directions = Matrix.allocate(scratch, ElementType.F64, slices, dimension);
      Directions.fill(scheme, 2, draw, directions);
      return plan.evaluate(Inputs.of(samples, data, directions), new Outputs(null, gradient, null));
    }
  }

  private static double relativeSquare(Matrix gradient, Matrix reference) {
    double error = 0;
    double norm = 0;
    for (int i = 0; i < reference.rows(); i++) {
      for (int j = 0; j < reference.columns(); j++) {
        error += Math.pow(gradient.get(i, j) - reference.get(i, j), 2);
        norm += Math.pow(reference.get(i, j), 2);
      }
    }
    return error / norm;
  }
}
