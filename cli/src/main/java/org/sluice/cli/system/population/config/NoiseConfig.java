package org.sluice.cli.system.population.config;

import java.util.Map;
import org.sluice.cli.config.Choice;
import org.sluice.cli.config.TypeName;
import org.sluice.inversion.range.OutOfRangeException;
import tools.jackson.databind.JsonNode;

/** The table {@code [noise]}: the family of Γ. */
public sealed interface NoiseConfig {

  /** The law by default. */
  String GAUSSIAN = "gaussian";

  /** The law of the noise's components: {@code gaussian}, the default, laplace or student. */
  String law();

  /** Where to start, by name, or null for the data's pooled standard deviation. */
  Map<String, JsonNode> start();

  /** The truth by name, or null. */
  Map<String, JsonNode> truth();

  /** γ² I. */
  @TypeName("isotropic")
  record Isotropic(String law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Isotropic {
      requireLaw(law);
    }

    static Isotropic defaults() {
      return new Isotropic(GAUSSIAN, null, null);
    }
  }

  /** A variance for each observed number. */
  @TypeName("diagonal")
  record Diagonal(String law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Diagonal {
      requireLaw(law);
    }

    static Diagonal defaults() {
      return new Diagonal(GAUSSIAN, null, null);
    }
  }

  /** Any covariance. */
  @TypeName("full")
  record Full(String law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Full {
      requireLaw(law);
    }

    static Full defaults() {
      return new Full(GAUSSIAN, null, null);
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
      String law,
      double smoothness,
      double[] positions,
      Map<String, JsonNode> start,
      Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law and the smoothness. */
    public Matern {
      requireLaw(law);
      if (smoothness != 1.5 && smoothness != 2.5) {
        throw new OutOfRangeException(
            "smoothness",
            "must be 1.5 or 2.5, not %s; for 0.5 use noise.type = \"exponential\""
                .formatted(smoothness));
      }
    }

    static Matern defaults() {
      return new Matern(GAUSSIAN, 1.5, null, null, null);
    }
  }

  /**
   * An exponential covariance along a coordinate.
   *
   * @param positions coordinate of each observed number; by default the sensors
   */
  @TypeName("exponential")
  record Exponential(
      String law, double[] positions, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Exponential {
      requireLaw(law);
    }

    static Exponential defaults() {
      return new Exponential(GAUSSIAN, null, null, null);
    }
  }

  private static void requireLaw(String law) {
    Choice.of("law", law, GAUSSIAN, "laplace", "student");
  }
}
