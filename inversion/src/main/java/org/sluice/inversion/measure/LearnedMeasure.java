package org.sluice.inversion.measure;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.LogCoordinates;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * A law without a name, learned as a pushforward: z = a + b ⊙ (ω + V tanh(U ω + c)), a Gaussian
 * with independent parameters bent by a network of one hidden layer of h units. For skewed,
 * multimodal or dependent parameters of which no more is known.
 *
 * <p>The numbers are {@code location}, a, and {@code scale}, b, of each parameter, and the
 * network's {@code outer[j,i]}, V, {@code inner[i,j]}, U, and {@code bias[i]}, c. Different
 * networks make the same law, so only the law is recovered and not these numbers. Scales are stored
 * as logarithms.
 */
public final class LearnedMeasure implements ParameterMeasure {

  private static final double BIAS_SPREAD = 1.5;

  private final int dimension;
  private final int units;
  private final int outer;
  private final int inner;
  private final int bias;
  private final List<String> names;

  /**
   * A family with h hidden units.
   *
   * @param dimension q, at least 1
   * @param units h, at least 1
   * @throws IllegalArgumentException if one is less than 1
   */
  public LearnedMeasure(int dimension, int units) {
    if (dimension < 1 || units < 1) {
      throw new IllegalArgumentException(
          "a learned population needs at least 1 parameter and 1 hidden unit, not %d and %d"
              .formatted(dimension, units));
    }
    this.dimension = dimension;
    this.units = units;
    this.outer = 2 * dimension;
    this.inner = outer + dimension * units;
    this.bias = inner + units * dimension;
    List<String> all = new ArrayList<>(CoordinateNames.indexed("location", dimension));
    all.addAll(CoordinateNames.indexed("scale", dimension));
    addNames(all, "outer", dimension, units);
    addNames(all, "inner", units, dimension);
    for (int i = 1; i <= units; i++) {
      all.add("bias[" + i + "]");
    }
    this.names = List.copyOf(all);
  }

  private static void addNames(List<String> names, String name, int rows, int columns) {
    for (int i = 1; i <= rows; i++) {
      for (int j = 1; j <= columns; j++) {
        names.add("%s[%d,%d]".formatted(name, i, j));
      }
    }
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public int randomDimension() {
    return dimension;
  }

  @Override
  public List<String> names() {
    return names;
  }

  @Override
  public CoordinateKind kind(int coordinate) {
    return switch (coordinate / dimension) {
      case 0 -> CoordinateKind.LINEAR;
      case 1 -> CoordinateKind.LOGARITHM;
      default -> CoordinateKind.PURE;
    };
  }

  @Override
  public double[] coordinates(double[] physical) {
    LogCoordinates.checkCount(CoordinateNames.OWNER, names, physical);
    double[] coordinates = new double[physical.length];
    for (int i = 0; i < physical.length; i++) {
      boolean scale = i >= dimension && i < outer;
      coordinates[i] =
          scale
              ? LogCoordinates.logarithm(CoordinateNames.OWNER, names.get(i), physical[i])
              : LogCoordinates.finite(CoordinateNames.OWNER, names.get(i), physical[i]);
    }
    return coordinates;
  }

  @Override
  public double[] physical(double[] coordinates) {
    double[] physical = coordinates.clone();
    for (int j = dimension; j < outer; j++) {
      physical[j] = Math.exp(coordinates[j]);
    }
    return physical;
  }

  /**
   * {@inheritDoc} The normal law of these moments: V = 0, and fixed random U and c, which the first
   * step of V sets in motion.
   */
  @Override
  public double[] physicalNear(double[] mean, double[] sd) {
    double[] physical = Arrays.copyOf(mean, names.size());
    System.arraycopy(sd, 0, physical, dimension, dimension);
    for (int i = inner; i < bias; i++) {
      physical[i] =
          Philox.normal(RandomStream.FIXED_SEED, RandomStream.LEARNED_WEIGHTS.number(), i - inner);
    }
    for (int i = 0; i < units; i++) {
      physical[bias + i] =
          BIAS_SPREAD
              * Philox.normal(RandomStream.FIXED_SEED, RandomStream.LEARNED_BIASES.number(), i);
    }
    return physical;
  }

  @Override
  public void sample(double[] coordinates, Matrix omega, Matrix z) {
    Panel.check(omega, omega.rows(), dimension, "ω");
    Panel.check(z, omega.rows(), dimension, "z");
    Panel normals = new Panel(dimension);
    Panel hidden = new Panel(units);
    Panel values = new Panel(dimension);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      forward(coordinates, normals, hidden, values);
      for (int j = 0; j < dimension; j++) {
        double scale = Math.exp(coordinates[dimension + j]);
        double[] value = values.column(j);
        for (int l = 0; l < Panel.LANES; l++) {
          value[l] = coordinates[j] + scale * value[l];
        }
      }
      values.store(z, first, lanes);
    }
  }

