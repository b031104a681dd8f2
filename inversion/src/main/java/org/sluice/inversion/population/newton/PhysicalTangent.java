package org.sluice.inversion.population.newton;

import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.Problem;

/**
 * The derivatives of the physical numbers by the coordinates at a point, which carry small changes
 * and covariances over to first order.
 */
final class PhysicalTangent {

  private static final double OF_ERROR = 1e-4;
  private static final double SMALL = 1e-6;

  private final int count;
  private final double[] jacobian;

  private PhysicalTangent(int count) {
    this.count = count;
    jacobian = new double[count * count];
  }

  /**
   * Differentiates by central differences.
   *
   * @param covariance of the coordinates, p × p, which the widths are taken from
   */
  static PhysicalTangent at(Problem problem, double[] coordinates, double[] covariance) {
    int p = coordinates.length;
    PhysicalTangent tangent = new PhysicalTangent(p);
    for (int j = 0; j < p; j++) {
      double error = Math.sqrt(covariance[j * p + j]);
      double width = error > 0 ? OF_ERROR * error : SMALL * Math.max(1, Math.abs(coordinates[j]));
      double[] up = coordinates.clone();
      double[] down = coordinates.clone();
      up[j] += width;
      down[j] -= width;
      double[] above = Coordinates.physical(problem, up);
      double[] below = Coordinates.physical(problem, down);
      for (int i = 0; i < p && up[j] > down[j]; i++) {
        tangent.jacobian[i * p + j] = (above[i] - below[i]) / (up[j] - down[j]);
      }
    }
    return tangent;
  }

  /** The change of the physical numbers for a small change of the coordinates. */
  double[] times(double[] change) {
    double[] product = new double[count];
    for (int i = 0; i < count; i++) {
      for (int j = 0; j < count; j++) {
        product[i] += jacobian[i * count + j] * change[j];
      }
    }
    return product;
  }

  /**
   * The standard errors of the physical numbers for a covariance of the coordinates; NaN for a
   * number of which the data say nothing.
   */
  double[] standardErrors(double[] covariance) {
    double[] errors = new double[count];
    for (int i = 0; i < count; i++) {
      double variance = 0;
      for (int j = 0; j < count; j++) {
        for (int l = 0; l < count; l++) {
          double weight = jacobian[i * count + j] * jacobian[i * count + l];
          // A number without any influence on another has none on its error, even where its own is
          // not known.
          variance += weight == 0 ? 0 : weight * covariance[j * count + l];
        }
      }
      errors[i] = variance > 0 ? Math.sqrt(variance) : Double.NaN;
    }
    return errors;
  }
}
