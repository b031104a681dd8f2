package org.sluice.inversion.optimise;

/**
 * The negative logarithm of a Gaussian prior on a measure's coordinates, up to a constant: h(α) =
 * Σ_i (α_i − centre_i)² / (2 scale_i²) (the form of Akyildiz, Girolami, Stuart and Vadeboncoeur,
 * arXiv 2405.17955).
 *
 * @param centre one entry per coordinate
 * @param scale one entry per coordinate, more than 0; infinite where there is no prior
 */
public record GaussianPrior(double[] centre, double[] scale) {

  /** Checks lengths and ranges. */
  public GaussianPrior {
    if (centre.length != scale.length) {
      throw new IllegalArgumentException(
          "a prior needs as many scales as centres, not %d and %d"
              .formatted(scale.length, centre.length));
    }
    for (int i = 0; i < centre.length; i++) {
      if (!Double.isFinite(centre[i]) || !(scale[i] > 0)) {
        throw new IllegalArgumentException(
            "a prior needs a finite centre and a scale more than 0, not %s and %s for coordinate %d"
                .formatted(centre[i], scale[i], i + 1));
      }
    }
    centre = centre.clone();
    scale = scale.clone();
  }

  /** The second derivative of h by a coordinate, 0 where there is no prior. */
  public double curvature(int coordinate) {
    return 1 / (scale[coordinate] * scale[coordinate]);
  }

  /**
   * Evaluates h at the first {@code centre.length} coordinates.
   *
   * @param gradient ∂h is added to it, unless it is null
   */
  public double evaluate(double[] coordinates, double[] gradient) {
    double value = 0;
    for (int i = 0; i < centre.length; i++) {
      double distance = (coordinates[i] - centre[i]) / scale[i];
      value += distance * distance / 2;
      if (gradient != null) {
        gradient[i] += distance / scale[i];
      }
    }
    return value;
  }
}
