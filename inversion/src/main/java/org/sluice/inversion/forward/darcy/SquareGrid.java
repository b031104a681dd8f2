package org.sluice.inversion.forward.darcy;

import java.util.Arrays;
import org.sluice.inversion.algebra.BandedCholesky;

/**
 * Linear finite elements on the unit square, cut into (n−1)² squares of two triangles each, with
 * one conductivity a square, the mean of its corners'. The triangles' legs alone carry flow: this
 * is the five-point scheme, an edge's conductance being the mean of the two squares beside it.
 *
 * <p>Fields are arrays of n² numbers, node (i, j) at i n + j. Scratch for one thread.
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

  /** Assembles and factors the matrix of a conductivity. */
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

  private void couple(int i, int j, int iThere, int jThere, double conductance) {
    boolean here = isInner(i, j);
    boolean there = isInner(iThere, jThere);
    if (here) {
      matrix.add(unknown(i, j), unknown(i, j), conductance);
    }
    if (there) {
      matrix.add(unknown(iThere, jThere), unknown(iThere, jThere), conductance);
    }
    if (here && there) {
      matrix.add(unknown(iThere, jThere), unknown(i, j), -conductance);
    }
  }

  private boolean isInner(int i, int j) {
    return i > 0 && i < nodes - 1 && j > 0 && j < nodes - 1;
  }

  private int unknown(int i, int j) {
    return (i - 1) * inner + j - 1;
  }

  /**
   * Solves for the field of nodal loads, which may be the same array; it vanishes on the boundary,
   * where loads do nothing.
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

  /** −∂(λᵀ K u)/∂z for each node's conductivity z, K the matrix: the gradient by adjoints. */
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
