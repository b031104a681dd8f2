package org.sluice.inversion.measure;

import java.util.Arrays;
import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * A family of laws μ(α) of the systems' parameters: z = T_α(ω) with ω standard normal.
 *
 * <p>The trained numbers are unconstrained <em>coordinates</em> (positive quantities are stored as
 * logarithms); <em>physical</em> numbers are what people read and configure. All matrices are host
 * matrices of type {@code F64}; rows are samples, and rows are independent of each other.
 * Implementations are immutable and may be called from several threads at once.
 */
public interface ParameterMeasure {

  /** q, the number of columns of z. */
  int dimension();

  /** Number of standard normals that one sample takes, the columns of ω. */
  int randomDimension();

  /** Number of coordinates α. */
  default int coordinateCount() {
    return names().size();
  }

  /** Names of the physical numbers, as many as coordinates. */
  List<String> names();

  /**
   * The coordinates of physical numbers. Throws IllegalArgumentException naming the one out of
   * range.
   */
  double[] coordinates(double[] physical);

  /** The physical numbers of coordinates; the inverse of {@link #coordinates}. */
  double[] physical(double[] coordinates);

  /**
   * Physical numbers at which an inversion may start: those of the family's member whose parameters
   * have, or are near to, the given moments.
   *
   * @param mean of z, one entry per parameter; NaN where unknown
   * @param sd standard deviation of z, likewise
   * @return one entry per name; NaN where the family cannot tell, so that people must
   */
  default double[] physicalNear(double[] mean, double[] sd) {
    double[] unknown = new double[coordinateCount()];
    Arrays.fill(unknown, Double.NaN);
    return unknown;
  }

  /** z ← T_α(ω), row by row. ω is n × randomDimension, z is n × dimension. */
  void sample(double[] coordinates, Matrix omega, Matrix z);

  /**
   * Adds Σ_rows (∂T_α(ω)/∂α)ᵀ ∂z to {@code gradient}; rows are added in order.
   *
   * @param z what {@link #sample} gave for these coordinates and ω
   * @param gradientZ ∂J/∂z, n × dimension
   * @param gradient ∂J/∂α, one entry per coordinate, added to
   */
  void backward(double[] coordinates, Matrix omega, Matrix z, Matrix gradientZ, double[] gradient);

  /**
   * The same where a backend computes, in memory that is the backend's own.
   *
   * @param rows number of samples
   * @return null for families whose samples are made on the host alone
   */
  default BackendSampler onBackend(Backend backend, long rows) {
    return null;
  }
}
