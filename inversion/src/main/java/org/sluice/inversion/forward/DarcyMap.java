package org.sluice.inversion.forward;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/**
 * Steady flow through a porous medium in one dimension: −(z u′)′ = f on (0, 1), u(0) = u(1) = 0.
 * Sensors observe u by linear interpolation.
 *
 * <p>The parameters are the conductivity z at n equidistant nodes, 0 and 1 included. Element e,
 * between nodes e and e + 1, has the conductivity of its left node, so that of the last node has no
 * effect. With h = 1/(n−1) and the middle x_{e+½} of element e,
 *
 * <pre>  u_{e+1} = u_e + h (q₀ − f x_{e+½}) / z_e,   q₀ = f Σ x_{e+½}/z_e / Σ 1/z_e</pre>
 *
 * is the exact solution by linear finite elements, in O(n) and without a linear system. The adjoint
 * has the same form: for nodal loads v, with V_e = v₁ + … + v_e and p₀ = Σ V_e/z_e / Σ 1/z_e,
 *
 * <pre>  ∂(v·u)/∂z_e = −h (q₀ − f x_{e+½}) (p₀ − V_e) / z_e².</pre>
 */
public final class DarcyMap implements DifferentiableMap, FieldMap {

  private final int nodes;
  private final double source;
  private final double width;
  private final double[] middles;
  private final int[] elements;
  private final double[] weights;

  /**
   * Makes the map on a grid.
   *
   * @param nodes n, at least 2
   * @param sensors positions in [0, 1], at least one
   * @param source f, constant over the domain
   * @throws IllegalArgumentException naming the argument out of range
   */
  public DarcyMap(int nodes, double[] sensors, double source) {
    if (nodes < 2) {
      throw new IllegalArgumentException("the number of nodes must be at least 2, not " + nodes);
    }
    if (sensors.length == 0) {
      throw new IllegalArgumentException("the porous medium needs at least one sensor");
    }
    if (!Double.isFinite(source)) {
      throw new IllegalArgumentException("the source must be finite, not " + source);
    }
    this.nodes = nodes;
    this.source = source;
    this.width = 1.0 / (nodes - 1);
    this.middles = new double[nodes - 1];
    for (int e = 0; e < nodes - 1; e++) {
      middles[e] = (e + 0.5) * width;
    }
    this.elements = new int[sensors.length];
    this.weights = new double[sensors.length];
    for (int s = 0; s < sensors.length; s++) {
      if (!(sensors[s] >= 0 && sensors[s] <= 1)) {
        throw new IllegalArgumentException(
            "sensor %d is at %s; sensors must be in [0, 1]".formatted(s + 1, sensors[s]));
      }
      elements[s] = Math.min((int) (sensors[s] * (nodes - 1)), nodes - 2);
      weights[s] = sensors[s] * (nodes - 1) - elements[s];
    }
  }

  /** The positions of the n equidistant nodes, to which the parameters belong: 0, h, …, 1. */
  public static double[] positions(int nodes) {
    double[] positions = new double[nodes];
    for (int i = 0; i < nodes; i++) {
      positions[i] = (double) i / (nodes - 1);
    }
    return positions;
  }

  @Override
  public int parameterDimension() {
    return nodes;
  }

  @Override
  public int observationDimension() {
    return elements.length;
  }

  @Override
  public List<Integer> grid() {
    return List.of(nodes);
  }

