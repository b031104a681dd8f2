package org.sluice.inversion.population.examine;

import java.util.Optional;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Checks whether the noise is identifiable. If the signal G#μ(α) is Gaussian, the data determine
 * only Cov(signal) + Γ, so that a full Γ is not identifiable.
 */
public final class Identifiability {

  private static final double TOLERANCE = 1e-9;
  // Of a forward map, relative to its values.
  private static final double ROUNDING = 1e-13;
  private static final double ELSEWHERE = 0.5;

  private Identifiability() {}

  /**
   * Returns a warning if the noise is not identifiable. The signal counts as Gaussian if G∘T_α is
   * affine in ω. This is tested at the start and at another α, since flexible families may start at
   * their Gaussian member.
   */
  public static Optional<String> warning(Problem problem, Start start) {
    start.requireFit(problem);
    boolean learned = problem.measure().coordinateCount() > 0;
    Optional<Group> confounded =
        problem.groups().stream()
            .filter(group -> hasFreeCovariance(group) && gaussianFamily(problem, group, start))
            .findFirst();
    if (!learned || confounded.isEmpty()) {
      return Optional.empty();
    }
    if (confounded.get().dimension() == 1) {
      return Optional.of(
          "the signal is Gaussian and each individual%s gives one number, so the data determine only the sum of signal and noise and not the noise; observe each individual at least twice, give its known noise as data.known, or choose a population that is not Gaussian"
              .formatted(
                  problem.groups().size() == 1 ? "" : " of group " + confounded.get().name()));
    }
    if (problem.groups().size() > 1) {
      return Optional.of(
          "the signal of group %s is Gaussian and its noise covariance is free, so its data determine only their sum and not the noise, unless other groups tell the population; choose isotropic or diagonal noise, or a population that is not Gaussian"
              .formatted(confounded.get().name()));
    }
    return Optional.of(
        "the signal is Gaussian and the noise covariance is free, so the data determine only their sum and not the noise; choose isotropic or diagonal noise, or a population that is not Gaussian");
  }

  private static boolean hasFreeCovariance(Group group) {
    int d = group.dimension();
    return group.noise().isGaussian() && group.noise().coordinateCount() >= d * (d + 1) / 2;
  }

  private static boolean gaussianFamily(Problem problem, Group group, Start start) {
    return gaussianSignal(problem, group, start.measure())
        && gaussianSignal(problem, group, elsewhere(problem.measure(), start.measure()));
  }

  /**
   * Returns coordinates that are special to no family. Whether a member is Gaussian depends on no
   * linear coordinate alone; these stay, as there is no unit to move them by.
   */
  private static double[] elsewhere(ParameterMeasure measure, double[] alpha) {
    double[] moved = alpha.clone();
    long stream = RandomStream.IDENTIFIABILITY.of(2);
    for (int i = 0; i < moved.length; i++) {
      if (measure.kind(i) != CoordinateKind.LINEAR) {
        moved[i] += ELSEWHERE * Philox.normal(RandomStream.FIXED_SEED, stream, i);
      }
    }
    return moved;
  }

  /** Tests x(ω) + x(ω′) = x(0) + x(ω + ω′), and that x varies at all. */
  private static boolean gaussianSignal(Problem problem, Group group, double[] alpha) {
    int r = problem.measure().randomDimension();
    int q = problem.measure().dimension();
    int d = group.dimension();
    Matrix omega = Matrix.of(new double[4 * r], 4, r);
    for (int j = 0; j < r; j++) {
      double first = Philox.normal(RandomStream.FIXED_SEED, RandomStream.IDENTIFIABILITY.of(0), j);
      double second = Philox.normal(RandomStream.FIXED_SEED, RandomStream.IDENTIFIABILITY.of(1), j);
      omega.set(1, j, first);
      omega.set(2, j, second);
      omega.set(3, j, first + second);
    }
    Matrix z = Matrix.of(new double[4 * q], 4, q);
    Matrix x = Matrix.of(new double[4 * d], 4, d);
    problem.measure().sample(alpha, omega, z);
    group.forward().apply(z, x);
    double curvature = 0;
    double variation = 0;
    double magnitude = 0;
    for (int j = 0; j < d; j++) {
      double bend = x.get(1, j) + x.get(2, j) - x.get(0, j) - x.get(3, j);
      curvature = Math.max(curvature, Math.abs(bend));
      variation = Math.max(variation, Math.abs(x.get(1, j) - x.get(0, j)));
      magnitude = Math.max(magnitude, Math.abs(x.get(0, j)));
    }
    return variation > ROUNDING * magnitude
        && curvature <= TOLERANCE * variation + ROUNDING * magnitude;
  }
}
