package org.sluice.bench.study;

import java.lang.foreign.Arena;
import java.util.List;
import org.sluice.bench.report.Report;
import org.sluice.bench.report.Table;
import org.sluice.bench.workload.Implementation;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.SquaredError;
import org.sluice.inversion.network.Training;
import org.sluice.inversion.network.Weights;
import org.sluice.inversion.network.fourier.FourierOperator;
import org.sluice.inversion.network.fourier.FourierShape;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/**
 * Measures how well a Fourier neural operator learns, from the coefficient, the solution of flow
 * through a porous medium in one dimension: pairs of a log-normal field on a grid and of the
 * pressure on the same grid. Inputs are the standardised logarithms of the coefficient; the error
 * is the mean over unseen pairs of |prediction − solution| / |solution|.
 */
public final class FourierAccuracy {

  private static final int NODES = 64;
  private static final int PAIRS = 1000;
  private static final int UNSEEN = 200;
  private static final int BATCH = 20;
  private static final int HALVINGS = 6;
  private static final double LEARNING_RATE = 4e-3;

  private final Backend backend;
  private final Arena arena;
  private final Matrix fields;
  private final Matrix pressures;

  private FourierAccuracy(Backend backend, Arena arena) {
    this.backend = backend;
    this.arena = arena;
    LogNormalField measure =
        new LogNormalField(FieldGrid.line(DarcyMap.positions(NODES)), 0.3, 1.5);
    DarcyMap map = new DarcyMap(NODES, DarcyMap.positions(NODES), 10);
    int all = PAIRS + UNSEEN;
    Matrix omega = Matrix.allocate(arena, ElementType.F64, all, measure.randomDimension());
    backend.normals(1, 0, omega);
    Matrix z = Matrix.allocate(arena, ElementType.F64, all, NODES);
    Matrix x = Matrix.allocate(arena, ElementType.F64, all, NODES);
    double[] law = {0.5, Math.log(0.6)};
    measure.sample(measure.coordinates(law), omega, z);
    map.apply(z, x);
    double squares = 0;
    for (int i = 0; i < all; i++) {
      for (int j = 0; j < NODES; j++) {
        z.set(i, j, (Math.log(z.get(i, j)) - 0.5) / 0.6);
        squares += x.get(i, j) * x.get(i, j) / all / NODES;
      }
    }
    double scale = Math.sqrt(squares);
    for (int i = 0; i < all; i++) {
      for (int j = 0; j < NODES; j++) {
        x.set(i, j, x.get(i, j) / scale);
      }
    }
    fields = Matrix.allocate(arena, ElementType.F32, all, NODES);
    pressures = Matrix.allocate(arena, ElementType.F32, all, NODES);
    fields.copyFrom(z);
    pressures.copyFrom(x);
  }

  /** Prints the table; the argument is the number of training steps, 6000 by default. */
  public static void main(String... arguments) {
    int steps = arguments.length == 0 ? 6000 : Integer.parseInt(arguments[0]);
    System.out.print(report(steps).markdown());
  }

  static Report report(int steps) {
    Report report = new Report();
    try (Parallelism parallelism = Parallelism.of(2);
        Backend backend = Implementation.open(Implementation.VECTOR, parallelism);
        Arena arena = Arena.ofShared()) {
      report.table(new FourierAccuracy(backend, arena).train(steps));
    }
    return report;
  }

  private Table train(int steps) {
    Table table =
        new Table(
            "A Fourier operator on one-dimensional Darcy flow",
            "%d pairs, %d unseen, %d nodes, float32, batches of %d."
                .formatted(PAIRS, UNSEEN, NODES, BATCH),
            "steps",
            "seconds",
            "relative error, unseen");
    FourierShape shape = FourierShape.ofField(List.of(NODES)).withSizes(12, 24, 3);
    try (Chain network = FourierOperator.of(backend, ElementType.F32, shape)) {
      Weights weights = Weights.draw(backend, network, 1, 1);
      Training training = new Training(backend, ElementType.F32, network.parameterCount());
      SquaredError squaredError = new SquaredError(backend, network);
      Matrix inputs = Matrix.allocate(arena, ElementType.F32, BATCH, NODES);
      Matrix targets = Matrix.allocate(arena, ElementType.F32, BATCH, NODES);
      long start = System.nanoTime();
      for (int step = 1; step <= steps; step++) {
        for (int i = 0; i < BATCH; i++) {
          long pair = (long) (Philox.uniform(2, step, i) * PAIRS);
          inputs.rows(i, i + 1).copyFrom(fields.rows(pair, pair + 1));
          targets.rows(i, i + 1).copyFrom(pressures.rows(pair, pair + 1));
        }
        double rate = LEARNING_RATE / (1L << (long) HALVINGS * (step - 1) / steps);
        training.step(
            weights,
            rate,
            (parameters, gradient) -> squaredError.value(parameters, inputs, targets, gradient));
        if (step % Math.max(1, steps / 6) == 0) {
          double seconds = (System.nanoTime() - start) * 1e-9;
          double error = error(network, weights.parameters());
          table.row(step, seconds, error);
          System.err.printf("bench: step %d, %.1f s, relative error %.4g%n", step, seconds, error);
        }
      }
    }
    return table;
  }

  private double error(Chain network, Matrix parameters) {
    Matrix outputs = Matrix.allocate(arena, ElementType.F32, UNSEEN, NODES);
    network.forward(parameters, fields.rows(PAIRS, PAIRS + UNSEEN), outputs);
    double sum = 0;
    for (int i = 0; i < UNSEEN; i++) {
      double difference = 0;
      double norm = 0;
      for (int j = 0; j < NODES; j++) {
        double truth = pressures.get(PAIRS + i, j);
        difference += Math.pow(outputs.get(i, j) - truth, 2);
        norm += truth * truth;
      }
      sum += Math.sqrt(difference / norm);
    }
    return sum / UNSEEN;
  }
}
