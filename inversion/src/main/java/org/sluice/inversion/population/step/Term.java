package org.sluice.inversion.population.step;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Cholesky;
import org.sluice.inversion.algebra.SpectralConditionNumber;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.Convolution;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.samples.KnownErrors;
import org.sluice.inversion.population.samples.ModelSamples;
import org.sluice.inversion.population.samples.NormalPolynomials;
import org.sluice.inversion.population.samples.Observations;
import org.sluice.inversion.population.samples.SampleNormals;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.settings.Weight;
import org.sluice.inversion.random.GroupSeed;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;

/**
 * The term of one group of individuals in the objective, w·((d/2)·SW² + r(Γ)) with the group's
 * weight w, and its gradient. All buffers are allocated once. Random numbers are drawn by {@link
 * #draw} and stay until the next draw.
 */
final class Term implements AutoCloseable {

  /** Those of the term itself, of its weights and of the whitening. */
  private static final int COVARIANCES = 8;

  private final Problem problem;
  private final Group group;
  private final Settings settings;
  private final StepSizes sizes;
  private final Backend backend;
  private final Parallelism parallelism;
  private final int index;
  private final long seed;
  private final int dimension;
  private final double share;
  private final double scale;
  private final Arena arena = Arena.ofShared();

  private final ModelSamples samples;
  private final KnownErrors errors;
  private final Convolution convolution;
  private final Observations observations;
  private final SampleNormals normals;
  private final NormalPolynomials polynomials;
  private final Matrix sampleGradient;

  private final MetricWeights weights;
  private final double[] lower;
  private final double[] heldLower;
  private final double[] lowerGradient;
  private final double[] row;
  private List<Part> parts;
  private TermLinearisation linearisation;
  private NaturalUnits units;

  /**
   * Allocates the buffers.
   *
   * @param index of the group
   * @param signal the average from which the total weight is made; {@link #step} adds to it; not
   *     used if the method whitens by the noise alone
   * @param slices P
   */
  Term(
      Problem problem,
      int index,
      Settings settings,
      SignalCovariance signal,
      int slices,
      Backend backend,
      Parallelism parallelism) {
    this.problem = problem;
    this.group = problem.groups().get(index);
    this.settings = settings;
    sizes = new StepSizes(problem, settings);
    this.backend = backend;
    this.parallelism = parallelism;
    this.index = index;
    seed = GroupSeed.of(settings.seed(), index);
    ElementType type = settings.precision();
    SlicedWasserstein.Shape shape = sizes.shape(group, slices);
    long rows = shape.samples();
    int d = group.dimension();
    dimension = d;
    share = problem.share(group);
    scale = share * (d / 2.0);

    samples =
        ModelSamples.of(
            problem.measure(),
            group.differentiable(),
            rows,
            shape.batches(),
            backend,
            parallelism,
            arena);
    errors =
        group.known() == null
            ? null
            : new KnownErrors(
                group.known(), rows, rows / shape.batches(), shape.data(), backend, arena);
    double[] centre = centre(group, type);
    convolution = new Convolution(group.noise(), centre, type, rows, backend, arena);
    observations = new Observations(group.data(), centre, shape.data(), type, backend, arena);
    normals = new SampleNormals(samples, convolution, backend);
    polynomials = new NormalPolynomials(problem.measure().randomDimension(), d);
    sampleGradient = backend.allocate(type, rows, d);

    weights = new MetricWeights(group, signal, settings.method().weight());
    lower = new double[d * d];
    heldLower = new double[d * d];
    lowerGradient = new double[d * d];
    row = new double[d];
    parts = parts(slices);
  }

  /**
   * The point that data and samples are compared about. Distances do not depend on it, but float32
   * resolves a small scatter about a large mean only if the mean is subtracted first.
   */
  private static double[] centre(Group group, ElementType type) {
    double[] centre = new double[group.dimension()];
    for (int j = 0; type == ElementType.F32 && j < centre.length; j++) {
      for (long n = 0; n < group.data().rows(); n++) {
        centre[j] += group.data().get(n, j) / group.data().rows();
      }
    }
    return centre;
  }

  private List<Part> parts(int slices) {
    int half = (slices + 1) / 2;
    Weight weight = settings.method().weight();
    if (weight == Weight.BOTH && problem.measure().coordinateCount() == 0) {
      // Slices whitened by the noise alone steer the population only, and there is none to steer.
      weight = Weight.POPULATION;
    }
    return switch (weight) {
      case NOISE -> List.of(new Part(loss(0, slices), 1, false, true));
      case POPULATION -> List.of(new Part(loss(0, slices), 1, true, true));
      case BOTH -> {
        double first = (double) half / slices;
        yield List.of(
            new Part(loss(0, half), first, false, false),
            new Part(loss(half, slices), 1 - first, true, true));
      }
    };
  }

