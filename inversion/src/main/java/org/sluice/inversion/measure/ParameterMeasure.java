package org.sluice.inversion.measure;

import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * A family of laws μ(α) of the systems' parameters, as a {@link Pushforward} whose coordinates have
 * names.
 *
 * <p>The trained numbers are the unconstrained coordinates, in which positive quantities are
 * logarithms. <em>Physical</em> numbers are the ones that people read and configure: as many, each
 * with a name.
 */
public interface ParameterMeasure extends Pushforward {

  /** The names of the physical numbers, as many as coordinates. */
  List<String> names();

  @Override
  default int coordinateCount() {
    return names().size();
  }

  /**
   * The kind of a coordinate; by default linear, which any optimiser moves all the way.
   *
   * @param coordinate from 0
   */
  default CoordinateKind kind(int coordinate) {
    return CoordinateKind.LINEAR;
  }

  /**
   * Converts physical numbers to coordinates.
   *
   * @throws IllegalArgumentException naming the number out of range
   */
  double[] coordinates(double[] physical);

  /** Converts coordinates to physical numbers; the inverse of {@link #coordinates}. */
  double[] physical(double[] coordinates);

  /**
   * Chooses physical numbers at which an inversion may start: those of the member of the family
   * whose samples have the given moments, or nearly so.
   *
   * @param mean of z, one entry per parameter; NaN where unknown
   * @param sd standard deviation of z, likewise
   * @return one entry per name; NaN where the family cannot choose, so that the user must
   */
  default double[] physicalNear(double[] mean, double[] sd) {
    double[] unknown = new double[coordinateCount()];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  /**
   * Chooses physical numbers at which an inversion may start, from values of the only parameter of
   * systems drawn from the law. Moves with the values, y → c·y + b, where the family does.
   *
   * @return one entry per name; NaN where the family cannot choose, so that the user must
   * @throws IllegalArgumentException if the family has more parameters or none
   */
  default double[] physicalNear(NoisySample sample) {
    if (dimension() != 1) {
      throw new IllegalArgumentException(
          "a sample of one parameter cannot tell the start of a law of " + dimension());
    }
    return physicalNear(new double[] {sample.mean()}, new double[] {sample.sd()});
  }
}