  @Override
  public void backward(
      double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient) {
    Panel.check(omega, z.rows(), dimension, "ω");
    Panel.check(z, z.rows(), dimension, "z");
    Panel.check(gradientZ, z.rows(), dimension, "the gradient in z");
    Panel normals = new Panel(dimension);
    Panel hidden = new Panel(units);
    Panel values = new Panel(dimension);
    Panel gradients = new Panel(dimension);
    double[] byHidden = new double[Panel.LANES];
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      normals.load(omega, first, lanes);
      gradients.load(gradientZ, first, lanes);
      forward(coordinates, normals, hidden, values);
      for (int j = 0; j < dimension; j++) {
        double[] column = gradients.column(j);
        gradient[j] = Panel.sum(gradient[j], column, lanes);
        double scale = Math.exp(coordinates[dimension + j]);
        for (int l = 0; l < Panel.LANES; l++) {
          column[l] *= scale;
        }
        gradient[dimension + j] += product(column, values.column(j), lanes);
      }
      for (int i = 0; i < units; i++) {
        double[] unit = hidden.column(i);
        Arrays.fill(byHidden, 0);
        for (int j = 0; j < dimension; j++) {
          int weight = outer + j * units + i;
          double[] column = gradients.column(j);
          gradient[weight] += product(column, unit, lanes);
          for (int l = 0; l < Panel.LANES; l++) {
            byHidden[l] += coordinates[weight] * column[l];
          }
        }
        for (int l = 0; l < Panel.LANES; l++) {
          byHidden[l] *= 1 - unit[l] * unit[l];
        }
        gradient[bias + i] = Panel.sum(gradient[bias + i], byHidden, lanes);
        for (int j = 0; j < dimension; j++) {
          gradient[inner + i * dimension + j] += product(byHidden, normals.column(j), lanes);
        }
      }
    }
  }

  @Override
  public PushforwardOnBackend onBackend(Backend backend, long rows) {
    return new LearnedOnBackend(backend, rows, dimension, units);
  }

  /** Hidden ← tanh(U ω + c), values ← ω + V hidden. */
  private void forward(double[] coordinates, Panel normals, Panel hidden, Panel values) {
    for (int i = 0; i < units; i++) {
      hidden.fill(i, coordinates[bias + i]);
      for (int j = 0; j < dimension; j++) {
        hidden.addScaled(i, coordinates[inner + i * dimension + j], normals.column(j));
      }
      double[] unit = hidden.column(i);
      for (int l = 0; l < Panel.LANES; l++) {
        unit[l] = Math.tanh(unit[l]);
      }
    }
    for (int j = 0; j < dimension; j++) {
      values.fill(j, 0);
      values.addScaled(j, 1, normals.column(j));
      for (int i = 0; i < units; i++) {
        values.addScaled(j, coordinates[outer + j * units + i], hidden.column(i));
      }
    }
  }

  private static double product(double[] values, double[] factors, int lanes) {
    double sum = 0;
    for (int l = 0; l < lanes; l++) {
      sum += values[l] * factors[l];
    }
    return sum;
  }
}
