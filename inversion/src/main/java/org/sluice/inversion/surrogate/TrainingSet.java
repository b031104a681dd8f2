package org.sluice.inversion.surrogate;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The pairs of an {@link EmpiricalMeasure} where the backend computes, each sent there once, with
 * what standardises them.
 */
final class TrainingSet {

  private static final int FIRST_CAPACITY = 1024;

  private final Backend backend;
  private final EmpiricalMeasure pairs;
  private final Side parameters;
  private final Side solutions;
  private int sent;

  /**
   * Makes room for mini-batches.
   *
   * @param batchRows pairs in a mini-batch
   */
  TrainingSet(Backend backend, EmpiricalMeasure pairs, int batchRows) {
    this.backend = backend;
    this.pairs = pairs;
    parameters = new Side(pairs.parameterMoments, batchRows);
    solutions = new Side(pairs.solutionMoments, batchRows);
  }

  /** Parameters, or solutions: all rows, and v ↦ (v − mean)/sd and back. */
  private final class Side {
    private final RunningMoments moments;
    private final int columns;
    private final Matrix batch;
    private final Matrix sd;
    private final Matrix mean;
    private final Matrix inverse;
    private final Matrix shift;
    private Matrix all;

    Side(RunningMoments moments, int batchRows) {
      this.moments = moments;
      columns = moments.size();
      batch = there(batchRows);
      sd = there(1);
      mean = there(1);
      inverse = there(1);
      shift = there(1);
      all = there(FIRST_CAPACITY);
    }

    private Matrix there(long rows) {
      return backend.allocate(ElementType.F64, rows, columns);
    }

    void send(int from, double[]... rows) {
      long end = (long) from + rows.length;
      if (end > all.rows()) {
        Matrix larger = there(Math.max(end, 2 * all.rows()));
        backend.copy(all.rows(0, from), larger.rows(0, from));
        all = larger;
      }
      Matrix host = Matrix.of(new double[rows.length * columns], rows.length, columns);
      for (int i = 0; i < rows.length; i++) {
        host.writeRow(i, rows[i]);
      }
      backend.copy(host, all.rows(from, end));
      double[][] row = new double[4][columns];
      for (int j = 0; j < columns; j++) {
        row[0][j] = moments.standardDeviation(j);
        row[1][j] = moments.mean(j);
        row[2][j] = 1 / row[0][j];
        row[3][j] = -row[1][j] / row[0][j];
      }
      Matrix[] targets = {sd, mean, inverse, shift};
      for (int t = 0; t < targets.length; t++) {
        backend.copy(Matrix.of(row[t], 1, columns), targets[t]);
      }
    }

    void draw(long seed, long stream, Matrix to) {
      backend.drawRows(seed, stream, all.rows(0, sent), batch);
      backend.combine(1, batch, inverse, shift, 0, to);
    }
  }

  /** Sends the pairs that are not there yet. */
  private void send() {
    int count = pairs.size() - sent;
    if (count == 0) {
      return;
    }
    double[][] z = new double[count][];
    double[][] x = new double[count][];
    for (int i = 0; i < count; i++) {
      z[i] = pairs.parameters(sent + i);
      x[i] = pairs.solution(sent + i);
    }
    parameters.send(sent, z);
    solutions.send(sent, x);
    sent = pairs.size();
  }

  /** Forgets what was sent, after the pairs were replaced by others. */
  void clear() {
    sent = 0;
  }

  /** Draws a mini-batch, standardised. */
  void draw(long seed, long stream, Matrix inputs, Matrix targets) {
    send();
    parameters.draw(seed, stream, inputs);
    solutions.draw(seed, stream, targets);
  }

  /** Inputs ← (z − mean)/sd. */
  void standardise(Matrix z, Matrix inputs) {
    send();
    backend.combine(1, z, parameters.inverse, parameters.shift, 0, inputs);
  }

  /** X ← x + share · sd · outputs, beginning with the mean for {@code first}. */
  void addPrediction(double share, Matrix outputs, boolean first, Matrix x) {
    Matrix mean = first ? solutions.mean : null;
    backend.combine(share, outputs, solutions.sd, mean, first ? 0 : 1, x);
  }

  /** The gradient by standardised outputs from that by x. */
  void outputGradient(double share, Matrix gradientX, Matrix outputGradient) {
    backend.combine(share, gradientX, solutions.sd, null, 0, outputGradient);
  }

  /** Adds the gradient by z from that by standardised inputs, or writes it for {@code first}. */
  void addInputGradient(Matrix inputGradient, boolean first, Matrix gradientZ) {
    backend.combine(1, inputGradient, parameters.inverse, null, first ? 0 : 1, gradientZ);
  }
}
