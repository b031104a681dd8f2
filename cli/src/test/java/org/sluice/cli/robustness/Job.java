package org.sluice.cli.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A small job of the command, which takes a second or two.
 *
 * @param name of the job and of its folders
 * @param command the command line before the folder, with spaces between its words
 * @param finished the folder of a finished run that the job begins with, or null
 */
record Job(String name, String command, Path finished) {

  private static final String RUN =
      """
      name = "run"
      seed = 3
      data = { simulate = 20 }
      forward = { type = "linear", matrix = [[1, 0], [0.5, 0.5], [0, 1]] }
      population = { type = "gaussian", truth = { mean = [1, -0.5], sd = [0.8, 0.5] }, \
      start = { mean = [0, 0], sd = [1, 1] } }
      noise = { type = "isotropic", truth = { sd = 0.3 } }
      loss = { samples = 20, slices = 4 }
      run = { backend = "scalar", threads = 2, checkpoint_seconds = 0.005 }
      """;
  private static final String ADAM =
      "optimiser = { type = \"adam\", steps = 100, learning_rate = 0.03 }\n";
  private static final String NEWTON = "optimiser = { type = \"gauss-newton\", steps = 40 }\n";

  private static final String LEARN =
      """
      name = "learn"
      seed = 3
      data = { simulate = 20 }
      population = { type = "gaussian", truth = { mean = [0.5, -0.3], sd = [0.4, 0.6] }, \
      start = { mean = [0.2, 0], sd = [0.6, 0.8] } }
      noise = { type = "isotropic", truth = { sd = 0.2 } }
      loss = { samples = 20, slices = 4 }
      optimiser = { type = "adam", steps = 80 }
      run = { backend = "scalar", threads = 2, checkpoint_seconds = 0.005 }

      [forward]
      type = "process"
      command = ["python3", "solver.py"]
      parameters = ["a", "b"]
      observations = 3
      workers = 2
      rows_per_call = 2

      [surrogate]
      type = "mlp"
      hidden = [6]
      presolves = 20
      until = 40
      every = 3
      batch = 2
      lag = 2
      pretraining = 30
      inner_steps = 2
      mini_batch = 8
      certificate = 16
      """;

  private static final String STUDY =
      """
      name = "grid"
      problem = "adam.toml"
      repetitions = 3
      set = { optimiser = { steps = 20 } }
      axis = [
        { key = "loss.samples", values = [20, 40] },
        { key = "loss.gradient", values = ["cut", "standard"] },
      ]
      summary = { axis = "loss.samples", compare = "loss.gradient" }
      """;

  /**
   * Writes the configs of all jobs into a folder. The last job bootstraps the result of the first,
   * so it needs a first job that has finished. A bootstrap starts again after each kill.
   */
  static List<Job> in(Path folder) throws IOException {
    Files.writeString(folder.resolve("adam.toml"), RUN + ADAM);
    Files.writeString(folder.resolve("newton.toml"), RUN + NEWTON);
    Files.writeString(folder.resolve("grid.toml"), STUDY);
    Files.writeString(folder.resolve("learn.toml"), LEARN);
    Files.copy(Path.of("..", "examples", "clients", "pipe_client.py"), folder.resolve("solver.py"));
    return List.of(
        new Job("adam", "run adam.toml --resume --out", null),
        new Job("newton", "run newton.toml --resume --out", null),
        new Job("learn", "run learn.toml --resume --out", null),
        new Job("grid", "study grid.toml --resume --threads 2 --out", null),
        new Job(
            "bootstrap", "bootstrap --anyway --level 0.8 --replicates 9", folder.resolve("adam")));
  }

  /** Puts into place all that the job begins with. */
  void prepare(Path out) throws IOException {
    if (finished != null) {
      FolderTree.copy(finished, out);
    }
  }

  /** The words of the command line that begins or continues it in a folder. */
  List<String> words(Path out) {
    return List.of((command + " " + out + " --quiet").split(" "));
  }
}
