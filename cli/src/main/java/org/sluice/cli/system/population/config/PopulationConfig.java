package org.sluice.cli.system.population.config;

import java.util.Map;
import org.sluice.cli.config.Choice;
import org.sluice.cli.config.TypeName;
import org.sluice.inversion.range.Range;
import tools.jackson.databind.JsonNode;

/** The table {@code [population]}: the family μ(α) of the parameters' law. */
public sealed interface PopulationConfig {

  /** The start by name, or null; the data may suggest numbers that it does not give. */
  Map<String, JsonNode> start();

  /** The truth by name, or null. */
  Map<String, JsonNode> truth();

  /**
   * Normal parameters.
   *
   * @param covariance {@code diagonal}, the default, or {@code full}
   */
  @TypeName("gaussian")
  record Gaussian(String covariance, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks the choice. */
    public Gaussian {
      Choice.of("covariance", covariance, "diagonal", "full");
    }

    static Gaussian defaults() {
      return new Gaussian("diagonal", null, null);
    }
  }

  /**
   * Positive parameters with normal logarithms.
   *
   * @param covariance {@code diagonal}, the default, or {@code full}
   * @param numbers the kind of numbers in start and truth: mean and sd {@code of-log}, the default,
   *     or {@code moments} of the parameters themselves
   */
  @TypeName("log-normal")
  record LogNormal(
      String covariance, String numbers, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks the choices. */
    public LogNormal {
      Choice.of("covariance", covariance, "diagonal", "full");
      Choice.of("numbers", numbers, "of-log", "moments");
      if (numbers.equals("moments") && covariance.equals("full")) {
        throw new IllegalArgumentException(
            "population.numbers = \"moments\" contradicts population.covariance = \"full\"");
      }
    }

    static LogNormal defaults() {
      return new LogNormal("diagonal", "of-log", null, null);
    }
  }

  /**
   * Parameters between bounds: logistic functions of normals.
   *
   * @param lower bounds, one for each parameter
   * @param upper likewise
   */
  @TypeName("bounded")
  record Bounded(
      double[] lower, double[] upper, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks that there are bounds. */
    public Bounded {
      Range.present("lower", lower);
      Range.present("upper", upper);
    }
  }

  /**
   * A mixture of normal laws with independent parameters.
   *
   * @param components number of components; 2 by default
   */
  @TypeName("mixture")
  record Mixture(int components, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks the range. */
    public Mixture {
      Range.atLeast("components", 1, components);
    }

    static Mixture defaults() {
      return new Mixture(2, null, null);
    }
  }

  /** Independent parameters of one mode, with skewness and tails of their own. */
  @TypeName("sinh-arcsinh")
  record SinhArcsinh(Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {}

  /**
   * A law without a name: normals bent by a network.
   *
   * @param units hidden units of the network; 16 by default
   */
  @TypeName("learned")
  record Learned(int units, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks the range. */
    public Learned {
      Range.atLeast("units", 1, units);
    }

    static Learned defaults() {
      return new Learned(16, null, null);
    }
  }

  /**
   * A field with normal logarithm m + s φ(x), where φ has a fixed law of unit mean variance.
   *
   * @param length of φ's correlation; 0.3 by default
   * @param smoothness of φ; 1.5 by default
   */
  @TypeName("log-normal-field")
  record LogNormalField(
      double length, double smoothness, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks the ranges. */
    public LogNormalField {
      Range.positive("length", length);
      Range.positive("smoothness", smoothness);
    }

    static LogNormalField defaults() {
      return new LogNormalField(0.3, 1.5, null, null);
    }
  }

  /**
   * A log-normal field of a Whittle–Matérn law whose length and smoothness are sought.
   *
   * @param sd σ, held fixed; 1 by default
   */
  @TypeName("whittle-matern-field")
  record WhittleMaternField(double sd, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    /** Checks the range. */
    public WhittleMaternField {
      Range.positive("sd", sd);
    }

    static WhittleMaternField defaults() {
      return new WhittleMaternField(1, null, null);
    }
  }

  /**
   * A field of two values, by the sign of a Gaussian field.
   *
   * @param sharpData whether simulated data have sharp transitions, as nature has, while the
   *     model's are smooth; true by default
   */
  @TypeName("level-set-field")
  record LevelSetField(boolean sharpData, Map<String, JsonNode> start, Map<String, JsonNode> truth)
      implements PopulationConfig {

    static LevelSetField defaults() {
      return new LevelSetField(true, null, null);
    }
  }

  /** No parameters. */
  @TypeName("none")
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
