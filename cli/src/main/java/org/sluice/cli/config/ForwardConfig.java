package org.sluice.cli.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/**
 * The table {@code [forward]}: the map G from a system's parameters to its noise-free observation.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ForwardConfig.Darcy.class, name = "darcy"),
  @JsonSubTypes.Type(value = ForwardConfig.Linear.class, name = "linear"),
  @JsonSubTypes.Type(value = ForwardConfig.Replicates.class, name = "replicates"),
  @JsonSubTypes.Type(value = ForwardConfig.Process.class, name = "process"),
  @JsonSubTypes.Type(value = ForwardConfig.Java.class, name = "java"),
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
   * A program of the user's own.
   *
   * @param command the program and its arguments, run in the config's folder
   * @param parameters their names, as many as the program takes
   * @param observations d, how many numbers the program gives
   * @param mode how parameters and observations are exchanged: pipe, npy or csv; pipe by default
   * @param workers calls at the same time; 1 by default
   * @param rowsPerCall systems in a call; 64 by default
   * @param timeout of a call, in seconds; 60 by default
   * @param retries further attempts for a system that has failed alone; 1 by default
   * @param outputCap bytes of text that a process may write beside its answers; 16 MiB by default
   */
  record Process(
      List<String> command,
      List<String> parameters,
      Integer observations,
      String mode,
      Integer workers,
      Integer rowsPerCall,
      Double timeout,
      Integer retries,
      Integer outputCap)
      implements ForwardConfig {

    /** Fills in defaults and checks the ranges. */
    public Process {
      Require.present("forward.command", command);
      Require.present("forward.parameters", parameters);
      Require.present("forward.observations", observations);
      Require.atLeast("the number of forward.parameters", 1, parameters.size());
      Require.atLeast("the number of words of forward.command", 1, command.size());
      Require.atLeast("forward.observations", 1, observations);
      mode = mode == null ? "pipe" : Require.oneOf("forward.mode", mode, "pipe", "npy", "csv");
      workers = workers == null ? 1 : Require.atLeast("forward.workers", 1, workers);
      rowsPerCall =
          rowsPerCall == null ? 64 : Require.atLeast("forward.rows_per_call", 1, rowsPerCall);
      timeout = timeout == null ? 60 : Require.positive("forward.timeout", timeout);
      retries = retries == null ? 1 : Require.atLeast("forward.retries", 0, retries);
      outputCap = outputCap == null ? 1 << 24 : Require.atLeast("forward.output_cap", 1, outputCap);
    }
  }

  /**
   * A map of the user's own in Java, on the class path.
   *
   * @param name of its provider
   * @param options for its provider; none by default
   */
  record Java(String name, Map<String, String> options) implements ForwardConfig {

    /** Checks that there is a name. */
    public Java {
      Require.present("forward.name", name);
      options = options == null ? Map.of() : Map.copyOf(options);
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
