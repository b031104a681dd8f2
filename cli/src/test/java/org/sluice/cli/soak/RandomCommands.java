package org.sluice.cli.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.StringJoiner;
import java.util.function.Supplier;
import org.sluice.cli.command.CommandLineRun;

/**
 * Random command lines of every kind, right and wrong ones, each run in this process. They come in
 * rounds: each round has every kind once, in a random order.
 */
final class RandomCommands {

  private static final String OWN_SOLVER =
      """
      data.simulate = %d
      noise = { type = "isotropic", truth = { sd = 0.2 } }
      loss = { samples = 20, slices = 6 }
      optimiser.steps = 3
      [forward]
      type = "process"
      command = ["python3", "%s"]
      parameters = ["a", "b"]
      observations = 3
      mode = "%s"
      workers = %d
      rows_per_call = 8
      timeout = %s
      retries = 0
      [population]
      type = "gaussian"
      truth = { mean = [0.5, -0.3], sd = [0.4, 0.6] }
      start = { mean = [0.2, 0], sd = [0.6, 0.8] }
      [surrogate]
      type = "%s"
      hidden = [4]
      presolves = 10
      until = 2
      every = 1
      batch = 2
      pretraining = 5
      inner_steps = 1
      mini_batch = 4
      certificate = 16
      """;
  private static final String STUDY =
      """
      name = "tiny"
      problem = "%s"
      seed = %d
      repetitions = 2
      [set]
      loss = { slices = 6, samples = 20 }
      optimiser.steps = 3
      [[axis]]
      key = "data.simulate"
      values = [20, 30]
      [summary]
      axis = "data.simulate"
      """;

  private final Path folder;
  private final Random random;
  private final List<Supplier<Object[]>> all =
      List.of(
          this::loss,
          this::wrongLoss,
          this::check,
          this::run,
          this::resumedRun,
          this::wrongRun,
          this::failingRun,
          this::surrogate,
          this::ownSolver,
          this::failingSolver,
          this::simulate,
          this::bootstrap,
          this::fitTest,
          this::study,
          this::wrongStudy,
          this::compare,
          this::calibrate,
          this::words);
  private final List<Supplier<Object[]>> kinds;
  private final List<Supplier<Object[]>> left = new ArrayList<>();
  private String sameBits;

  /**
   * Commands in a folder.
   *
   * @param folder an empty one, which is emptied after each command
   * @param brief whether to leave out the kinds that take long
   */
  RandomCommands(Path folder, long seed, boolean brief) {
    this.folder = folder;
    random = new Random(seed);
    kinds = brief ? List.of(this::wrongLoss, this::failingRun, this::ownSolver) : all;
  }

  int kinds() {
    return kinds.size();
  }

  /**
   * Runs the next command.
   *
   * @throws AssertionError if it ends in no way that a command is to end in
   */
  void next() {
    if (left.isEmpty()) {
      requireSameBits();
      left.addAll(kinds);
      Collections.shuffle(left, random);
    }
    Object[] line = left.removeLast().get();
    CommandLineRun run = CommandLineRun.of(line);
    if (run.code() < 0 || run.code() > 5 || run.err().contains("failed that should not")) {
      throw new AssertionError("%s: %s".formatted(List.of(line), run));
    }
    empty();
  }

  /** The same command gives the same result, whatever ran before it. */
  private void requireSameBits() {
    CommandLineRun run =
        CommandLineRun.of(
            "run",
            "linear",
            "--out",
            out(),
            "--threads",
            any(1, 2, 3),
            "--set",
            "data.simulate=40",
            "--set",
            "loss.samples=50",
            "--set",
            "loss.slices=6",
            "--set",
            "optimiser.steps=3");
    String numbers = run.out().lines().filter(line -> line.contains(" ± ")).toList().toString();
    if (sameBits != null && !sameBits.equals(numbers)) {
      throw new AssertionError("%s and later %s".formatted(sameBits, run));
    }
    sameBits = numbers;
    empty();
  }

  private Object[] loss() {
    int columns = 1 + random.nextInt(5);
    List<Object> line = words("loss", cloud("x", columns, ""), cloud("y", columns, ""));
    line.addAll(List.of("--slices", 1 + random.nextInt(60), "--threads", any(1, 2, 3)));
    line.addAll(List.of("--precision", any("f32", "f64"), "--backend", backend()));
    if (random.nextBoolean()) {
      line.addAll(List.of("--gradient-out", folder.resolve(any("g.npy", "g.csv").toString())));
    }
    return line.toArray();
  }

