package org.sluice.inversion.population.examine;

import java.util.Arrays;
import org.sluice.inversion.algebra.SymmetricEigen;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.Matrix;

/**
 * Predicts the errors of estimates of γ for noise N(0, γ²I) around a signal that is taken as
 * Gaussian and known: the Cramér–Rao bound, and the bias of the sliced loss at finite samples.
 *
 * <p>Per direction the expected plain loss of independent samples of sizes N and M of
 * location-scale laws with the same mean is (s − s†)² + w s s†, where w = w_{N,M} is E W₂² between
 * samples of the normalised law. The expected corrected loss, whose batches have the data's size,
 * is that for w = w_{N,N} less w s²/2, so (1 − w/2)(s − s†)² + w s†²/2. With the signal's law held
 * at its truth, the cut gradient stops where the expected loss is least at a fixed weight, and the
 * standard gradient where the loss weighted by 1/γ² is.
 */
public final class NoiseTheory {

  private static final int DIRECTIONS = 2000;
  private static final long SEED = 1;
  private static final double GOLDEN = (Math.sqrt(5) - 1) / 2;
  private static final int BISECTIONS = 100;
  private static final double RANGE = 1000;

  private final double[] eigenvalues;
  private final double[] projected;

  /**
   * Creates the theory of one signal.
   *
   * @param signalCovariance d × d, row after row
   */
  public NoiseTheory(double[] signalCovariance, int d) {
    eigenvalues = SymmetricEigen.of(signalCovariance, d).values();
    Matrix directions = Matrix.of(new double[DIRECTIONS * d], DIRECTIONS, d);
    Directions.fill(
        DirectionScheme.ORTHOGONAL, SEED, RandomStream.NOISE_THEORY.number(), directions);
    projected = new double[DIRECTIONS];
    for (int k = 0; k < DIRECTIONS; k++) {
      for (int j = 0; j < d; j++) {
        // In coordinates along the eigenvectors, in which uniform directions are uniform as well.
        projected[k] += directions.get(k, j) * directions.get(k, j) * Math.max(0, eigenvalues[j]);
      }
    }
  }

  /**
   * The Cramér–Rao bound for γ, relative to γ, from N data: 1/√(2 N Σᵢ (γ²/(λᵢ + γ²))²), λᵢ the
   * eigenvalues of the signal's covariance. If the signal is much larger than the noise in some
   * directions and absent in the others, the sum is the number of the others.
   */
  public double relativeBound(double gamma, double n) {
    double sum = 0;
    for (double eigenvalue : eigenvalues) {
      double share = gamma * gamma / (Math.max(0, eigenvalue) + gamma * gamma);
      sum += share * share;
    }
    return 1 / Math.sqrt(2 * n * sum);
  }

  /**
   * The relative bias of γ under a loss whitened by the noise, with alpha at its truth.
   *
   * @param method gradient and finite-sample loss; its weight is taken to be the noise
   * @param truth γ†
   * @param w of the numbers of data and of model samples, {@link SampleDistance#expected}: w_{N,M}
   *     if the loss is plain, w_{N,N} if it is corrected
   */
  public double relativeBias(Method method, double truth, double w) {
    return method.isProperScore() ? 0 : minimise(method, truth, w) / truth - 1;
  }

  /**
   * Returns the minimiser, by golden sections over log γ, between a thousandth and a thousand times
   * the truth.
   */
  private double minimise(Method method, double truth, double w) {
    double low = Math.log(truth / RANGE);
    double high = Math.log(truth * RANGE);
    double left = high - GOLDEN * (high - low);
    double right = low + GOLDEN * (high - low);
    double atLeft = expectedLoss(method, Math.exp(left), truth, w);
    double atRight = expectedLoss(method, Math.exp(right), truth, w);
    for (int i = 0; i < BISECTIONS && high - low > 1e-12; i++) {
      if (atLeft < atRight) {
        high = right;
        right = left;
        atRight = atLeft;
        left = high - GOLDEN * (high - low);
        atLeft = expectedLoss(method, Math.exp(left), truth, w);
      } else {
        low = left;
        left = right;
        atLeft = atRight;
        right = low + GOLDEN * (high - low);
        atRight = expectedLoss(method, Math.exp(right), truth, w);
      }
    }
    return Math.exp((low + high) / 2);
  }

  private double expectedLoss(Method method, double gamma, double truth, double w) {
    boolean corrected = method.finiteSample() == FiniteSample.CORRECTED;
    double mean =
        Arrays.stream(projected)
                .map(signal -> {
                  double s = Math.sqrt(signal + gamma * gamma);
                  double sTrue = Math.sqrt(signal + truth * truth);
                  double itself = corrected ? w * s * s / 2 : 0;
                  return (s - sTrue) * (s - sTrue) + w * s * sTrue - itself;
                })
                .sum()
            / projected.length;
    return method.gradient() == GradientVariant.CUT ? mean : mean / (gamma * gamma);
  }
}
