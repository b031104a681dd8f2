package org.sluice.inversion;

import java.lang.foreign.Arena;
import java.util.Arrays;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.algebra.SpectralConditionNumber;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The objective J(α, Γ; Γ′) = (d/2)·SW² + h(α) + r(Γ) of one problem on one backend, with the
 * gradient of the chosen variant (equations of arXiv 2505.19841, differentiated by hand). All
 * buffers are made once. Random numbers are drawn by {@link #draw} and stay until the next draw.
 */
final class Objective implements AutoCloseable {

  private final Problem problem;
  private final Settings settings;
  private final SignalCovariance signal;
  private final Backend backend;
  private final int dimension;
  private final double scale;
  private final Arena arena = Arena.ofShared();

  private final Matrix omega;
  private final Matrix omegaThere;
  private final Matrix x;
  private final Matrix gradientX;
  private final Pushforward pushforward;

  private final Matrix zeta;
  private final Matrix samples;
  private final Matrix sampleGradient;
  private final Observations observations;

  private final Matrix lowerThere;
  private final Matrix lowerGradientThere;
  private final double[] lower;
  private final double[] weightLower;
  private final double[] totalLower;
  private final double[] lowerGradient;
  private final Matrix lowerView;
  private final Matrix lowerGradientView;
  private final double[] convolution;
  private final double[] row;

  private SlicedLoss loss;

  private final double[] alpha;
  private final double[] phi;
  private final double[] phiGradient;
  private long bytes;

  /**
   * Allocates the buffers.
   *
   * @param signal the average behind the total weight, which {@link #step} adds to; read only if
   *     the method has such slices
   * @param slices P
   */
  Objective(
      Problem problem,
      Settings settings,
      SignalCovariance signal,
      int slices,
      Backend backend,
      Parallelism parallelism) {
    this.problem = problem;
    this.settings = settings;
    this.signal = signal;
    this.backend = backend;
    ElementType type = settings.precision();
    SlicedWasserstein.Shape shape = settings.shape(problem, slices);
    long rows = shape.samples();
    int d = problem.noise().dimension();
    dimension = d;
    scale = d / 2.0;

    int randomDimension = problem.measure().randomDimension();
    omega = host(rows, randomDimension);
    omegaThere = there(ElementType.F64, rows, randomDimension);
    x = host(rows, d);
    gradientX = host(rows, d);
    pushforward = new Pushforward(problem, omega, x, gradientX, parallelism, arena);

    zeta = there(type, rows, d);
    samples = there(type, rows, d);
    sampleGradient = there(type, rows, d);
    observations = new Observations(problem.data(), shape.data(), type, backend, arena);

    lowerThere = there(type, d, d);
    lowerGradientThere = there(type, d, d);
    lower = new double[d * d];
    weightLower = new double[d * d];
    totalLower = new double[d * d];
    lowerGradient = new double[d * d];
    convolution = new double[d * d];
    row = new double[d];
    lowerView = Matrix.of(lower, d, d);
    lowerGradientView = Matrix.of(convolution, d, d);

    loss = loss(slices);

    alpha = new double[problem.measure().coordinateCount()];
    phi = new double[problem.noise().coordinateCount()];
    phiGradient = new double[phi.length];
  }

  private SlicedLoss loss(int slices) {
    return new SlicedLoss(
        settings,
        settings.shape(problem, slices),
        samples,
        observations.matrix(),
        sampleGradient,
        backend);
  }

  /** Takes another number of slices from the next draw on. */
  void useSlices(int slices) {
    loss.close();
    loss = loss(slices);
  }

  private Matrix host(long rows, long columns) {
    bytes += rows * columns * ElementType.F64.bytes();
    return Matrix.allocate(arena, ElementType.F64, rows, columns);
  }

  private Matrix there(ElementType type, long rows, long columns) {
    bytes += rows * columns * type.bytes();
    return backend.allocate(type, rows, columns);
  }

  /** Number of coordinates, of the population and then of the noise. */
  int coordinateCount() {
    return alpha.length + phi.length;
  }

  /** Draws ω, ζ, θ and the data batch of a step. */
  void draw(long step) {
    long seed = settings.seed();
    if (omega.columns() > 0) {
      backend.normals(seed, RandomStream.POPULATION.of(step), omegaThere);
      backend.copy(omegaThere, omega);
    }
    backend.normals(seed, RandomStream.NOISE.of(step), zeta);
    loss.draw(step);
    observations.draw(seed, step);
  }

  /**
   * J at Γ′ = Γ and its gradient, for a step: afterwards the samples are added to the signal's
   * average, so that a step's weight never depends on the step's own samples.
   */
  double step(double[] coordinates, double[] gradient) {
    double objective = evaluate(coordinates, coordinates, gradient);
    if (settings.method().weight() != Weight.NOISE) {
      signal.add(x);
    }
    return objective;
  }

  /** J at Γ′ = Γ, and its gradient of the chosen variant unless {@code gradient} is null. */
  double evaluate(double[] coordinates, double[] gradient) {
    return evaluate(coordinates, coordinates, gradient);
  }

  /**
   * J with the weight Γ′ of other coordinates.
   *
   * @param weightCoordinates all coordinates; only the noise's are read. With the standard gradient
   *     they must be {@code coordinates}.
   * @param gradient written, or null
   * @throws DivergedException if the forward map or the loss is not finite
   */
  double evaluate(double[] coordinates, double[] weightCoordinates, double[] gradient) {
    factorOf(weightCoordinates, weightLower);
    factorOf(coordinates, lower);
    System.arraycopy(coordinates, 0, alpha, 0, alpha.length);
    pushforward.forward(alpha);
    requireFinite(
        x,
        "forward map's values",
        "lower the learning rate, or start nearer to parameters that it can take");
    whiten();
    backend.copy(x, samples);
    backend.copy(lowerView, lowerThere);
    backend.multiply(1, zeta, false, lowerThere, true, 1, samples);

    double objective = scale * loss.evaluate(gradient != null);
    if (gradient != null) {
      Arrays.fill(gradient, 0);
      Arrays.fill(lowerGradient, 0);
      lossBackward(gradient);
    }
    objective += regularise(coordinates, gradient);
    if (gradient != null) {
      Arrays.fill(phiGradient, 0);
      problem.noise().backward(phi, lower, lowerGradient, phiGradient);
      for (int i = 0; i < phi.length; i++) {
        gradient[alpha.length + i] += phiGradient[i];
      }
    }
    return objective;
  }

  private void whiten() {
    if (settings.method().weight() != Weight.NOISE) {
      if (signal.isEmpty()) {
        signal.add(x);
      }
      signal.totalFactor(weightLower, totalLower);
    }
    loss.whiten(weightLower, totalLower);
    requireFinite(
        loss.whitened(),
        "whitened directions",
        "the noise covariance has left the positive definite ones: lower the learning rate or raise the condition regulariser's weight");
  }

  private void factorOf(double[] coordinates, double[] factor) {
    System.arraycopy(coordinates, alpha.length, phi, 0, phi.length);
    problem.noise().factor(phi, factor);
  }

  private void lossBackward(double[] gradient) {
    backend.copy(sampleGradient, gradientX);
    for (long i = 0; i < gradientX.rows(); i++) {
      gradientX.readRow(i, row);
      for (int j = 0; j < dimension; j++) {
        row[j] *= scale;
      }
      gradientX.writeRow(i, row);
    }
    pushforward.backward(alpha, gradient);

    backend.multiply(scale, sampleGradient, true, zeta, false, 0, lowerGradientThere);
    backend.copy(lowerGradientThere, lowerGradientView);
    for (int i = 0; i < dimension; i++) {
      for (int j = 0; j <= i; j++) {
        lowerGradient[i * dimension + j] += convolution[i * dimension + j];
      }
    }
    if (settings.method().gradient() == GradientVariant.STANDARD) {
      loss.weightBackward(weightLower, scale, lowerGradient);
    }
  }

  private double regularise(double[] coordinates, double[] gradient) {
    double added = 0;
    GaussianPrior prior = settings.regularisation().prior();
    if (prior != null) {
      added += prior.evaluate(coordinates, gradient);
    }
    double conditionWeight = settings.regularisation().conditionWeight();
    if (conditionWeight > 0) {
      SpectralConditionNumber condition = SpectralConditionNumber.of(lower, dimension);
      added += conditionWeight * condition.value();
      for (int e = 0; gradient != null && e < lowerGradient.length; e++) {
        lowerGradient[e] += conditionWeight * condition.gradientLower()[e];
      }
    }
    return added;
  }

  private void requireFinite(Matrix matrix, String what, String advice) {
    double limit = settings.precision() == ElementType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    for (long i = 0; i < matrix.rows(); i++) {
      matrix.readRow(i, row);
      for (int j = 0; j < dimension; j++) {
        double entry = row[j];
        if (!(Math.abs(entry) <= limit)) {
          throw new DivergedException(
              "the %s are not finite (row %d, column %d is %s); %s"
                  .formatted(what, i + 1, j + 1, entry, advice));
        }
      }
    }
  }

  /** The loss of the last evaluation, without the scale d/2 and without regularisers. */
  LossEstimate loss() {
    return loss.estimate();
  }

  /** W of the last evaluation, P × d, on the host. */
  Matrix whitened() {
    return loss.whitened();
  }

  /** cond(Γ) of the last evaluation. */
  double conditionNumber() {
    return SpectralConditionNumber.of(lower, dimension).value();
  }

  /** √(tr Γ / d) of the last evaluation. */
  double noiseStandardDeviation() {
    double squares = 0;
    for (double entry : lower) {
      squares += entry * entry;
    }
    return Math.sqrt(squares / dimension);
  }

  /** The square root of the total variance of the last evaluation's samples z. */
  double parameterSpread() {
    return pushforward.parameterSpread();
  }

  /** Γ of the last evaluation, d × d, row after row, in a new array. */
  double[] covariance() {
    return Cholesky.product(lower, dimension);
  }

  /** Bytes of all buffers, the loss's workspace included. */
  long bytes() {
    return bytes + observations.bytes() + pushforward.bytes() + loss.bytes();
  }

  /** Frees the loss and the host matrices; the backend's own go with the backend. */
  @Override
  public void close() {
    loss.close();
    arena.close();
  }
}
