package org.sluice.inversion.population.step;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.noise.JointNoise;
import org.sluice.inversion.optimise.GaussianPrior;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.DifferenceWidths;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * The objective J(α, Γ; Γ′) = (d/2)·SW² + h(α) + r(Γ) of one problem on one backend, with the
 * gradient of the chosen method (equations of arXiv 2505.19841, differentiated by hand). It is the
 * sum of one {@link Term} for each group of individuals, and of h(α). Random numbers are drawn by
 * {@link #draw} and stay until the next draw.
 */
public final class Objective implements AutoCloseable {

  private final GaussianPrior prior;
  private final JointNoise noise;
  private final List<Term> terms = new ArrayList<>();
  private final double[] alpha;
  private final double[] phi;
  private final double[] heldPhi;

  /**
   * Allocates the buffers.
   *
   * @param signals the averages behind the total weight, one for each group
   * @param slices P
   */
  public Objective(
      Problem problem,
      Settings settings,
      List<SignalCovariance> signals,
      int slices,
      Backend backend,
      Parallelism parallelism) {
    prior = settings.regularisation().prior();
    noise = problem.noise();
    alpha = new double[problem.measure().coordinateCount()];
    phi = new double[noise.coordinateCount()];
    heldPhi = new double[phi.length];
    for (int g = 0; g < problem.groups().size(); g++) {
      terms.add(new Term(problem, g, settings, signals.get(g), slices, backend, parallelism));
    }
  }

  /** Number of coordinates, of the population and then of the noise. */
  public int coordinateCount() {
    return alpha.length + phi.length;
  }

  /** Sets the number of slices from the next draw on. */
  public void useSlices(int slices) {
    terms.forEach(term -> term.useSlices(slices));
  }

  /** Empties the averages behind the total weight, so that they begin with the next samples. */
  public void forgetSignals() {
    terms.forEach(Term::forgetSignal);
  }

  /** Draws all random numbers of a step. */
  public void draw(long step) {
    terms.forEach(term -> term.draw(step));
  }

  /**
   * Computes J at Γ′ = Γ and its gradient for a step, and then adds the samples to the signals'
   * averages. So a step's weight never depends on the step's own samples.
   */
  public double step(double[] coordinates, double[] gradient) {
    double objective = evaluate(coordinates, coordinates, gradient);
    terms.forEach(Term::learnSignal);
    return objective;
  }

  /** Computes J at Γ′ = Γ, and its gradient by the method unless {@code gradient} is null. */
  public double evaluate(double[] coordinates, double[] gradient) {
    return evaluate(coordinates, coordinates, gradient);
  }

  /**
   * Computes J with other coordinates in the places where the cut gradient holds Γ constant: in the
   * weight, and in the samples of slices that do not steer the noise.
   *
   * @param held all coordinates; only the noise's are read. With the standard gradient they must be
   *     {@code coordinates}.
   * @param gradient written, or null
   * @throws DivergedException if the forward map or the loss is not finite
   */
  public double evaluate(double[] coordinates, double[] held, double[] gradient) {
    System.arraycopy(coordinates, 0, alpha, 0, alpha.length);
    System.arraycopy(coordinates, alpha.length, phi, 0, phi.length);
    System.arraycopy(held, alpha.length, heldPhi, 0, phi.length);
    if (gradient != null) {
      Arrays.fill(gradient, 0);
    }
    double objective = 0;
    for (int g = 0; g < terms.size(); g++) {
      double[] ofGroup = noise.of(g, phi);
      double[] heldOfGroup = held == coordinates ? ofGroup : noise.of(g, heldPhi);
      double[] phiGradient = new double[ofGroup.length];
      objective += terms.get(g).evaluate(alpha, ofGroup, heldOfGroup, gradient, phiGradient);
      for (int i = 0; gradient != null && i < phiGradient.length; i++) {
        gradient[alpha.length + noise.first(g) + i] += phiGradient[i];
      }
    }
    return prior == null ? objective : objective + prior.evaluate(coordinates, gradient);
  }

  /**
   * Adds the linearisation of the gradient at the point of the last evaluation, and at its random
   * numbers. The model's samples are used up, so the next call must be a draw or an evaluation.
   *
   * @param coordinates those of the last evaluation, with nothing held at other ones
   * @param widths of the differences that it takes, which are carried over to the next point
   * @param influence of individuals and samples, added to; or null
   */
  public void linearise(
      double[] coordinates, DifferenceWidths widths, Linearisation to, Influence influence) {
    to.begin();
    System.arraycopy(coordinates, 0, alpha, 0, alpha.length);
    System.arraycopy(coordinates, alpha.length, phi, 0, phi.length);
    for (int g = 0; g < terms.size(); g++) {
      terms.get(g).linearise(alpha, noise.of(g, phi), widths.of(g), to, influence);
    }
    for (int i = 0; prior != null && i < alpha.length; i++) {
      to.addDiagonal(i, prior.curvature(i));
    }
  }

  /**
   * The natural unit of each coordinate at a point. For a linear coordinate it is the change that
   * moves model samples by a standard deviation of the data or the parameters by one of their own,
   * whichever is smaller, or somewhat less; for others, and for those without effect, it is 1. The
   * samples are used up, as by {@link #linearise}.
   *
   * @param coordinates the point, that of the last evaluation
   */
  public double[] naturalUnits(double[] coordinates) {
    System.arraycopy(coordinates, 0, alpha, 0, alpha.length);
    System.arraycopy(coordinates, alpha.length, phi, 0, phi.length);
    double[] squares = new double[coordinates.length];
    for (int g = 0; g < terms.size(); g++) {
      terms.get(g).addUnits(alpha, noise.of(g, phi), squares);
    }
    double[] result = new double[squares.length];
    Arrays.setAll(result, j -> squares[j] > 0 ? 1 / Math.sqrt(squares[j]) : 1);
    return result;
  }

  /** The random numbers of the last draw, for {@link Influence#explained}. */
  public RandomDraw drawn() {
    return new RandomDraw(terms.stream().map(Term::drawn).toList());
  }

  /** Allocates the buffers of {@link #naturalUnits}, so that {@link #bytes} counts them. */
  public void prepareUnits() {
    terms.forEach(Term::prepareUnits);
  }

  /**
   * Allocates the buffers of {@link #linearise} and {@link #naturalUnits}, so that {@link #bytes}
   * counts them.
   */
  public void prepareLinearisation() {
    terms.forEach(Term::prepareLinearisation);
  }

  /** The weighted mean of the groups' losses at the last evaluation; see {@link Term#loss}. */
  public LossEstimate loss() {
    return LossEstimate.mean(
        terms.stream().map(Term::loss).toList(), terms.stream().mapToDouble(Term::share).toArray());
  }

  /** {@link Term#whitened} of all groups. */
  List<Matrix> whitened() {
    return terms.stream().flatMap(term -> term.whitened().stream()).toList();
  }

  /** The largest {@link Term#conditionNumber}. */
  public double conditionNumber() {
    return terms.stream().mapToDouble(Term::conditionNumber).max().orElseThrow();
  }

  /** {@link Term#noiseStandardDeviation} of a group. */
  public double noiseStandardDeviation(int group) {
    return terms.get(group).noiseStandardDeviation();
  }

  /** {@link Term#noiseStandardDeviations} of the only group. */
  public double[] noiseStandardDeviations() {
    return terms.getFirst().noiseStandardDeviations();
  }

  /** The standard deviation of each parameter in the last evaluation's samples z. */
  public double[] parameterSpreads() {
    return terms.getFirst().parameterSpreads();
  }

  /** Γ of each group at the last evaluation. */
  public List<double[]> covariances() {
    return terms.stream().map(Term::covariance).toList();
  }

  /** Number of model samples of all groups in an evaluation. */
  public long samples() {
    return terms.stream().mapToLong(Term::samples).sum();
  }

  /** The evaluations of the forward map since the last call of this method. */
  public long takeForwardSolves() {
    return terms.stream().mapToLong(Term::takeForwardSolves).sum();
  }

  /** Bytes of all buffers. */
  public long bytes() {
    return terms.stream().mapToLong(Term::bytes).sum();
  }

  /**
   * Bytes of the arrays that are alive at the same time on the heap.
   *
   * @param slices P
   * @param linearised whether {@link #linearise} is called
   */
  public static long heapBytes(Problem problem, Settings settings, int slices, boolean linearised) {
    return problem.groups().stream()
        .mapToLong(group -> Term.heapBytes(problem, group, settings, slices, linearised))
        .max()
        .orElseThrow();
  }

  /** Frees the terms' losses and matrices. */
  @Override
  public void close() {
    terms.forEach(Term::close);
  }
}