  @Override
  public double[][] readout() {
    double[][] rows = new double[elements.length][nodes];
    for (int s = 0; s < elements.length; s++) {
      rows[s][elements[s]] = 1 - weights[s];
      rows[s][elements[s] + 1] = weights[s];
    }
    return rows;
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException if a conductivity is not positive and finite, naming row and column
   */
  @Override
  public void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), nodes, "z");
    Panel.check(x, z.rows(), elements.length, "x");
    Panel resistances = new Panel(nodes);
    Panel pressures = new Panel(nodes);
    Panel observations = new Panel(elements.length);
    double[] flux = new double[Panel.LANES];
    double[] total = new double[Panel.LANES];
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      invert(z, first, lanes, resistances);
      weightedMean(resistances, middles, flux, total, lanes);
      for (int e = 0; e < nodes - 1; e++) {
        step(
            pressures.column(e),
            flux,
            source * middles[e],
            resistances.column(e),
            pressures.column(e + 1),
            lanes);
      }
      for (int s = 0; s < elements.length; s++) {
        interpolate(
            pressures.column(elements[s]),
            pressures.column(elements[s] + 1),
            weights[s],
            observations.column(s),
            lanes);
      }
      observations.store(x, first, lanes);
    }
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    Panel.check(z, z.rows(), nodes, "z");
    Panel.check(gradientX, z.rows(), elements.length, "the gradient in x");
    Panel.check(gradientZ, z.rows(), nodes, "the gradient in z");
    Panel resistances = new Panel(nodes);
    Panel loads = new Panel(nodes);
    Panel observations = new Panel(elements.length);
    double[] flux = new double[Panel.LANES];
    double[] adjointFlux = new double[Panel.LANES];
    double[] total = new double[Panel.LANES];
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      invert(z, first, lanes, resistances);
      weightedMean(resistances, middles, flux, total, lanes);
      observations.load(gradientX, first, lanes);
      for (int i = 0; i < nodes; i++) {
        loads.fill(i, 0);
      }
      for (int s = 0; s < elements.length; s++) {
        loads.addScaled(elements[s], 1 - weights[s], observations.column(s));
        loads.addScaled(elements[s] + 1, weights[s], observations.column(s));
      }
      // u(0) is fixed, so that a load at node 0 has no effect.
      loads.fill(0, 0);
      for (int i = 1; i < nodes; i++) {
        loads.addScaled(i, 1, loads.column(i - 1));
      }
      weightedMean(resistances, loads, adjointFlux, total, lanes);
      for (int e = 0; e < nodes - 1; e++) {
        differentiate(
            flux, source * middles[e], adjointFlux, loads.column(e), resistances.column(e), lanes);
      }
      loads.fill(nodes - 1, 0);
      loads.store(gradientZ, first, lanes);
    }
  }

  /** Loads 1/z into the panel, and checks z. */
  private void invert(Matrix z, long first, int lanes, Panel resistances) {
    resistances.load(z, first, lanes);
    for (int i = 0; i < nodes; i++) {
      double[] column = resistances.column(i);
      boolean positive = true;
      for (int l = 0; l < lanes; l++) {
        positive &= column[l] > 0 & column[l] < Double.POSITIVE_INFINITY;
      }
      if (!positive) {
        throw notPositive(column, first, i, lanes);
      }
      for (int l = 0; l < lanes; l++) {
        column[l] = 1 / column[l];
      }
    }
  }

  private static ArithmeticException notPositive(double[] column, long first, int node, int lanes) {
    int l = 0;
    while (l < lanes - 1 && column[l] > 0 && column[l] < Double.POSITIVE_INFINITY) {
      l++;
    }
    return new ArithmeticException(
        "the conductivity in row %d, column %d is %s; flow through a porous medium needs positive, finite ones"
            .formatted(first + l + 1, node + 1, column[l]));
  }

  /** mean ← f Σ x/z / Σ 1/z over the elements. */
  private void weightedMean(
      Panel resistances, double[] values, double[] mean, double[] total, int lanes) {
    Arrays.fill(mean, 0);
    Arrays.fill(total, 0);
    for (int e = 0; e < nodes - 1; e++) {
      double[] resistance = resistances.column(e);
      double value = values[e];
      for (int l = 0; l < lanes; l++) {
        mean[l] += value * resistance[l];
        total[l] += resistance[l];
      }
    }
    for (int l = 0; l < lanes; l++) {
      mean[l] = source * mean[l] / total[l];
    }
  }

  /** mean ← Σ V/z / Σ 1/z over the elements. */
  private void weightedMean(
      Panel resistances, Panel values, double[] mean, double[] total, int lanes) {
    Arrays.fill(mean, 0);
    Arrays.fill(total, 0);
    for (int e = 0; e < nodes - 1; e++) {
      double[] resistance = resistances.column(e);
      double[] value = values.column(e);
      for (int l = 0; l < lanes; l++) {
        mean[l] += value[l] * resistance[l];
        total[l] += resistance[l];
      }
    }
    for (int l = 0; l < lanes; l++) {
      mean[l] /= total[l];
    }
  }

  private void step(
      double[] from, double[] flux, double inflow, double[] resistance, double[] to, int lanes) {
    double h = width;
    for (int l = 0; l < lanes; l++) {
      to[l] = from[l] + h * (flux[l] - inflow) * resistance[l];
    }
  }

  private static void interpolate(
      double[] left, double[] right, double weight, double[] value, int lanes) {
    for (int l = 0; l < lanes; l++) {
      value[l] = (1 - weight) * left[l] + weight * right[l];
    }
  }

  /** Overwrites V_e by the derivative with respect to z_e. */
  private void differentiate(
      double[] flux,
      double inflow,
      double[] adjointFlux,
      double[] load,
      double[] resistance,
      int lanes) {
    double h = width;
    for (int l = 0; l < lanes; l++) {
      load[l] =
          -h * (flux[l] - inflow) * (adjointFlux[l] - load[l]) * resistance[l] * resistance[l];
    }
  }
}
