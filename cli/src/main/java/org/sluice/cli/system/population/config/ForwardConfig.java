package org.sluice.cli.system.population.config;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;
import org.sluice.cli.config.Require;

/**
 * The table {@code [forward]}: the map G from a system's parameters to its noise-free observation.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
@JsonSubTypes({
  @JsonSubTypes.Type(value = ForwardConfig.Darcy.class, name = "darcy"),
  @JsonSubTypes.Type(value = ForwardConfig.DarcySquare.class, name = "darcy-2d"),
  @JsonSubTypes.Type(value = ForwardConfig.Elastodynamics.class, name = "elastodynamics"),
  @JsonSubTypes.Type(value = ForwardConfig.Lorenz96.class, name = "lorenz96"),
  @JsonSubTypes.Type(value = ForwardConfig.MultiscaleLorenz96.class, name = "lorenz96-multiscale"),
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
   * Flow through a porous medium in the unit square; the parameters are a field on the grid.
   *
   * @param nodes along each side; 25 by default
   * @param sensors how many, at random places; 50 by default
   * @param source f; 10 by default
   * @param sensorSeed of the places; 1 by default
   */
  record DarcySquare(Integer nodes, Integer sensors, Double source, Long sensorSeed)
      implements ForwardConfig {

    /** Fills in defaults and checks the ranges. */
    public DarcySquare {
      nodes = nodes == null ? 25 : Require.atLeast("forward.nodes", 3, nodes);
      sensors = sensors == null ? 50 : Require.atLeast("forward.sensors", 1, sensors);
      source = source == null ? 10 : source;
      sensorSeed = sensorSeed == null ? 1 : sensorSeed;
    }
  }

  /**
   * A damped elastic bar; the parameters are its modulus of elasticity and its damping.
   *
   * @param elements of the bar; 100 by default
   * @param density 1 by default
   * @param duration of the motion; 2 by default
   * @param steps of time; 400 by default
   * @param sensors how many, at random places; 5 by default
   * @param times how often each is read, a divisor of {@code steps}; 10 by default
   * @param sensorSeed of the places; 1 by default
   */
  record Elastodynamics(
      Integer elements,
      Double density,
      Double duration,
      Integer steps,
      Integer sensors,
      Integer times,
      Long sensorSeed)
      implements ForwardConfig {

    /** Fills in defaults and checks the ranges. */
    public Elastodynamics {
      elements = elements == null ? 100 : Require.atLeast("forward.elements", 2, elements);
      density = density == null ? 1 : Require.positive("forward.density", density);
      duration = duration == null ? 2 : Require.positive("forward.duration", duration);
      steps = steps == null ? 400 : Require.atLeast("forward.steps", 1, steps);
      sensors = sensors == null ? 5 : Require.atLeast("forward.sensors", 1, sensors);
      times = times == null ? 10 : Require.atLeast("forward.times", 1, times);
      sensorSeed = sensorSeed == null ? 1 : sensorSeed;
      if (steps % times != 0) {
        throw new IllegalArgumentException(
            "forward.times must divide forward.steps, but %d does not divide %d"
                .formatted(times, steps));
      }
    }
  }

  /**
   * Time-averaged statistics of Lorenz's system of 1996; the parameter is its forcing F. Simulated
   * data start all over the attractor, the model near rest.
   *
   * @param variables on the ring; 36 by default
   * @param timeStep 1/64 by default
   * @param spinUp before averaging; 20 by default
   * @param duration of averaging; 50 by default
   */
  record Lorenz96(Integer variables, Double timeStep, Double spinUp, Double duration)
      implements ForwardConfig {

    /** Fills in defaults and checks the ranges. */
    public Lorenz96 {
      variables = variables == null ? 36 : Require.atLeast("forward.variables", 4, variables);
      timeStep = timeStep == null ? 1.0 / 64 : Require.positive("forward.time_step", timeStep);
      spinUp = spinUp == null ? 20 : Require.notNegative("forward.spin_up", spinUp);
      duration = duration == null ? 50 : Require.positive("forward.duration", duration);
    }
  }

  /**
   * Time-averaged statistics of Lorenz's two-scale system. Simulated data start all over the
   * attractor, the model near rest.
   *
   * @param parameters which of F, h, c and b are sought; F and h by default
   * @param fixed values of the others; F = 10, h = 1, c = 10, b = 10 where they are not told
   * @param slow number of slow variables; 36 by default
   * @param fast fast variables for each slow one; 10 by default
   * @param timeStep 0.005 by default
   * @param spinUp before averaging; 20 by default
   * @param duration of averaging; 50 by default
   */
  record MultiscaleLorenz96(
      List<String> parameters,
      Map<String, Double> fixed,
      Integer slow,
      Integer fast,
      Double timeStep,
      Double spinUp,
      Double duration)
      implements ForwardConfig {

    /** Fills in defaults and checks the ranges. */
    public MultiscaleLorenz96 {
      parameters = parameters == null ? List.of("F", "h") : List.copyOf(parameters);
      fixed = fixed == null ? Map.of() : Map.copyOf(fixed);
      slow = slow == null ? 36 : Require.atLeast("forward.slow", 4, slow);
      fast = fast == null ? 10 : Require.atLeast("forward.fast", 1, fast);
      timeStep = timeStep == null ? 0.005 : Require.positive("forward.time_step", timeStep);
      spinUp = spinUp == null ? 20 : Require.notNegative("forward.spin_up", spinUp);
      duration = duration == null ? 50 : Require.positive("forward.duration", duration);
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
