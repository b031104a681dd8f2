package org.sluice.inversion.surrogate;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The pairs of an {@link EmpiricalMeasure} on the backend, each sent once, with the means and
 * standard deviations that standardise them. Logarithms of parameters are taken on the host.
 */
final class TrainingSet {

  private static final int FIRST_CAPACITY = 1024;

  private final Backend backend;
  private final EmpiricalMeasure pairs;
  private final Side parameters;
  private final Side solutions;
  private final Matrix mean;
  private final Matrix standardDeviation;
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
    mean = solutions.onBackend(1);
    standardDeviation = solutions.onBackend(1);
  }

  /** Parameters, or solutions: all rows, and v ↦ (v − mean)/sd. */
  private final class Side {
    private final RunningMoments moments;
    private final int columns;
    private final Matrix batch;
    private final Matrix inverse;
    private final Matrix shift;
    private Matrix all;

    Side(RunningMoments moments, int batchRows) {
      this.moments = moments;
      columns = moments.size();
      batch = onBackend(batchRows);
      inverse = onBackend(1);
      shift = onBackend(1);
      all = onBackend(FIRST_CAPACITY);
    }

    private Matrix onBackend(long rows) {
      return backend.allocate(ElementType.F64, rows, columns);
    }

    void send(int from, double[]... rows) {
      if (moments.overflowing() >= 0) {
        throw new ArithmeticException(
            "the solved systems spread over more than float64 can square, in their column %d"
                .formatted(moments.overflowing() + 1));
      }
      long end = (long) from + rows.length;
      if (end > all.rows()) {
        Matrix larger = onBackend(Math.max(end, 2 * all.rows()));
        backend.copy(all.rows(0, from), larger.rows(0, from));
        all = larger;
      }
      Matrix host = Matrix.of(new double[rows.length * columns], rows.length, columns);
      for (int i = 0; i < rows.length; i++) {
        host.writeRow(i, rows[i]);
      }
      backend.copy(host, all.rows(from, end));
      double[] scales = new double[columns];
      double[] shifts = new double[columns];
      for (int j = 0; j < columns; j++) {
        scales[j] = 1 / moments.standardDeviation(j);
        shifts[j] = -moments.mean(j) / moments.standardDeviation(j);
      }
      backend.copy(Matrix.of(scales, 1, columns), inverse);
      backend.copy(Matrix.of(shifts, 1, columns), shift);
    }

    void draw(long seed, long stream, Matrix to) {
      backend.drawRows(seed, stream, all.rows(0, sent), batch);
      backend.combine(1, batch, inverse, shift, 0, to);
    }
  }

  /** Sends the pairs that are not yet on the backend. */
  private void send() {
    int count = pairs.size() - sent;
    if (count == 0) {
      return;
    }
    double[][] z = new double[count][];
    double[][] x = new double[count][];
    for (int i = 0; i < count; i++) {
      z[i] = pairs.scaled(pairs.parameters(sent + i));
      x[i] = pairs.solution(sent + i);
    }
    parameters.send(sent, z);
    solutions.send(sent, x);
    double[] means = new double[solutions.columns];
    double[] deviations = new double[solutions.columns];
    for (int j = 0; j < means.length; j++) {
      means[j] = pairs.solutionMoments.mean(j);
      deviations[j] = pairs.solutionMoments.standardDeviation(j);
    }
    backend.copy(Matrix.of(means, 1, means.length), mean);
    backend.copy(Matrix.of(deviations, 1, means.length), standardDeviation);
    sent = pairs.size();
  }

  /** Makes the next draw send all pairs, after they were replaced by others. */
  void clear() {
    sent = 0;
  }

  /** Draws a mini-batch, standardised. */
  void draw(long seed, long stream, Matrix inputs, Matrix targets) {
    send();
    parameters.draw(seed, stream, inputs);
    solutions.draw(seed, stream, targets);
  }

  /** Inputs ← (z − mean)/sd, of z or its logarithm. */
  void standardise(Matrix z, Matrix inputs) {
    send();
    Matrix scaled = z;
    if (pairs.logarithms()) {
      scaled = onHost(z);
      double[] row = new double[parameters.columns];
      for (long i = 0; i < scaled.rows(); i++) {
        scaled.readRow(i, row);
        scaled.writeRow(i, pairs.scaled(row));
      }
    }
    backend.combine(1, scaled, parameters.inverse, parameters.shift, 0, inputs);
  }

  private Matrix onHost(Matrix matrix) {
    int rows = Math.toIntExact(matrix.rows());
    Matrix host = Matrix.of(new double[rows * parameters.columns], rows, parameters.columns);
    backend.copy(matrix, host);
    return host;
  }

  /** X ← x + share · sd · outputs, beginning with the mean for {@code first}. */
  void addPrediction(double share, Matrix outputs, boolean first, Matrix x) {
    backend.combine(share, outputs, standardDeviation, first ? mean : null, first ? 0 : 1, x);
  }

  /** The gradient by standardised outputs from that by x. */
  void outputGradient(double share, Matrix gradientX, Matrix outputGradient) {
    backend.combine(share, gradientX, standardDeviation, null, 0, outputGradient);
  }

  /** Turns the gradient by log z into that by z, where the networks' inputs are logarithms. */
  void throughLogarithms(Matrix z, Matrix gradientZ) {
    if (!pairs.logarithms()) {
      return;
    }
    Matrix parameter = onHost(z);
    Matrix gradient = onHost(gradientZ);
    for (long i = 0; i < z.rows(); i++) {
      for (int j = 0; j < parameters.columns; j++) {
        gradient.set(i, j, gradient.get(i, j) / parameter.get(i, j));
      }
    }
    backend.copy(gradient, gradientZ);
  }

  /** Adds the gradient by z from that by standardised inputs, or writes it for {@code first}. */
  void addInputGradient(Matrix inputGradient, boolean first, Matrix gradientZ) {
    backend.combine(1, inputGradient, parameters.inverse, null, first ? 0 : 1, gradientZ);
  }
}
