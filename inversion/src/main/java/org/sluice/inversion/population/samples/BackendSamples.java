package org.sluice.inversion.population.samples;

import java.util.Arrays;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.measure.Pushforward;
import org.sluice.inversion.measure.PushforwardOnBackend;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Samples that never leave the memory in which the backend computes: on a device only coordinates,
 * sums over samples and the signal's covariance cross the bus.
 */
final class BackendSamples implements ModelSamples {

  private final Backend backend;
  private final PushforwardOnBackend onBackend;
  private final DifferentiableMap forward;
  private long solves;
  private final Matrix omega;
  private final Matrix z;
  private final Matrix gradientZ;
  private final Matrix x;
  private final Matrix gradientX;
  private final Matrix ones;
  private final Matrix sumsOfZ;
  private final Matrix sumsOfX;
  private final Matrix squareOfSums;
  private final Matrix covariance;

  BackendSamples(
      Pushforward pushforward,
      PushforwardOnBackend onBackend,
      DifferentiableMap forward,
      long rows,
      Backend backend) {
    this.backend = backend;
    this.onBackend = onBackend;
    this.forward = forward;
    int q = pushforward.dimension();
    int d = forward.observationDimension();
    omega = allocate(rows, pushforward.randomDimension());
    z = allocate(rows, q);
    gradientZ = allocate(rows, q);
    x = allocate(rows, d);
    gradientX = allocate(rows, d);
    sumsOfZ = allocate(1, q);
    sumsOfX = allocate(1, d);
    squareOfSums = allocate(1, 1);
    covariance = allocate(d, d);
    ones = allocate(1, rows);
    double[] each = new double[Math.toIntExact(rows)];
    Arrays.fill(each, 1);
    backend.copy(Matrix.of(each, 1, rows), ones);
  }

  private Matrix allocate(long rows, long columns) {
    return backend.allocate(ElementType.F64, rows, columns);
  }

  @Override
  public void draw(long seed, long step) {
    backend.normals(seed, RandomStream.POPULATION.of(step), omega);
  }

  @Override
  public Matrix omega() {
    return omega;
  }

  @Override
  public long takeForwardSolves() {
    long taken = solves;
    solves = 0;
    return taken;
  }

  @Override
  public void forward(double[] alpha) {
    solves += omega.rows();
    onBackend.sample(alpha, omega, z);
    forward.apply(z, x);
  }

  @Override
  public Matrix z() {
    return z;
  }

  @Override
  public Matrix x() {
    return x;
  }

  /** A number that is not finite makes its column's sum so, and the sum of their squares. */
  @Override
  public Matrix doubtful() {
    backend.multiply(1, ones, false, x, false, 0, sumsOfX);
    backend.multiply(1, sumsOfX, false, sumsOfX, true, 0, squareOfSums);
    boolean finite = onHost(squareOfSums)[0] <= Float.MAX_VALUE;
    return finite ? null : Matrix.of(onHost(x), x.rows(), x.columns());
  }

  @Override
  public void addGradient(double weight, Matrix sampleGradient, boolean first) {
    backend.combine(weight, sampleGradient, null, null, first ? 0 : 1, gradientX);
  }

  @Override
  public void backward(double[] alpha, double[] gradient) {
    forward.backward(z, x, gradientX, gradientZ);
    onBackend.backward(alpha, omega, z, gradientZ, gradient);
  }

  @Override
  public void teach(SignalCovariance signal) {
    long count = signal.samples(x.rows());
    Matrix centred = centre(x.rows(0, count), sumsOfX, gradientX.rows(0, count));
    backend.multiply(1.0 / (count - 1), centred, true, centred, false, 0, covariance);
    signal.add(onHost(covariance));
  }

  @Override
  public double[] parameterSpreads() {
    Matrix squares = centre(z, sumsOfZ, gradientZ);
    backend.multiplyElements(squares, squares);
    backend.multiply(1.0 / z.rows(), ones, false, squares, false, 0, sumsOfZ);
    return Arrays.stream(onHost(sumsOfZ)).map(Math::sqrt).toArray();
  }

  /** Target ← samples minus their mean. */
  private Matrix centre(Matrix samples, Matrix sums, Matrix target) {
    long count = samples.rows();
    backend.multiply(-1.0 / count, ones.part(0, 1, count), false, samples, false, 0, sums);
    backend.combine(1, samples, null, sums, 0, target);
    return target;
  }

  private double[] onHost(Matrix matrix) {
    double[] values = new double[Math.toIntExact(matrix.rows() * matrix.columns())];
    backend.copy(matrix, Matrix.of(values, matrix.rows(), matrix.columns()));
    return values;
  }

  @Override
  public long bytes() {
    long samples = 3 * z.columns() + 2 * x.columns() + 1;
    long sums = z.columns() + x.columns() + x.columns() * x.columns();
    return (z.rows() * samples + sums) * ElementType.F64.bytes();
  }

  @Override
  public void close() {
    onBackend.close();
  }
}
