package org.sluice.cli.system.population.config;

import java.util.Map;
import org.sluice.cli.config.TypeName;
import org.sluice.inversion.noise.NamedLaw;
import org.sluice.inversion.range.OutOfRangeException;
import tools.jackson.databind.JsonNode;

/** The table {@code [noise]}: the family of Γ. */
public sealed interface NoiseConfig {

  /** The law of the noise's components: Gaussian by default. */
  NamedLaw law();

  /** The start by name, or null for the one that the data suggest. */
  Map<String, JsonNode> start();

  /** The truth by name, or null. */
  Map<String, JsonNode> truth();

  /** γ² I. */
  @TypeName("isotropic")
  record Isotropic(NamedLaw law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    static Isotropic defaults() {
      return new Isotropic(NamedLaw.GAUSSIAN, null, null);
    }
  }

  /** A variance for each observed number. */
  @TypeName("diagonal")
  record Diagonal(NamedLaw law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    static Diagonal defaults() {
      return new Diagonal(NamedLaw.GAUSSIAN, null, null);
    }
  }

  /** Any covariance. */
  @TypeName("full")
  record Full(NamedLaw law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    static Full defaults() {
      return new Full(NamedLaw.GAUSSIAN, null, null);
    }
  }

  /**
   * A Matérn covariance along a coordinate.
   *
   * @param smoothness 1.5, the default, or 2.5
   * @param positions coordinate of each observed number; by default the sensors
   */
  @TypeName("matern")
  record Matern(
      NamedLaw law,
      double smoothness,
      double[] positions,
      Map<String, JsonNode> start,
      Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the smoothness. */
    public Matern {
      if (smoothness != 1.5 && smoothness != 2.5) {
        throw new OutOfRangeException(
            "smoothness",
            "must be 1.5 or 2.5, not %s; for 0.5 use noise.type = \"exponential\""
                .formatted(smoothness));
      }
    }

    static Matern defaults() {
      return new Matern(NamedLaw.GAUSSIAN, 1.5, null, null, null);
    }
  }

  /**
   * An exponential covariance along a coordinate.
   *
   * @param positions coordinate of each observed number; by default the sensors
   */
  @TypeName("exponential")
  record Exponential(
      NamedLaw law, double[] positions, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    static Exponential defaults() {
      return new Exponential(NamedLaw.GAUSSIAN, null, null, null);
    }
  }
}
