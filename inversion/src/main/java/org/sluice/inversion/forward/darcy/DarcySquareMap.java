package org.sluice.inversion.forward.darcy;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.forward.FieldMap;
import org.sluice.kernels.Matrix;

/**
 * Steady flow through a porous medium in the unit square: −∇·(z ∇u) = f with u = 0 on the boundary.
 * Sensors observe u by bilinear interpolation.
 *
 * <p>The parameters are the conductivity z at n × n equidistant nodes, those on the boundary
 * included; column i n + j is the node (i, j)/(n−1). Linear finite elements give a five-point
 * scheme, which is solved by a band Cholesky factorisation. The gradient takes a second solve with
 * the same factor, for the adjoint.
 */
public final class DarcySquareMap implements DifferentiableMap, FieldMap {

  private final int nodes;
  private final double source;
  private final int[] corners;
  private final double[][] weights;

  /**
   * Makes the map on a grid.
   *
   * @param nodes n, at least 3
   * @param sensors positions in [0, 1]², at least one, two numbers each
   * @param source f, constant over the square
   * @throws IllegalArgumentException naming the argument out of range
   */
  public DarcySquareMap(int nodes, double[][] sensors, double source) {
    if (nodes < 3) {
      throw new IllegalArgumentException(
          "the number of nodes along a side must be at least 3, not " + nodes);
    }
    if (sensors.length == 0) {
      throw new IllegalArgumentException("the porous medium needs at least one sensor");
    }
    if (!Double.isFinite(source)) {
      throw new IllegalArgumentException("the source must be finite, not " + source);
    }
    this.nodes = nodes;
    this.source = source;
    this.corners = new int[sensors.length];
    this.weights = new double[sensors.length][];
    for (int s = 0; s < sensors.length; s++) {
      double x = sensors[s][0];
      double y = sensors[s][1];
      if (!(x >= 0 && x <= 1 && y >= 0 && y <= 1)) {
        throw new IllegalArgumentException(
            "sensor %d is at (%s, %s); sensors must be in [0, 1] x [0, 1]".formatted(s + 1, x, y));
      }
      int i = Math.min((int) (x * (nodes - 1)), nodes - 2);
      int j = Math.min((int) (y * (nodes - 1)), nodes - 2);
      double right = x * (nodes - 1) - i;
      double up = y * (nodes - 1) - j;
      corners[s] = i * nodes + j;
      weights[s] =
          new double[] {(1 - right) * (1 - up), (1 - right) * up, right * (1 - up), right * up};
    }
  }

  @Override
  public int parameterDimension() {
    return nodes * nodes;
  }

  @Override
  public int observationDimension() {
    return corners.length;
  }

  @Override
  public List<Integer> grid() {
    return List.of(nodes, nodes);
  }

  @Override
  public double[][] readout() {
    double[][] rows = new double[corners.length][nodes * nodes];
    for (int s = 0; s < corners.length; s++) {
      for (int k = 0; k < 4; k++) {
        rows[s][corner(s, k)] = weights[s][k];
      }
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
    check(z, x, "x");
    SquareGrid grid = new SquareGrid(nodes);
    double[] conductivity = new double[nodes * nodes];
    double[] field = new double[nodes * nodes];
    double[] observation = new double[corners.length];
    for (long row = 0; row < z.rows(); row++) {
      solve(grid, z, row, conductivity, field);
      for (int s = 0; s < corners.length; s++) {
        observation[s] = 0;
        for (int k = 0; k < 4; k++) {
          observation[s] += weights[s][k] * field[corner(s, k)];
        }
      }
      x.writeRow(row, observation);
    }
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    check(z, gradientX, "the gradient in x");
    Panel.check(gradientZ, z.rows(), nodes * nodes, "the gradient in z");
    SquareGrid grid = new SquareGrid(nodes);
    double[] conductivity = new double[nodes * nodes];
    double[] field = new double[nodes * nodes];
    double[] adjoint = new double[nodes * nodes];
    double[] loads = new double[nodes * nodes];
    double[] observation = new double[corners.length];
    for (long row = 0; row < z.rows(); row++) {
      solve(grid, z, row, conductivity, field);
      gradientX.readRow(row, observation);
      Arrays.fill(loads, 0);
      for (int s = 0; s < corners.length; s++) {
        for (int k = 0; k < 4; k++) {
          loads[corner(s, k)] += weights[s][k] * observation[s];
        }
      }
      grid.solve(loads, adjoint);
      grid.gradient(field, adjoint, loads);
      gradientZ.writeRow(row, loads);
    }
  }

  private void check(Matrix z, Matrix x, String name) {
    Panel.check(z, z.rows(), nodes * nodes, "z");
    Panel.check(x, z.rows(), corners.length, name);
  }

  /** The node at corner k, from 0 to 3, of the square that contains sensor s. */
  private int corner(int s, int k) {
    return corners[s] + (k & 1) + (k >> 1) * nodes;
  }

  private void solve(SquareGrid grid, Matrix z, long row, double[] conductivity, double[] field) {
    z.readRow(row, conductivity);
    for (int i = 0; i < conductivity.length; i++) {
      if (!(conductivity[i] > 0 && conductivity[i] < Double.POSITIVE_INFINITY)) {
        throw new ArithmeticException(
            "the conductivity in row %d, column %d is %s; it must be more than 0 and finite, so choose a population of positive fields"
                .formatted(row + 1, i + 1, conductivity[i]));
      }
    }
    grid.factor(conductivity);
    double width = 1.0 / (nodes - 1);
    Arrays.fill(field, source * width * width);
    grid.solve(field, field);
  }
}
