package org.sluice.cli.system.population.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.sluice.cli.config.Require;
import tools.jackson.databind.JsonNode;

/** The table {@code [noise]}: the family of Γ. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = NoiseConfig.Isotropic.class, name = "isotropic"),
  @JsonSubTypes.Type(value = NoiseConfig.Diagonal.class, name = "diagonal"),
  @JsonSubTypes.Type(value = NoiseConfig.Full.class, name = "full"),
  @JsonSubTypes.Type(value = NoiseConfig.Matern.class, name = "matern"),
  @JsonSubTypes.Type(value = NoiseConfig.Exponential.class, name = "exponential")
})
public sealed interface NoiseConfig {

  /** The law of the noise's components: {@code gaussian}, the default, laplace or student. */
  String law();

  /** Where to start, by name, or null for the data's pooled standard deviation. */
  Map<String, JsonNode> start();

  /** The truth by name, or null. */
  Map<String, JsonNode> truth();

  /** γ² I. */
  record Isotropic(String law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Isotropic {
      law = checkedLaw(law);
    }
  }

  /** A variance for each observed number. */
  record Diagonal(String law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Diagonal {
      law = checkedLaw(law);
    }
  }

  /** Any covariance. */
  record Full(String law, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Full {
      law = checkedLaw(law);
    }
  }

  /**
   * A Matérn covariance along a coordinate.
   *
   * @param smoothness 1.5, the default, or 2.5
   * @param positions coordinate of each observed number; by default the sensors
   */
  record Matern(
      String law,
      Double smoothness,
      double[] positions,
      Map<String, JsonNode> start,
      Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Fills in the default and checks the range. */
    public Matern {
      law = checkedLaw(law);
      smoothness = smoothness == null ? 1.5 : smoothness;
      if (smoothness != 1.5 && smoothness != 2.5) {
        throw new IllegalArgumentException(
            "noise.smoothness must be 1.5 or 2.5, not %s; for 0.5 use noise.type = \"exponential\""
                .formatted(smoothness));
      }
    }
  }

  /**
   * An exponential covariance along a coordinate.
   *
   * @param positions coordinate of each observed number; by default the sensors
   */
  record Exponential(
      String law, double[] positions, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements NoiseConfig {

    /** Checks the law. */
    public Exponential {
      law = checkedLaw(law);
    }
  }

  private static String checkedLaw(String law) {
    return law == null
        ? "gaussian"
        : Require.oneOf("noise.law", law, "gaussian", "laplace", "student");
  }
}