  private SlicedLoss loss(int from, int to) {
    return new SlicedLoss(
        settings,
        seed,
        sizes.shape(group, to - from),
        from,
        convolution.samples(),
        observations.matrix(),
        sampleGradient,
        backend);
  }

  /** Sets the number of slices from the next draw on. */
  void useSlices(int slices) {
    parts.forEach(part -> part.loss().close());
    parts = parts(slices);
  }

  /** Draws ω, ζ, θ, the data batch of a step and the known noise of its data. */
  void draw(long step) {
    samples.draw(seed, step);
    convolution.draw(seed, step);
    parts.forEach(part -> part.loss().draw(step));
    observations.draw(seed, step);
    if (errors != null) {
      errors.draw(seed, step, observations);
    }
  }

  /** Empties the signal's average. */
  void forgetSignal() {
    weights.forget();
  }

  /** Adds the samples of the last evaluation to the signal's average, if that is used. */
  void learnSignal() {
    weights.learn(samples);
  }

  /**
   * Computes the term's value.
   *
   * @param phi coordinates of this group's noise
   * @param heldPhi the same where the cut gradient holds Γ constant: in the weight, and in the
   *     samples of slices that do not steer the noise; {@code phi} itself unless they differ
   * @param gradient the population's gradient is added to its first entries; or null
   * @param phiGradient the noise's gradient is added to it; not used without {@code gradient}
   * @throws DivergedException if the forward map or the loss is not finite
   */
  double evaluate(
      double[] alpha, double[] phi, double[] heldPhi, double[] gradient, double[] phiGradient) {
    group.noise().factor(heldPhi, heldLower);
    group.noise().factor(phi, lower);
    samples.forward(alpha);
    Matrix doubtful = samples.doubtful();
    if (doubtful != null) {
      requireFinite(
          doubtful,
          "forward map's values",
          "lower the learning rate, or start nearer to parameters that it can take");
    }
    weights.hold(heldLower, samples);
    Matrix noiseless = errors == null ? samples.x() : errors.addedTo(samples.x());
    double[] convolved = null;
    double value = 0;
    Arrays.fill(lowerGradient, 0);
    for (Part part : parts) {
      boolean current = part.steersNoise() || heldPhi == phi;
      double[] factor = current ? lower : heldLower;
      if (convolved != factor) {
        convolution.apply(noiseless, factor, current ? phi : heldPhi);
        convolved = factor;
      }
      value += scale * part.share() * evaluate(part, gradient != null, phi, phiGradient);
    }
    if (gradient != null) {
      samples.backward(alpha, gradient);
    }
    value += regularise(gradient != null);
    if (gradient != null) {
      group.noise().backward(phi, lower, lowerGradient, phiGradient);
    }
    return value;
  }

  /**
   * Adds this group's share to a linearisation at the point of the last evaluation. The model's
   * samples are used up: the next call must be an evaluation.
   *
   * @param phi coordinates of this group's noise
   * @param widths of differences, see {@link DifferenceWidths}
   * @param influence added to, or null
   */
  void linearise(
      double[] alpha, double[] phi, double[] widths, Linearisation to, Influence influence) {
    prepareLinearisation();
    linearisation.add(alpha, phi, lower, parts, scale, widths, to, influence);
  }

  /** The random numbers of the last draw. */
  GroupDraw drawn() {
    return new GroupDraw(polynomials.means(normals.rows()), observations.batch());
  }

  /** Allocates the buffers of {@link #linearise} and {@link #addUnits}, if there are none yet. */
  void prepareLinearisation() {
    if (linearisation == null) {
      linearisation =
          new TermLinearisation(
              problem,
              index,
              settings,
              sizes.shape(group, 1),
              samples,
              convolution,
              normals,
              observations,
              weights,
              backend,
              parallelism);
    }
    prepareUnits();
  }

  /** Allocates the buffers of {@link #addUnits}, if there are none yet. */
  void prepareUnits() {
    if (units == null) {
      units = new NaturalUnits(problem, index, samples, samples.x().rows(), backend);
    }
  }

  /**
   * Adds the mean squares by which linear coordinates move the samples, at the point of the last
   * evaluation; see {@link NaturalUnits}. The samples are used up, as by {@link #linearise}.
   */
  void addUnits(double[] alpha, double[] phi, double[] squares) {
    prepareUnits();
    units.add(alpha, phi, lower, share, squares);
  }

  /** Computes one part's mean over slices, and its share of ∂x and ∂L if asked for. */
  private double evaluate(Part part, boolean withGradient, double[] phi, double[] phiGradient) {
    part.loss().whiten(weights.factor(part.total()));
    requireFinite(
        part.loss().whitened(),
        "whitened directions",
        "the noise covariance has left the positive definite ones: lower the learning rate or raise the condition regulariser's weight");
    requireFinite(
        Matrix.of(variances(), 1, dimension),
        "noise's variances",
        "lower the learning rate, or start nearer to the data's scatter");
    double squared = part.loss().evaluate(withGradient);
    if (!withGradient) {
      return squared;
    }
    double weight = scale * part.share();
    samples.addGradient(weight, sampleGradient, part == parts.getFirst());
    if (part.steersNoise()) {
      convolution.backward(sampleGradient, weight, lowerGradient, phi, phiGradient);
    }
    if (settings.method().gradient() == GradientVariant.STANDARD) {
      weights.backward(part.loss(), weight, lower, lowerGradient);
    }
    return squared;
  }

