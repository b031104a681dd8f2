package org.sluice.cli.system.population.config;

import org.sluice.cli.config.Choice;
import org.sluice.cli.config.FileName;
import org.sluice.cli.config.SameTable;
import org.sluice.inversion.range.Range;
import org.sluice.inversion.surrogate.ActiveLearningSettings;

/**
 * The table {@code [surrogate]}: the surrogate of the forward map, and its learning.
 *
 * @param type mlp, lipschitz or fourier
 * @param network its sizes
 * @param learning the settings of its learning
 * @param pairs presimulated pairs, or null
 * @param certificate solves that compare the surrogate with the solver at the end, 0 for none; 200
 *     by default
 */
public record SurrogateConfig(
    String type,
    @SameTable NetworkConfig network,
    @SameTable ActiveLearningSettings learning,
    Pairs pairs,
    Integer certificate) {

  private static final int CERTIFICATE = 200;
  private static final int LEAST_CERTIFICATE = 16;

  /**
   * Presimulated pairs in sample files, relative to the config.
   *
   * @param parameters z, n × q
   * @param observations x, n × d
   */
  public record Pairs(@FileName String parameters, @FileName String observations) {

    /** Checks that both files are named. */
    public Pairs {
      Range.present("parameters", parameters);
      Range.present("observations", observations);
    }
  }

  /** Fills in the default and checks the ranges. */
  public SurrogateConfig {
    Range.present("type", type);
    Choice.of("type", type, "mlp", "lipschitz", "fourier");
    certificate = certificate == null ? CERTIFICATE : certificate;
    if (certificate != 0) {
      Range.atLeast("certificate, unless it is 0,", LEAST_CERTIFICATE, certificate);
    }
  }
}
