package org.sluice.cli.system.population.config;

import java.util.List;
import java.util.Map;
import org.sluice.cli.config.FileName;
import org.sluice.cli.config.SameTable;
import org.sluice.cli.config.TypeName;
import org.sluice.inversion.forward.process.ProcessSettings;
import org.sluice.inversion.range.Range;

/**
 * The table {@code [forward]}: the map G from a system's parameters to its noise-free observation.
 */
public sealed interface ForwardConfig {

  /**
   * Flow through a porous medium in one dimension; the parameters are a field on the grid.
   *
   * @param nodes of the grid; 100 by default
   * @param sensors number of sensors, at random places; 50 by default
   * @param source f; 10 by default
   * @param sensorSeed of the places; 1 by default
   */
  @TypeName("darcy")
  record Darcy(int nodes, int sensors, double source, long sensorSeed) implements ForwardConfig {

    /** Checks the ranges. */
    public Darcy {
      Range.atLeast("nodes", 2, nodes);
      Range.atLeast("sensors", 1, sensors);
    }

    static Darcy defaults() {
      return new Darcy(100, 50, 10, 1);
    }
  }

  /**
   * Flow through a porous medium in the unit square; the parameters are a field on the grid.
   *
   * @param nodes along each side; 25 by default
   * @param sensors number of sensors, at random places; 50 by default
   * @param source f; 10 by default
   * @param sensorSeed of the places; 1 by default
   */
  @TypeName("darcy-2d")
  record DarcySquare(int nodes, int sensors, double source, long sensorSeed)
      implements ForwardConfig {

    /** Checks the ranges. */
    public DarcySquare {
      Range.atLeast("nodes", 3, nodes);
      Range.atLeast("sensors", 1, sensors);
    }

    static DarcySquare defaults() {
      return new DarcySquare(25, 50, 10, 1);
    }
  }

  /**
   * A damped elastic bar; the parameters are its modulus of elasticity and its damping.
   *
   * @param elements of the bar; 100 by default
   * @param density 1 by default
   * @param duration of the motion; 2 by default
   * @param steps of time; 400 by default
   * @param sensors number of sensors, at random places; 5 by default
   * @param times readings of each sensor, a divisor of {@code steps}; 10 by default
   * @param sensorSeed of the places; 1 by default
   */
  @TypeName("elastodynamics")
  record Elastodynamics(
      int elements,
      double density,
      double duration,
      int steps,
      int sensors,
      int times,
      long sensorSeed)
      implements ForwardConfig {

    /** Checks the ranges. */
    public Elastodynamics {
      Range.atLeast("elements", 2, elements);
      Range.positive("density", density);
      Range.positive("duration", duration);
      Range.atLeast("steps", 1, steps);
      Range.atLeast("sensors", 1, sensors);
      Range.atLeast("times", 1, times);
      if (steps % times != 0) {
        throw new IllegalArgumentException(
            "forward.times must divide forward.steps, but %d does not divide %d"
                .formatted(times, steps));
      }
    }

    static Elastodynamics defaults() {
      return new Elastodynamics(100, 1, 2, 400, 5, 10, 1);
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
  @TypeName("lorenz96")
  record Lorenz96(int variables, double timeStep, double spinUp, double duration)
      implements ForwardConfig {

    /** Checks the ranges. */
    public Lorenz96 {
      Range.atLeast("variables", 4, variables);
      Range.positive("timeStep", timeStep);
      Range.notNegative("spinUp", spinUp);
      Range.positive("duration", duration);
    }

    static Lorenz96 defaults() {
      return new Lorenz96(36, 1.0 / 64, 20, 50);
    }
  }

  /**
   * Time-averaged statistics of Lorenz's two-scale system. Simulated data start all over the
   * attractor, the model near rest.
   *
   * @param parameters those of F, h, c and b that are sought; F and h by default
   * @param fixed values of the others; F = 10, h = 1, c = 10, b = 10 where they are not told
   * @param slow number of slow variables; 36 by default
   * @param fast fast variables for each slow one; 10 by default
   * @param timeStep 0.005 by default
   * @param spinUp before averaging; 20 by default
   * @param duration of averaging; 50 by default
   */
  @TypeName("lorenz96-multiscale")
  record MultiscaleLorenz96(
      List<String> parameters,
      Map<String, Double> fixed,
      int slow,
      int fast,
      double timeStep,
      double spinUp,
      double duration)
      implements ForwardConfig {

    /** Checks the ranges. */
    public MultiscaleLorenz96 {
      parameters = List.copyOf(parameters);
      fixed = Map.copyOf(fixed);
      Range.atLeast("slow", 4, slow);
      Range.atLeast("fast", 1, fast);
      Range.positive("timeStep", timeStep);
      Range.notNegative("spinUp", spinUp);
      Range.positive("duration", duration);
    }

    static MultiscaleLorenz96 defaults() {
      return new MultiscaleLorenz96(List.of("F", "h"), Map.of(), 36, 10, 0.005, 20, 50);
    }
  }

  /**
   * x = A z + b.
   *
   * @param matrix A, its rows, or null
   * @param matrixFile A in a sample file, or null; relative to the config
   * @param offset b; zeros by default
   */
  @TypeName("linear")
  record Linear(double[][] matrix, @FileName String matrixFile, double[] offset)
      implements ForwardConfig {

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
   * @param count number of measurements; by default as many as the data have columns
   */
  @TypeName("replicates")
  record Replicates(Integer count) implements ForwardConfig {

    /** Checks the range. */
    public Replicates {
      if (count != null) {
        Range.atLeast("count", 1, count);
      }
    }
  }

  /**
   * A program of the user's own, run in the config's folder.
   *
   * @param program the program, and the settings of its calls
   */
  @TypeName("process")
  record Process(@SameTable ProcessSettings program) implements ForwardConfig {}

  /**
   * A map of the user's own in Java, on the class path.
   *
   * @param name of its provider
   * @param options for its provider; none by default
   */
  @TypeName("java")
  record Java(String name, Map<String, String> options) implements ForwardConfig {

    /** Checks that there is a name. */
    public Java {
      Range.present("name", name);
      options = options == null ? Map.of() : Map.copyOf(options);
    }
  }

  /**
   * Nothing but noise.
   *
   * @param dimension d; by default as many as the data have columns
   */
  @TypeName("none")
  record None(Integer dimension) implements ForwardConfig {

    /** Checks the range. */
    public None {
      if (dimension != null) {
        Range.atLeast("dimension", 1, dimension);
      }
    }
  }
}
