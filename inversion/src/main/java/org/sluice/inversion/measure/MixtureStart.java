package org.sluice.inversion.measure;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.sluice.kernels.NormalQuantile;

/**
 * Finds the numbers at which the fit of a mixture of K normal laws to a sample may start. The
 * distance between a mixture and data has several minima, so several splits of the sample are
 * tried: the best K clusters, cuts at several quantiles, and shells about the middle, of which the
 * inner are narrow and the outer wide. Each gives a mixture with the weights and moments of its
 * parts, and the one nearest to the sample is taken.
 *
 * <p>Nearest means the least squared Wasserstein distance between the sample's quantiles and the
 * expected ones of as many draws of the mixture with the sample's errors. It is what the corrected
 * sliced loss tends to, for very many model samples, along the one direction that shows the
 * parameter.
 */
final class MixtureStart {

  private static final int MOST_QUANTILES = 2000;

  /** Bend the levels of cuts, so that parts of unequal size are tried too. */
  private static final List<DoubleUnaryOperator> LEVELS =
      List.of(
          level -> level,
          level -> level * level,
          level -> 1 - (1 - level) * (1 - level),
          level -> level * level * level,
          level -> 1 - (1 - level) * (1 - level) * (1 - level));

  private final NoisySample sample;
  private final int components;
  private final double[] quantiles;
  private final double[] normals;

  private MixtureStart(NoisySample sample, int components) {
    this.sample = sample;
    this.components = components;
    double[] sorted = sample.sorted();
    int n = sorted.length;
    quantiles = new double[Math.min(n, MOST_QUANTILES)];
    normals = new double[quantiles.length];
    for (int i = 0; i < quantiles.length; i++) {
      int rank = (int) ((i + 0.5) / quantiles.length * n);
      quantiles[i] = sorted[rank];
      // Blom's approximation of the expected order statistics.
      normals[i] = NormalQuantile.of((rank + 0.625) / (n + 0.25));
    }
  }

  /** A mixture with numbers for each component. */
  record Numbers(double[] weights, double[] means, double[] sds) {}

  /**
   * Finds the numbers.
   *
   * @param sample with at least two values for each component, not all equal
   * @param components K, at least 1
   */
  static Numbers of(NoisySample sample, int components) {
    MixtureStart start = new MixtureStart(sample, components);
    return start.splits().stream()
        .map(start::moments)
        .min(Comparator.comparingDouble(start::distance))
        .orElseThrow();
  }

  private List<List<NoisySample>> splits() {
    List<List<NoisySample>> splits = new ArrayList<>();
    splits.add(consecutive(LineClusters.ends(sample.sorted(), components)));
    for (DoubleUnaryOperator levels : LEVELS) {
      int[] ends = new int[components];
      for (int k = 0; k < components; k++) {
        double level = levels.applyAsDouble((k + 1.0) / components);
        // Each part has two values at least.
        int least = k == 0 ? 2 : ends[k - 1] + 2;
        int most = sample.size() - 2 * (components - 1 - k);
        ends[k] = Math.clamp(Math.round(level * sample.size()), least, most);
      }
      splits.add(consecutive(ends));
      splits.add(shells(ends));
    }
    return splits;
  }

  private List<NoisySample> consecutive(int[] ends) {
    List<NoisySample> parts = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      parts.add(sample.part(k == 0 ? 0 : ends[k - 1], ends[k]));
    }
    return parts;
  }

  /** Part k has the values among the middle {@code ends[k]} that no part before it has. */
  private List<NoisySample> shells(int[] ends) {
    List<NoisySample> parts = new ArrayList<>();
    for (int k = 0; k < components; k++) {
      int inside = k == 0 ? 0 : ends[k - 1];
      int from = (sample.size() - ends[k]) / 2;
      int hole = (sample.size() - inside) / 2 - from;
      parts.add(sample.part(from, from + ends[k]).without(hole, hole + inside));
    }
    return parts;
  }

  private Numbers moments(List<NoisySample> parts) {
    Numbers numbers =
        new Numbers(new double[components], new double[components], new double[components]);
    for (int k = 0; k < components; k++) {
      NoisySample part = parts.get(k);
      numbers.weights[k] = (double) part.size() / sample.size();
      numbers.means[k] = part.mean();
      numbers.sds[k] = part.isSpread() ? part.sd() : sample.sd() / components;
    }
    return numbers;
  }

  private double distance(Numbers numbers) {
    double[] coordinates = new double[3 * components - 1];
    for (int k = 0; k < components; k++) {
      if (k < components - 1) {
        coordinates[k] = Math.log(numbers.weights[k] / numbers.weights[components - 1]);
      }
      coordinates[components - 1 + k] = numbers.means[k];
      double variance = numbers.sds[k] * numbers.sds[k] + sample.errorVariance();
      coordinates[2 * components - 1 + k] = Math.log(variance) / 2;
    }
    MixtureTransport transport = new MixtureTransport(components, 1, coordinates);
    double[] omega = new double[1];
    double[] z = new double[1];
    double squares = 0;
    for (int i = 0; i < quantiles.length; i++) {
      omega[0] = normals[i];
      transport.apply(omega, z);
      double difference = quantiles[i] - z[0];
      squares += difference * difference;
    }
    return squares;
  }
}
