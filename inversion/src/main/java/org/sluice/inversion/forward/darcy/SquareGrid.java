package org.sluice.inversion.forward.darcy;

import java.util.Arrays;
import org.sluice.inversion.algebra.BandedCholesky;

/**
 * Linear finite elements on the unit square, divided into (n−1)² squares of two triangles each. The
 * conductivity of a square is the mean of those at its corners. Since the triangles are
 * right-angled, flow couples nodes along their legs only: this is the five-point scheme, in which
 * the conductance of an edge is the mean of the conductivities of the two squares beside it.
 *
 * <p>Fields are arrays of n² numbers with node (i, j) at i n + j. Workspace for one thread.
 */
final class SquareGrid {

  private final int nodes;
  private final int inner;
  private final double[] squares;
  private final BandedCholesky matrix;
  private final double[] unknowns;

  SquareGrid(int nodes) {
    this.nodes = nodes;
    this.inner = nodes - 2;
    this.squares = new double[(nodes - 1) * (nodes - 1)];
    this.matrix = new BandedCholesky(inner * inner, inner);
    this.unknowns = new double[inner * inner];
  }

  /** Assembles and factors the matrix for a conductivity. */
  void factor(double[] conductivity) {
    for (int i = 0; i < nodes - 1; i++) {
      for (int j = 0; j < nodes - 1; j++) {
        int node = i * nodes + j;
        squares[i * (nodes - 1) + j] =
            (conductivity[node]
                    + conductivity[node + 1]
                    + conductivity[node + nodes]
                    + conductivity[node + nodes + 1])
                / 4;
      }
    }
    matrix.clear();
    for (int i = 0; i < nodes - 1; i++) {
      for (int j = 1; j < nodes - 1; j++) {
        // The edge from (i, j) to (i + 1, j), and its mirror image from (j, i) to (j, i + 1).
        couple(i, j, i + 1, j, (square(i, j - 1) + square(i, j)) / 2);
        couple(j, i, j, i + 1, (square(j - 1, i) + square(j, i)) / 2);
      }
    }
    matrix.factor();
  }

  private double square(int i, int j) {
    return squares[i * (nodes - 1) + j];
  }

  private void couple(int i, int j, int otherI, int otherJ, double conductance) {
    boolean inner = isInner(i, j);
    boolean otherInner = isInner(otherI, otherJ);
    if (inner) {
      matrix.add(unknown(i, j), unknown(i, j), conductance);
    }
    if (otherInner) {
      matrix.add(unknown(otherI, otherJ), unknown(otherI, otherJ), conductance);
    }
    if (inner && otherInner) {
      matrix.add(unknown(otherI, otherJ), unknown(i, j), -conductance);
    }
  }

  private boolean isInner(int i, int j) {
    return i > 0 && i < nodes - 1 && j > 0 && j < nodes - 1;
  }

  private int unknown(int i, int j) {
    return (i - 1) * inner + j - 1;
  }

  /**
   * Solves for the field of given nodal loads; both may be the same array. The field is zero on the
   * boundary, where loads have no effect.
   */
  void solve(double[] loads, double[] field) {
    for (int i = 1; i <= inner; i++) {
      System.arraycopy(loads, i * nodes + 1, unknowns, (i - 1) * inner, inner);
    }
    matrix.solve(unknowns);
    Arrays.fill(field, 0);
    for (int i = 1; i <= inner; i++) {
      System.arraycopy(unknowns, (i - 1) * inner, field, i * nodes + 1, inner);
    }
  }

  /** Computes the gradient by the adjoint λ: −∂(λᵀ K u)/∂z at each node, with the matrix K(z). */
  void gradient(double[] field, double[] adjoint, double[] gradient) {
    Arrays.fill(squares, 0);
    for (int i = 0; i < nodes - 1; i++) {
      for (int j = 1; j < nodes - 1; j++) {
        int down = i * nodes + j;
        double flow = flow(field, adjoint, down, down + nodes);
        squares[i * (nodes - 1) + j - 1] -= flow / 2;
        squares[i * (nodes - 1) + j] -= flow / 2;
        int across = j * nodes + i;
        flow = flow(field, adjoint, across, across + 1);
        squares[(j - 1) * (nodes - 1) + i] -= flow / 2;
        squares[j * (nodes - 1) + i] -= flow / 2;
      }
    }
    Arrays.fill(gradient, 0);
    for (int i = 0; i < nodes - 1; i++) {
      for (int j = 0; j < nodes - 1; j++) {
        int node = i * nodes + j;
        double share = square(i, j) / 4;
        gradient[node] += share;
        gradient[node + 1] += share;
        gradient[node + nodes] += share;
        gradient[node + nodes + 1] += share;
      }
    }
  }

  private static double flow(double[] field, double[] adjoint, int here, int there) {
    return (field[there] - field[here]) * (adjoint[there] - adjoint[here]);
  }
}
