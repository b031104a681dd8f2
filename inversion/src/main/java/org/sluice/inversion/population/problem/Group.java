package org.sluice.inversion.population.problem;

import java.lang.foreign.Arena;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A group of individuals that are observed in the same way: with the same sensors, at the same
 * times.
 *
 * @param name a word for it
 * @param forward G of this group, from the parameters, which are the same in all groups
 * @param noise the family η(Γ) of the unknown part of its noise
 * @param ownNoise true if the noise's numbers are the group's own, false if it shares them with
 *     other groups
 * @param data the observations, N × d, a host matrix of type {@code F64}, all finite
 * @param known the known part of the noise, or null if there is none
 */
public record Group(
    String name,
    ForwardMap forward,
    NoiseModel noise,
    boolean ownNoise,
    Matrix data,
    KnownNoise known) {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException naming the two parts whose dimensions differ
   */
  public Group {
    if (forward.observationDimension() != noise.dimension()) {
      throw new IllegalArgumentException(
          "the forward map gives %d observations but the noise model has dimension %d"
              .formatted(forward.observationDimension(), noise.dimension()));
    }
    if (data.rows() < 1) {
      throw new IllegalArgumentException("the data have no rows; at least one is needed");
    }
    if (data.columns() != noise.dimension()) {
      throw new IllegalArgumentException(
          "the data have %d columns but the forward map gives %d observations"
              .formatted(data.columns(), noise.dimension()));
    }
    if (known != null) {
      known.requireFit(data);
    }
  }

  /** d, the number of observations of one individual. */
  public int dimension() {
    return noise.dimension();
  }

  /**
   * G with the derivatives that an inversion follows.
   *
   * @throws IllegalArgumentException if it has none
   */
  public DifferentiableMap differentiable() {
    if (forward instanceof DifferentiableMap map) {
      return map;
    }
    throw new IllegalArgumentException(
        "the forward map has no derivatives, so it can be simulated from but not inverted; put a surrogate in its place");
  }

  /** Returns the group with another map, such as a surrogate. */
  public Group through(ForwardMap other) {
    return new Group(name, other, noise, ownNoise, data, known);
  }

  /**
   * Returns the group with other observations. Row n has the known noise of individual n; after the
   * last individual the first follows.
   */
  public Group with(Matrix other) {
    if (known == null || other.rows() == data.rows()) {
      return new Group(name, forward, noise, ownNoise, other, known);
    }
    int[] cycled = new int[Math.toIntExact(other.rows())];
    for (int n = 0; n < cycled.length; n++) {
      cycled[n] = Math.toIntExact(n % data.rows());
    }
    return new Group(name, forward, noise, ownNoise, other, known.of(cycled));
  }

  /**
   * Returns the group with chosen individuals, which may repeat.
   *
   * @param individuals from 0
   * @param arena owns their data
   */
  public Group of(int[] individuals, Arena arena) {
    Matrix chosen = Matrix.allocate(arena, ElementType.F64, individuals.length, data.columns());
    double[] row = new double[Math.toIntExact(data.columns())];
    for (int n = 0; n < individuals.length; n++) {
      data.readRow(individuals[n], row);
      chosen.writeRow(n, row);
    }
    return new Group(
        name, forward, noise, ownNoise, chosen, known == null ? null : known.of(individuals));
  }

  /**
   * The standard deviation of each column; {@link #pooledStandardDeviation} where a column has
   * none.
   */
  public double[] columnSpreads() {
    double[] spreads = new double[dimension()];
    for (int j = 0; j < spreads.length; j++) {
      double mean = 0;
      for (long n = 0; n < data.rows(); n++) {
        mean += data.get(n, j) / data.rows();
      }
      double squares = 0;
      for (long n = 0; n < data.rows(); n++) {
        double difference = data.get(n, j) - mean;
        squares += difference * difference;
      }
      spreads[j] = squares > 0 ? Math.sqrt(squares / (data.rows() - 1)) : pooledStandardDeviation();
    }
    return spreads;
  }

  /**
   * The square root of the mean, over columns, of the data's variance about the column's mean; for
   * data without any spread, such as a single observation, their root mean square, or 1 if that
   * vanishes too.
   */
  public double pooledStandardDeviation() {
    double squares = 0;
    double spread = 0;
    for (long j = 0; j < data.columns(); j++) {
      // Differences from an entry lose no digits, and are 0 where all are equal.
      double origin = data.get(0, j);
      double offset = 0;
      for (long n = 0; n < data.rows(); n++) {
        offset += (data.get(n, j) - origin) / data.rows();
        squares += data.get(n, j) * data.get(n, j);
      }
      for (long n = 0; n < data.rows(); n++) {
        double difference = data.get(n, j) - origin - offset;
        spread += difference * difference;
      }
    }
    double entries = (double) data.rows() * data.columns();
    if (spread > 0) {
      return Math.sqrt(spread / (entries - data.columns()));
    }
    return squares > 0 ? Math.sqrt(squares / entries) : 1;
  }
}