  /** Γ_kk. */
  private double[] variances() {
    double[] variances = new double[dimension];
    for (int k = 0; k < dimension; k++) {
      for (int j = 0; j <= k; j++) {
        variances[k] += lower[k * dimension + j] * lower[k * dimension + j];
      }
    }
    return variances;
  }

  private double regularise(boolean withGradient) {
    double weight = share * settings.regularisation().conditionWeight();
    if (weight == 0) {
      return 0;
    }
    SpectralConditionNumber condition = SpectralConditionNumber.of(lower, dimension);
    for (int e = 0; withGradient && e < lowerGradient.length; e++) {
      lowerGradient[e] += weight * condition.gradientLower()[e];
    }
    return weight * condition.value();
  }

  private void requireFinite(Matrix matrix, String what, String advice) {
    double limit = settings.precision() == ElementType.F32 ? Float.MAX_VALUE : Double.MAX_VALUE;
    for (long i = 0; i < matrix.rows(); i++) {
      matrix.readRow(i, row);
      for (int j = 0; j < dimension; j++) {
        double entry = row[j];
        if (!(Math.abs(entry) <= limit)) {
          throw new DivergedException(
              "the %s %sare not finite (row %d, column %d is %s); %s"
                  .formatted(
                      what,
                      problem.groups().size() == 1 ? "" : "of group " + group.name() + " ",
                      i + 1,
                      j + 1,
                      entry,
                      advice));
        }
      }
    }
  }

  /** The loss of the last evaluation, without the scale d/2 and without regularisers. */
  LossEstimate loss() {
    return LossEstimate.mean(
        parts.stream().map(part -> part.loss().estimate()).toList(),
        parts.stream().mapToDouble(part -> part.share()).toArray());
  }

  /** The weight of this group's loss. */
  double share() {
    return share;
  }

  /** W of the last evaluation, one host matrix for each weight, the noise's first. */
  List<Matrix> whitened() {
    List<Matrix> whitened = new ArrayList<>();
    parts.forEach(part -> whitened.add(part.loss().whitened()));
    return whitened;
  }

  /** {@link MetricWeights#conditionNumber} of the last evaluation. */
  double conditionNumber() {
    return weights.conditionNumber();
  }

  /** {@link MetricWeights#noiseStandardDeviation} of the last evaluation. */
  double noiseStandardDeviation() {
    return weights.noiseStandardDeviation();
  }

  /** √(K̄ + Γ)ₖₖ of the last evaluation, in a new array. */
  double[] noiseStandardDeviations() {
    return weights.noiseStandardDeviations(lower);
  }

  /** The standard deviation of each parameter in the last evaluation's samples z. */
  double[] parameterSpreads() {
    return samples.parameterSpreads();
  }

  /** Γ of the last evaluation, d × d, row after row, in a new array. */
  double[] covariance() {
    return Cholesky.product(lower, dimension);
  }

  /** Number of model samples in an evaluation. */
  long samples() {
    return samples.x().rows();
  }

  /** Bytes of all buffers, the losses' workspaces included. */
  long bytes() {
    long losses = parts.stream().mapToLong(part -> part.loss().bytes()).sum();
    return sampleGradient.rows() * dimension * sampleGradient.type().bytes()
        + (errors == null ? 0 : errors.bytes())
        + (linearisation == null ? 0 : linearisation.bytes())
        + (units == null ? 0 : units.bytes())
        + convolution.bytes()
        + observations.bytes()
        + samples.bytes()
        + losses;
  }

  /**
   * Bytes on the heap of a group's covariances and, if it is asked for, of its linearisation.
   *
   * @param slices P
   */
  static long heapBytes(
      Problem problem, Group group, Settings settings, int slices, boolean linearised) {
    long covariances = (long) COVARIANCES * group.dimension() * group.dimension() * Double.BYTES;
    if (!linearised) {
      return covariances;
    }
    int noise = group.noise().coordinateCount();
    boolean weight = settings.method().gradient() == GradientVariant.STANDARD;
    return covariances
        + TermLinearisation.heapBytes(
            new StepSizes(problem, settings).shape(group, slices),
            problem.measure().coordinateCount() + noise,
            weight ? noise : 0);
  }

  /** {@link ModelSamples#takeForwardSolves}. */
  long takeForwardSolves() {
    return samples.takeForwardSolves();
  }

  /** Frees the losses and the host matrices; the backend's own go with the backend. */
  @Override
  public void close() {
    parts.forEach(part -> part.loss().close());
    samples.close();
    arena.close();
  }
}
