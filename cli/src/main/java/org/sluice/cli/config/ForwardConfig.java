package org.sluice.cli.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;

/**
 * The table {@code [forward]}: the map G from a system's parameters to its noise-free observation.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ForwardConfig.Darcy.class, name = "darcy"),
  @JsonSubTypes.Type(value = ForwardConfig.Linear.class, name = "linear"),
  @JsonSubTypes.Type(value = ForwardConfig.Replicates.class, name = "replicates"),
  @JsonSubTypes.Type(value = ForwardConfig.None.class, name = "none")
})
public sealed interface ForwardConfig {

  /**
   * Flow through a porous medium in one dimension; the parameters are a field on the grid.
   *
   * @param nodes of the grid; 100 by default
   * @param sensors how many, at random places; 50 by default
   * @param source f; 10 by default
   * @param sensorSeed of the places; 1 by default
   */
  record Darcy(Integer nodes, Integer sensors, Double source, Long sensorSeed)
      implements ForwardConfig {

    /** Fills in defaults and checks the ranges. */
    public Darcy {
      nodes = nodes == null ? 100 : Require.atLeast("forward.nodes", 2, nodes);
      sensors = sensors == null ? 50 : Require.atLeast("forward.sensors", 1, sensors);
      source = source == null ? 10 : source;
      sensorSeed = sensorSeed == null ? 1 : sensorSeed;
    }
  }

  /**
   * x = A z + b.
   *
   * @param matrix A, its rows, or null
   * @param matrixFile A in a sample file, or null; relative to the config
   * @param offset b; zeros by default
   */
  record Linear(double[][] matrix, String matrixFile, double[] offset) implements ForwardConfig {

    /** Checks that there is exactly one matrix. */
    public Linear {
      if ((matrix == null) == (matrixFile == null)) {
        throw new IllegalArgumentException(
            matrix == null
                ? "forward needs either matrix = [[…], …] or matrix_file = \"…\""
                : "forward.matrix and forward.matrix_file contradict each other; keep one of them");
      }
    }
  }

  /**
   * One number measured several times.
   *
   * @param count how many times; by default as many as the data have columns
   */
  record Replicates(Integer count) implements ForwardConfig {

    /** Checks the range. */
    public Replicates {
      if (count != null) {
        Require.atLeast("forward.count", 1, count);
      }
    }
  }

  /**
   * Nothing but noise.
   *
   * @param dimension d; by default as many as the data have columns
   */
  record None(Integer dimension) implements ForwardConfig {

    /** Checks the range. */
    public None {
      if (dimension != null) {
        Require.atLeast("forward.dimension", 1, dimension);
      }
    }
  }
}
