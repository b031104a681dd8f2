package org.sluice.inversion.forward.elastodynamics;

import java.util.List;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.FieldMap;
import org.sluice.kernels.Matrix;

/**
 * The displacements of a damped elastic bar ({@link Bar}) at sensors. The parameters z = (E, c) are
 * the modulus of elasticity and the damping. Sensors read the displacement by linear interpolation,
 * at equidistant times up to the last: column s · times + t of x is reading t of sensor s.
 *
 * <p>The gradient is exact for the discrete solution; it takes the two tangents of that solution.
 */
public final class ElastodynamicsMap implements DifferentiableMap, FieldMap {

  private final Bar bar;
  private final int times;
  private final int[] elements;
  private final double[] weights;

  /**
   * Makes the map of a bar.
   *
   * @param sensors positions in [0, 1], at least one
   * @param times the number of readings of each sensor, a divisor of the bar's number of steps
   * @throws IllegalArgumentException naming the argument out of range
   */
  public ElastodynamicsMap(Bar bar, double[] sensors, int times) {
    if (sensors.length == 0) {
      throw new IllegalArgumentException("the bar needs at least one sensor");
    }
    if (times < 1 || bar.steps() % times != 0) {
      throw new IllegalArgumentException(
          "the bar's sensors are read %d times, which must divide its %d steps"
              .formatted(times, bar.steps()));
    }
    this.bar = bar;
    this.times = times;
    this.elements = new int[sensors.length];
    this.weights = new double[sensors.length];
    for (int s = 0; s < sensors.length; s++) {
      if (!(sensors[s] >= 0 && sensors[s] <= 1)) {
        throw new IllegalArgumentException(
            "sensor %d is at %s; sensors must be in [0, 1]".formatted(s + 1, sensors[s]));
      }
      elements[s] = Math.min((int) (sensors[s] * bar.elements()), bar.elements() - 1);
      weights[s] = sensors[s] * bar.elements() - elements[s];
    }
  }

  /** The times at which each sensor is read, ascending. */
  public double[] times() {
    double[] instants = new double[times];
    for (int t = 0; t < times; t++) {
      instants[t] = bar.duration() * (t + 1) / times;
    }
    return instants;
  }

  @Override
  public int parameterDimension() {
    return 2;
  }

  @Override
  public int observationDimension() {
    return elements.length * times;
  }

  /** The numbers of the bar's nodes and of reading times. */
  @Override
  public List<Integer> grid() {
    return List.of(bar.elements() + 1, times);
  }

  @Override
  public double[][] readout() {
    double[][] rows = new double[observationDimension()][(bar.elements() + 1) * times];
    for (int s = 0; s < elements.length; s++) {
      for (int t = 0; t < times; t++) {
        double[] row = rows[s * times + t];
        row[elements[s] * times + t] = 1 - weights[s];
        row[(elements[s] + 1) * times + t] = weights[s];
      }
    }
    return rows;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException if a modulus is not positive or a damping negative, naming row and
   *     column
   */
  @Override
  public void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), 2, "z");
    Panel.check(x, z.rows(), observationDimension(), "x");
    Newmark newmark = new Newmark(bar, false);
    Panel observations = new Panel(observationDimension());
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      newmark.start(z, first, lanes);
      for (int t = 0; t < times; t++) {
        advance(newmark);
        for (int s = 0; s < elements.length; s++) {
          double[] observation = observations.column(s * times + t);
          double[] left = newmark.displacements()[elements[s]];
          double[] right = newmark.displacements()[elements[s] + 1];
          for (int l = 0; l < lanes; l++) {
            observation[l] = (1 - weights[s]) * left[l] + weights[s] * right[l];
          }
        }
      }
      observations.store(x, first, lanes);
    }
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    Panel.check(z, z.rows(), 2, "z");
    Panel.check(gradientX, z.rows(), observationDimension(), "the gradient in x");
    Panel.check(gradientZ, z.rows(), 2, "the gradient in z");
    Newmark newmark = new Newmark(bar, true);
    Panel observations = new Panel(observationDimension());
    Panel gradient = new Panel(2);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      newmark.start(z, first, lanes);
      observations.load(gradientX, first, lanes);
      gradient.fill(0, 0);
      gradient.fill(1, 0);
      for (int t = 0; t < times; t++) {
        advance(newmark);
        for (int s = 0; s < elements.length; s++) {
          double[] observation = observations.column(s * times + t);
          add(newmark.displacementsByStiffness(), s, observation, gradient.column(0), lanes);
          add(newmark.displacementsByMass(), s, observation, gradient.column(1), lanes);
        }
      }
      double byModulus = bar.stiffnessByModulus();
      double byDamping = bar.massByDamping();
      for (int l = 0; l < lanes; l++) {
        gradient.column(0)[l] *= byModulus;
        gradient.column(1)[l] *= byDamping;
      }
      gradient.store(gradientZ, first, lanes);
    }
  }

  private void advance(Newmark newmark) {
    for (int step = 0; step < bar.steps() / times; step++) {
      newmark.step();
    }
  }

  /** Adds a sensor's tangent times its gradient. */
  private void add(
      double[][] tangents, int sensor, double[] observation, double[] gradient, int lanes) {
    double[] left = tangents[elements[sensor]];
    double[] right = tangents[elements[sensor] + 1];
    double weight = weights[sensor];
    for (int l = 0; l < lanes; l++) {
      gradient[l] += observation[l] * ((1 - weight) * left[l] + weight * right[l]);
    }
  }
}
