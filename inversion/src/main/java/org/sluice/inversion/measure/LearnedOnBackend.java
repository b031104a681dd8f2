package org.sluice.inversion.measure;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.network.Activate;
import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.Dense;
import org.sluice.inversion.network.Residual;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Makes the samples of a {@link LearnedMeasure} on a backend: a residual of two dense layers with
 * tanh between them, then the scales and locations. The second layer's bias stays 0, since the
 * locations do its work.
 */
final class LearnedOnBackend implements PushforwardOnBackend {

  private final Backend backend;
  private final int dimension;
  private final int units;
  private final Chain network;
  private final double[] hostParameters;
  private final Matrix parameters;
  private final Matrix parameterGradient;
  private final Matrix location;
  private final Matrix opposite;
  private final Matrix scale;
  private final Matrix ones;
  private final Matrix sums;
  private final Matrix work;

  LearnedOnBackend(Backend backend, long rows, int dimension, int units) {
    this.backend = backend;
    this.dimension = dimension;
    this.units = units;
    Residual bent =
        Residual.of(
            backend,
            ElementType.F64,
            List.of(
                new Dense(dimension, units),
                new Activate(Activation.TANH, units),
                new Dense(units, dimension)));
    // The residual keeps nothing, so that one tile for all samples costs little.
    network = Chain.of(backend, ElementType.F64, List.of(bent), Math.toIntExact(rows));
    hostParameters = new double[Math.toIntExact(network.parameterCount())];
    parameters = row(hostParameters.length);
    parameterGradient = row(hostParameters.length);
    location = row(dimension);
    opposite = row(dimension);
    scale = row(dimension);
    sums = row(dimension);
    work = backend.allocate(ElementType.F64, rows, dimension);
    ones = row(rows);
    double[] each = new double[Math.toIntExact(rows)];
    Arrays.fill(each, 1);
    backend.copy(Matrix.of(each, 1, rows), ones);
  }

  private Matrix row(long columns) {
    return backend.allocate(ElementType.F64, 1, columns);
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    send(coordinates);
    network.forward(parameters, omega, z);
    backend.combine(1, z, scale, location, 0, z);
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    send(coordinates);
    addSums(gradientZ, 0, gradient);
    // A scale is the exponential of its coordinate, whose derivative is z less the location.
    backend.combine(1, z, null, opposite, 0, work);
    backend.multiplyElements(work, gradientZ);
    addSums(work, dimension, gradient);
    backend.combine(1, gradientZ, scale, null, 0, work);
    network.backward(parameters, omega, work, parameterGradient, null);
    backend.copy(parameterGradient, Matrix.of(hostParameters, 1, hostParameters.length));
    int outer = outer();
    int inner = inner();
    for (int i = 0; i < dimension * units; i++) {
      gradient[outer + i] += hostParameters[(dimension + 1) * units + i];
      gradient[inner + i] += hostParameters[i];
    }
    for (int i = 0; i < units; i++) {
      gradient[inner + dimension * units + i] += hostParameters[dimension * units + i];
    }
  }

  /** The index of V's first element in the coordinates. */
  private int outer() {
    return 2 * dimension;
  }

  /** The index of U's first element in the coordinates; c follows U. */
  private int inner() {
    return outer() + dimension * units;
  }

  /** The network's parameters are U, c, V and zeros. */
  private void send(double[] coordinates) {
    int weights = dimension * units;
    System.arraycopy(coordinates, inner(), hostParameters, 0, weights + units);
    System.arraycopy(coordinates, outer(), hostParameters, weights + units, weights);
    Arrays.fill(hostParameters, 2 * weights + units, hostParameters.length, 0);
    backend.copy(Matrix.of(hostParameters, 1, hostParameters.length), parameters);
    double[] locations = Arrays.copyOf(coordinates, dimension);
    double[] opposites = new double[dimension];
    double[] scales = new double[dimension];
    for (int j = 0; j < dimension; j++) {
      opposites[j] = -locations[j];
      scales[j] = Math.exp(coordinates[dimension + j]);
    }
    backend.copy(Matrix.of(locations, 1, dimension), location);
    backend.copy(Matrix.of(opposites, 1, dimension), opposite);
    backend.copy(Matrix.of(scales, 1, dimension), scale);
  }

  /** Adds the column sums to the gradient from an entry on. */
  private void addSums(Matrix values, int from, double[] gradient) {
    backend.multiply(1, ones, false, values, false, 0, sums);
    double[] added = new double[dimension];
    backend.copy(sums, Matrix.of(added, 1, dimension));
    for (int j = 0; j < dimension; j++) {
      gradient[from + j] += added[j];
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
