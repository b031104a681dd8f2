package org.sluice.inversion;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
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
 * gradient of the chosen method (equations of arXiv 2505.19841, differentiated by hand). All
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
  private final Convolution convolution;
  private final Observations observations;
  private final Matrix sampleGradientThere;
  private final Matrix sampleGradient;

  private final double[] lower;
  private final double[] heldLower;
  private final double[] totalLower;
  private final double[] lowerGradient;
  private final double[] row;
  private final double[] sum;

  private final double[] alpha;
  private final double[] phi;
  private final double[] heldPhi;
  private final double[] phiGradient;
  private List<Part> parts;
  private long bytes;

  /**
   * The slices of one weight.
   *
   * @param total whether they are whitened by the total covariance, or else by the noise's
   * @param steersNoise whether Γ follows their gradient; if not, Γ is held constant in their
   *     samples as it is in the weight
   */
  private record Part(SlicedLoss loss, double share, boolean total, boolean steersNoise) {}

  /**
   * Allocates the buffers.
   *
   * @param signal the average behind the total weight, which {@link #step} adds to; not used if the
   *     method whitens by the noise alone
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
    convolution = new Convolution(problem.noise(), type, rows, backend, arena);
    observations = new Observations(problem.data(), shape.data(), type, backend, arena);
    sampleGradientThere = there(type, rows, d);
    sampleGradient = host(rows, d);

    lower = new double[d * d];
    heldLower = new double[d * d];
    totalLower = new double[d * d];
    lowerGradient = new double[d * d];
    row = new double[d];
    sum = new double[d];
    alpha = new double[problem.measure().coordinateCount()];
    phi = new double[problem.noise().coordinateCount()];
    heldPhi = new double[phi.length];
    phiGradient = new double[phi.length];
    parts = parts(slices);
  }

  private List<Part> parts(int slices) {
    int half = (slices + 1) / 2;
    return switch (settings.method().weight()) {
      case NOISE -> List.of(new Part(loss(0, slices), 1, false, true));
      case POPULATION -> List.of(new Part(loss(0, slices), 1, true, true));
      case BOTH -> {
        double share = (double) half / slices;
        yield List.of(
            new Part(loss(0, half), share, false, false),
            new Part(loss(half, slices), 1 - share, true, true));
      }
    };
  }

  private SlicedLoss loss(int from, int to) {
    return new SlicedLoss(
        settings,
        settings.shape(problem, to - from),
        from,
        convolution.samples(),
        observations.matrix(),
        sampleGradientThere,
        backend);
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

  /** Takes another number of slices from the next draw on. */
  void useSlices(int slices) {
    parts.forEach(part -> part.loss.close());
    parts = parts(slices);
  }

  /** Draws ω, ζ, θ and the data batch of a step. */
  void draw(long step) {
    long seed = settings.seed();
    if (omega.columns() > 0) {
      backend.normals(seed, RandomStream.POPULATION.of(step), omegaThere);
      backend.copy(omegaThere, omega);
    }
    convolution.draw(seed, step);
    parts.forEach(part -> part.loss.draw(step));
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

  /** J at Γ′ = Γ, and its gradient by the method unless {@code gradient} is null. */
  double evaluate(double[] coordinates, double[] gradient) {
    return evaluate(coordinates, coordinates, gradient);
  }

  /**
   * J with other coordinates where the cut gradient holds Γ constant: in the weight, and in the
   * samples of slices that do not steer the noise.
   *
   * @param held all coordinates; only the noise's are read. With the standard gradient they must be
   *     {@code coordinates}.
   * @param gradient written, or null
   * @throws DivergedException if the forward map or the loss is not finite
   */
  double evaluate(double[] coordinates, double[] held, double[] gradient) {
    factorOf(held, heldPhi, heldLower);
    factorOf(coordinates, phi, lower);
    System.arraycopy(coordinates, 0, alpha, 0, alpha.length);
    pushforward.forward(alpha);
    requireFinite(
        x,
        "forward map's values",
        "lower the learning rate, or start nearer to parameters that it can take");
    totalWeight();
    double[] convolved = null;
    double objective = 0;
    Arrays.fill(lowerGradient, 0);
    Arrays.fill(phiGradient, 0);
    for (Part part : parts) {
      boolean current = part.steersNoise || held == coordinates;
      double[] factor = current ? lower : heldLower;
      if (convolved != factor) {
        convolution.apply(x, factor, current ? phi : heldPhi);
        convolved = factor;
      }
      objective += scale * part.share * evaluate(part, gradient != null);
    }
    if (gradient != null) {
      Arrays.fill(gradient, 0);
      pushforward.backward(alpha, gradient);
    }
    objective += regularise(coordinates, gradient);
    if (gradient != null) {
      problem.noise().backward(phi, lower, lowerGradient, phiGradient);
      for (int i = 0; i < phi.length; i++) {
        gradient[alpha.length + i] += phiGradient[i];
      }
    }
    return objective;
  }

  private void factorOf(double[] coordinates, double[] noise, double[] factor) {
    System.arraycopy(coordinates, alpha.length, noise, 0, noise.length);
    problem.noise().factor(noise, factor);
  }

  private void totalWeight() {
    if (settings.method().weight() != Weight.NOISE) {
      if (signal.isEmpty()) {
        signal.add(x);
      }
      signal.totalFactor(heldLower, totalLower);
    }
  }

  /** One part's mean over slices, and its share of ∂x and ∂L if asked for. */
  private double evaluate(Part part, boolean withGradient) {
    part.loss.whiten(part.total ? totalLower : heldLower);
    requireFinite(
        part.loss.whitened(),
        "whitened directions",
        "the noise covariance has left the positive definite ones: lower the learning rate or raise the condition regulariser's weight");
    double squared = part.loss.evaluate(withGradient);
    if (!withGradient) {
      return squared;
    }
    double weight = scale * part.share;
    backend.copy(sampleGradientThere, sampleGradient);
    boolean first = part == parts.getFirst();
    for (long i = 0; i < gradientX.rows(); i++) {
      sampleGradient.readRow(i, row);
      if (!first) {
        gradientX.readRow(i, sum);
      }
      for (int j = 0; j < dimension; j++) {
        sum[j] = first ? weight * row[j] : Math.fma(weight, row[j], sum[j]);
      }
      gradientX.writeRow(i, sum);
    }
    if (part.steersNoise) {
      convolution.backward(sampleGradientThere, weight, lowerGradient, phi, phiGradient);
    }
    if (settings.method().gradient() == GradientVariant.STANDARD) {
      part.loss.weightBackward(heldLower, weight, lowerGradient);
    }
    return squared;
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
    Part first = parts.getFirst();
    return parts.size() == 1
        ? first.loss.estimate()
        : LossEstimate.mixed(first.loss.estimate(), first.share, parts.getLast().loss.estimate());
  }

  /** W of the last evaluation, one host matrix for each weight, the noise's first. */
  List<Matrix> whitened() {
    List<Matrix> whitened = new ArrayList<>();
    parts.forEach(part -> whitened.add(part.loss.whitened()));
    return whitened;
  }

  /** cond(Γ) of the last evaluation. */
  double conditionNumber() {
    return SpectralConditionNumber.of(lower, dimension).value();
  }

  /** √Γ_kk of the last evaluation, in a new array. */
  double[] noiseStandardDeviations() {
    double[] deviations = new double[dimension];
    for (int i = 0; i < dimension; i++) {
      double square = 0;
      for (int j = 0; j <= i; j++) {
        square += lower[i * dimension + j] * lower[i * dimension + j];
      }
      deviations[i] = Math.sqrt(square);
    }
    return deviations;
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

  /** Bytes of all buffers, the losses' workspaces included. */
  long bytes() {
    long losses = parts.stream().mapToLong(part -> part.loss.bytes()).sum();
    return bytes + convolution.bytes() + observations.bytes() + pushforward.bytes() + losses;
  }

  /** Frees the losses and the host matrices; the backend's own go with the backend. */
  @Override
  public void close() {
    parts.forEach(part -> part.loss.close());
    arena.close();
  }
}