  private Object[] wrongLoss() {
    Path good = cloud("x", 3, "");
    return switch (random.nextInt(5)) {
      case 0 -> new Object[] {"loss", good, folder.resolve("none.csv")};
      case 1 -> new Object[] {"loss", good, cloud("y", 2, "")};
      case 2 -> new Object[] {"loss", good, cloud("y", 3, "1,two,3\n")};
      case 3 -> new Object[] {"loss", good, good, "--backend", "none"};
      default -> new Object[] {"loss", good, good, "--slices", 0};
    };
  }

  private Object[] check() {
    return brief("check", any("replicates", "linear", "noise-only", "darcy")).toArray();
  }

  private Object[] run() {
    Object example = any("replicates", "linear", "noise-only", "known-noise", "darcy");
    List<Object> line = brief("run", example);
    line.addAll(List.of("--out", out(), "--precision", any("f32", "f64")));
    line.addAll(List.of("--backend", backend(), "--threads", any(1, 2, 3)));
    line.addAll(List.of("--set", "optimiser.type=" + any("adam", "gauss-newton")));
    if (random.nextInt(4) == 0) {
      line.addAll(List.of("--gradient", "both"));
    }
    return line.toArray();
  }

  private Object[] resumedRun() {
    List<Object> line = brief("run", "replicates");
    line.addAll(List.of("--out", out()));
    CommandLineRun.of(line.toArray());
    line.add("--resume");
    if (random.nextBoolean()) {
      write("out/checkpoint/inversion.checkpoint", "damaged");
    }
    return line.toArray();
  }

  private Object[] wrongRun() {
    List<Object> line = brief("run", "replicates");
    line.addAll(List.of("--out", out()));
    switch (random.nextInt(5)) {
      case 0 -> line.addAll(List.of("--set", "loss.sample=3"));
      case 1 -> line.addAll(List.of("--data", folder.resolve("none.csv")));
      case 2 -> line.addAll(List.of("--data", cloud("y", 2, "")));
      case 3 -> line.addAll(List.of("--backend", "cuda", "--set", "data.simulate=0"));
      default -> line.set(1, write("wrong.toml", "data.simulate = 10\nforward = 3\n"));
    }
    return line.toArray();
  }

  private Object[] failingRun() {
    List<Object> line = brief("run", "darcy");
    line.addAll(List.of("--out", out(), "--set", "population.start.logMean=2000"));
    return line.toArray();
  }

  private Object[] surrogate() {
    List<Object> line = brief("run", "linear");
    line.addAll(List.of("--out", out(), "--threads", any(1, 2)));
    line.addAll(List.of("--set", "surrogate.type=" + any("mlp", "lipschitz")));
    for (String setting :
        List.of(
            "hidden=[6]",
            "presolves=12",
            "until=2",
            "every=1",
            "batch=2",
            "pretraining=5",
            "inner_steps=1",
            "mini_batch=4",
            "certificate=16")) {
      line.addAll(List.of("--set", "surrogate." + setting));
    }
    return line.toArray();
  }

  private Object[] ownSolver() {
    boolean pipe = random.nextBoolean();
    Path client = client(pipe ? "pipe_client.py" : "csv_client.py");
    Path config = ownSolver(client.toString(), pipe ? "pipe" : "csv", 20);
    return random.nextInt(3) == 0
        ? new Object[] {"check", config, "--solve"}
        : new Object[] {"run", config, "--out", out()};
  }

  /** Ends with an error, answers with text, hangs, leaves a child behind, or is none. */
  private Object[] failingSolver() {
    String sleep = "import subprocess, time; subprocess.Popen(['sleep', '300']); ";
    Object script =
        any("raise SystemExit(3)", "print('no frame')", sleep, sleep + "time.sleep(300)");
    Path client = write("solver.py", script.toString());
    boolean missing = random.nextInt(4) == 0;
    Path config =
        ownSolver(missing ? "none.py" : client.toString(), any("pipe", "csv").toString(), 0.5);
    return new Object[] {"run", config, "--out", out()};
  }

