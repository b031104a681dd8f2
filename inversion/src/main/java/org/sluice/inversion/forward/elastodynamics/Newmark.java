package org.sluice.inversion.forward.elastodynamics;

import org.sluice.inversion.algebra.Panel;
import org.sluice.kernels.Matrix;

/**
 * Newmark's method for a panel of bars. With β = ¼ and γ = ½, the increment Δ of the displacements
 * solves
 *
 * <pre>  (g M + ½ k D) Δ = M p − k D u,   g = 1 + c Δt/(2ρ),  k = 3 E Δt²/(ρh²),</pre>
 *
 * where p is the velocity times the time step. The stencils M = (1, 4, 1) and D = (−1, 2, −1) are
 * the mass matrix over ρh/6 and the stiffness matrix over E/h. The tangents with respect to g and k
 * solve systems with the same matrix, so one factorisation serves all three.
 *
 * <p>Workspace for one thread.
 */
final class Newmark {

  private final Bar bar;
  private final double[] shape;
  private final Panel parameters = new Panel(2);
  private final double[] diagonal = new double[Panel.LANES];
  private final double[] beside = new double[Panel.LANES];
  private final double[] stiffness = new double[Panel.LANES];
  private final TridiagonalFactors factors;
  private final Motion motion;
  private final Motion byMass;
  private final Motion byStiffness;
  private int lanes;

  Newmark(Bar bar, boolean tangents) {
    this.bar = bar;
    int nodes = bar.elements() + 1;
    this.shape = new double[nodes];
    for (int i = 1; i < nodes - 1; i++) {
      shape[i] = Math.sin(Math.PI * i / bar.elements());
    }
    this.factors = new TridiagonalFactors(nodes - 2);
    this.motion = new Motion(nodes);
    this.byMass = tangents ? new Motion(nodes) : null;
    this.byStiffness = tangents ? new Motion(nodes) : null;
  }

  /**
   * Loads the parameters (E, c) of some rows and starts at time 0.
   *
   * @throws ArithmeticException if E is not positive or c negative, naming row and column
   */
  void start(Matrix z, long first, int count) {
    lanes = count;
    parameters.load(z, first, lanes);
    double[] modulus = parameters.column(0);
    double[] damping = parameters.column(1);
    for (int l = 0; l < lanes; l++) {
      require(modulus[l] > 0 && modulus[l] < Double.POSITIVE_INFINITY, first + l, 1, modulus[l]);
      require(damping[l] >= 0 && damping[l] < Double.POSITIVE_INFINITY, first + l, 2, damping[l]);
      double mass = 1 + damping[l] * bar.massByDamping();
      stiffness[l] = modulus[l] * bar.stiffnessByModulus();
      diagonal[l] = 4 * mass + stiffness[l];
      beside[l] = mass - 0.5 * stiffness[l];
    }
    factors.factor(diagonal, beside, lanes);
    motion.start(shape);
    if (byMass != null) {
      byMass.start(new double[shape.length]);
      byStiffness.start(new double[shape.length]);
    }
  }

  private static void require(boolean valid, long row, int column, double value) {
    if (!valid) {
      throw new ArithmeticException(
          "the bar's %s, in row %d, column %d, is %s; it must be %s and finite, so choose a population of positive numbers"
              .formatted(
                  column == 1 ? "modulus of elasticity" : "damping",
                  row + 1,
                  column,
                  value,
                  column == 1 ? "more than 0" : "0 or more"));
    }
  }

  /** Takes one time step. */
  void step() {
    motion.load(stiffness, lanes);
    factors.solve(motion.increments(), lanes);
    if (byMass != null) {
      byMass.load(stiffness, lanes);
      byMass.subtractMass(motion, lanes);
      factors.solve(byMass.increments(), lanes);
      byMass.advance(lanes);
      byStiffness.load(stiffness, lanes);
      byStiffness.subtractStiffness(motion, lanes);
      factors.solve(byStiffness.increments(), lanes);
      byStiffness.advance(lanes);
    }
    motion.advance(lanes);
  }

  /** u, array i for node i. */
  double[][] displacements() {
    return motion.displacements();
  }

  /** ∂u/∂g. */
  double[][] displacementsByMass() {
    return byMass.displacements();
  }

  /** ∂u/∂k. */
  double[][] displacementsByStiffness() {
    return byStiffness.displacements();
  }
}
