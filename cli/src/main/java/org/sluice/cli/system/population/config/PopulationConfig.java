package org.sluice.cli.system.population.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Map;
import org.sluice.cli.config.Require;
import tools.jackson.databind.JsonNode;

/** The table {@code [population]}: the family μ(α) of the parameters' law. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = PopulationConfig.Gaussian.class, name = "gaussian"),
  @JsonSubTypes.Type(value = PopulationConfig.LogNormal.class, name = "log-normal"),
  @JsonSubTypes.Type(value = PopulationConfig.Bounded.class, name = "bounded"),
  @JsonSubTypes.Type(value = PopulationConfig.Mixture.class, name = "mixture"),
  @JsonSubTypes.Type(value = PopulationConfig.SinhArcsinh.class, name = "sinh-arcsinh"),
  @JsonSubTypes.Type(value = PopulationConfig.Learned.class, name = "learned"),
  @JsonSubTypes.Type(value = PopulationConfig.LogNormalField.class, name = "log-normal-field"),
  @JsonSubTypes.Type(
      value = PopulationConfig.WhittleMaternField.class,
      name = "whittle-matern-field"),
  @JsonSubTypes.Type(value = PopulationConfig.LevelSetField.class, name = "level-set-field"),
  @JsonSubTypes.Type(value = PopulationConfig.None.class, name = "none")
})
public sealed interface PopulationConfig {

  /** Where to start, by name, or null. */
  Map<String, JsonNode> start();

  /** The truth by name, or null. */
  Map<String, JsonNode> truth();

  /**
   * Normal parameters.
   *
   * @param covariance {@code diagonal}, the default, or {@code full}
   */
  record Gaussian(String covariance, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Fills in the default and checks the choice. */
    public Gaussian {
      covariance =
          covariance == null
              ? "diagonal"
              : Require.oneOf("population.covariance", covariance, "diagonal", "full");
    }
  }

  /**
   * Positive parameters with normal logarithms.
   *
   * @param covariance {@code diagonal}, the default, or {@code full}
   * @param numbers what start and truth tell: mean and sd {@code of-log}, the default, or {@code
   *     moments} of the parameters themselves
   */
  record LogNormal(
      String covariance, String numbers, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Fills in the defaults and checks the choices. */
    public LogNormal {
      covariance =
          covariance == null
              ? "diagonal"
              : Require.oneOf("population.covariance", covariance, "diagonal", "full");
      numbers =
          numbers == null
              ? "of-log"
              : Require.oneOf("population.numbers", numbers, "of-log", "moments");
      if (numbers.equals("moments") && covariance.equals("full")) {
        throw new IllegalArgumentException(
            "population.numbers = \"moments\" contradicts population.covariance = \"full\"");
      }
    }
  }

  /**
   * Parameters between bounds: logistic functions of normals.
   *
   * @param lower bounds, one for each parameter
   * @param upper likewise
   */
  record Bounded(
      double[] lower, double[] upper, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks that there are bounds. */
    public Bounded {
      Require.present("population.lower", lower);
      Require.present("population.upper", upper);
    }
  }

  /**
   * A mixture of normal laws with independent parameters.
   *
   * @param components how many; 2 by default
   */
  record Mixture(Integer components, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Fills in the default and checks the range. */
    public Mixture {
      components = components == null ? 2 : Require.atLeast("population.components", 1, components);
    }
  }

  /** Independent parameters of one mode, with skewness and tails of their own. */
  record SinhArcsinh(Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {}

  /**
   * A law without a name: normals bent by a network.
   *
   * @param units hidden units of the network; 16 by default
   */
  record Learned(Integer units, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Fills in the default and checks the range. */
    public Learned {
      units = units == null ? 16 : Require.atLeast("population.units", 1, units);
    }
  }

  /**
   * A field with normal logarithm m + s φ(x), where φ has a fixed law of unit mean variance.
   *
   * @param length of φ's correlation; 0.3 by default
   * @param smoothness of φ; 1.5 by default
   */
  record LogNormalField(
      Double length, Double smoothness, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Fills in defaults and checks the ranges. */
    public LogNormalField {
      length = length == null ? 0.3 : Require.positive("population.length", length);
      smoothness = smoothness == null ? 1.5 : Require.positive("population.smoothness", smoothness);
    }
  }

  /**
   * A log-normal field of a Whittle–Matérn law whose length and smoothness are sought.
   *
   * @param sd σ, held fixed; 1 by default
   */
  record WhittleMaternField(Double sd, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Fills in the default and checks the range. */
    public WhittleMaternField {
      sd = sd == null ? 1 : Require.positive("population.sd", sd);
    }
  }

  /**
   * A field of two values, by the sign of a Gaussian field.
   *
   * @param sharpData whether simulated data have sharp transitions, as nature has, while the
   *     model's are smooth; true by default
   */
  record LevelSetField(Boolean sharpData, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Fills in the default. */
    public LevelSetField {
      sharpData = sharpData == null || sharpData;
    }
  }

  /** No parameters. */
  record None() implements PopulationConfig {

    @Override
    public Map<String, JsonNode> start() {
      return Map.of();
    }

    @Override
    public Map<String, JsonNode> truth() {
      return Map.of();
    }
  }
}