  private Object[] simulate() {
    return new Object[] {
      "simulate",
      any("replicates", "linear", "darcy"),
      "--n",
      1 + random.nextInt(40),
      "--out",
      folder.resolve(any("y.npy", "y.csv", "y.txt", "none/y.csv").toString())
    };
  }

  private Object[] bootstrap() {
    finishedRun();
    return new Object[] {
      "bootstrap", out(), "--replicates", any(19, 39), "--threads", any(1, 2, 3), "--anyway"
    };
  }

  private Object[] fitTest() {
    finishedRun();
    return new Object[] {"test", out(), "--replicates", 19, "--threads", any(1, 2, 3), "--anyway"};
  }

  private void finishedRun() {
    List<Object> line = brief("run", any("replicates", "linear"));
    line.addAll(List.of("--out", out(), "--quiet"));
    CommandLineRun.of(line.toArray());
  }

  private Object[] study() {
    return new Object[] {
      "study",
      write("study.toml", STUDY.formatted(any("replicates", "linear"), random.nextInt(99))),
      "--out",
      out(),
      "--threads",
      any(1, 2, 3),
      "--quiet"
    };
  }

  private Object[] wrongStudy() {
    String text = STUDY.formatted("replicates", 1).replace(any("30]", "20]").toString(), "0]");
    return new Object[] {"study", write("study.toml", text), "--out", out()};
  }

  private Object[] compare() {
    List<Object> line = brief("compare", "replicates");
    line.addAll(List.of("--hold-out", 0.6));
    line.addAll(List.of("--try", "population.type=log-normal", "--try", "noise.law=laplace"));
    if (random.nextBoolean()) {
      line.add("--anyway");
    }
    return line.toArray();
  }

  private Object[] calibrate() {
    List<Object> line = brief("calibrate", "replicates");
    line.subList(2, 4).clear();
    line.addAll(List.of("--first", random.nextInt(1000)));
    line.addAll(List.of("--data-sets", 2, "--replicates", 39, "--only", any("bootstrap", "test")));
    if (random.nextBoolean()) {
      line.add("--anyway");
    }
    return line.toArray();
  }

  private Object[] words() {
    return switch (random.nextInt(5)) {
      case 0 -> new Object[] {"info"};
      case 1 -> new Object[] {"help", any("run", "study", "loss")};
      case 2 -> new Object[] {"los"};
      case 3 -> new Object[] {"--version"};
      default -> new Object[] {};
    };
  }

  /** A command on a small problem with another seed each time. */
  private List<Object> brief(Object command, Object example) {
    List<Object> line = words(command, example, "--seed", random.nextInt(1000));
    List<String> settings = new ArrayList<>(List.of("loss.slices=6", "optimiser.steps=4"));
    settings.add("loss.samples=" + (20 + random.nextInt(100)));
    settings.add("data.simulate=" + (20 + random.nextInt(60)));
    settings.forEach(setting -> line.addAll(List.of("--set", setting)));
    return line;
  }

  private Object backend() {
    return any("auto", "scalar", "vector");
  }

  private Path ownSolver(String client, String mode, double timeout) {
    int workers = 1 + random.nextInt(3);
    return write(
        "own.toml",
        OWN_SOLVER.formatted(
            10 + random.nextInt(20), client, mode, workers, timeout, any("mlp", "lipschitz")));
  }

  private Path client(String name) {
    return Path.of("..", "examples", "clients", name).toAbsolutePath().normalize();
  }

  /** A text file of random points, with a last line of one's own. */
  private Path cloud(String name, int columns, String last) {
    StringBuilder text = new StringBuilder();
    for (int i = 1 + random.nextInt(60); i >= 0; i--) {
      StringJoiner row = new StringJoiner(",", "", "\n");
      for (int j = 0; j < columns; j++) {
        row.add(Double.toString(random.nextGaussian()));
      }
      text.append(row);
    }
    return write(name + ".csv", text + last);
  }

  private Path out() {
    return folder.resolve("out");
  }

  private Path write(String name, String text) {
    try {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Object any(Object... choices) {
    return choices[random.nextInt(choices.length)];
  }

  private static List<Object> words(Object... first) {
    return new ArrayList<>(List.of(first));
  }

  private void empty() {
    try {
      Files.walkFileTree(
          folder,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                throws IOException {
              Files.delete(file);
              return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException e)
                throws IOException {
              if (!visited.equals(folder)) {
                Files.delete(visited);
              }
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
