package org.sluice.cli.robustness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sluice.cli.command.SluiceCommand;

/** Writes small valid files of every kind that the command reads, and lists them as subjects. */
final class Subjects {

  private static final int ROWS = 12;
  private static final int ANY = 18;
  private static final int TWO = 2;
  private static final int ONE = 1;
  private static final String LINEAR =
      "forward = { type = \"linear\", matrix = [[1, 0], [0.5, 0.5], [0, 1]] }\n";
  private static final String LAWS =
      """
      population = { type = "gaussian", truth = { mean = [1, -0.5], sd = [0.8, 0.5] }, \
      start = { mean = [0, 0], sd = [1, 1] } }
      noise = { type = "isotropic", truth = { sd = 0.3 } }
      loss = { samples = 12, slices = 4 }
      optimiser = { type = "adam", steps = 2 }
      run = { backend = "scalar", threads = 1 }
      stop = { seconds = 2 }
      """;
  private static final String SURROGATE =
      """
      [surrogate]
      type = "mlp"
      hidden = [3]
      presolves = 10
      until = 2
      every = 1
      batch = 2
      pretraining = 3
      inner_steps = 1
      mini_batch = 4
      certificate = 0
      """;

  private final Path root;
  private final List<Subject> subjects = new ArrayList<>();

  private Subjects(Path root) {
    this.root = root;
  }

  /** Writes all into an empty folder. */
  static List<Subject> in(Path root) throws IOException {
    Subjects all = new Subjects(root);
    all.samples();
    all.filesOfConfigs();
    all.configs();
    all.studies();
    all.runs();
    all.answers();
    return List.copyOf(all.subjects);
  }

  private void add(Path folder, String file, Envelope envelope, int digits, String command) {
    subjects.add(new Subject(folder, file, envelope, digits, command));
  }

  private void add(Path folder, String file, String command) {
    add(folder, file, Envelope.NONE, ANY, command);
  }

  private Path folder(String name) throws IOException {
    return Files.createDirectory(root.resolve(name));
  }

  /** The files of {@code sluice loss}. */
  private void samples() throws IOException {
    Path folder = folder("loss");
    write(folder, "y.csv", SmallFiles.table(ROWS, 2, ','));
    write(folder, "x.csv", SmallFiles.table(ROWS, 2, ','));
    write(folder, "x.tsv", "a\tb\n" + SmallFiles.table(ROWS, 2, '\t'));
    write(folder, "w.csv", SmallFiles.table(ROWS, 1, ','));
    write(folder, "theta.csv", SmallFiles.table(5, 2, ','));
    write(folder, "covariance.csv", "2,0.5\n0.5,1\n");
    add(folder, "x.csv", "loss @/x.csv @/y.csv --gradient-out @/g.npy");
    add(folder, "x.tsv", "loss @/x.tsv @/y.csv --gradient-out @/g.npy");
    add(folder, "y.csv", "loss @/x.csv @/y.csv --precision f32 --json");
    add(folder, "w.csv", "loss @/x.csv @/y.csv --weights-x @/w.csv");
    add(folder, "theta.csv", "loss @/x.csv @/y.csv --directions @/theta.csv");
    add(folder, "covariance.csv", "loss @/x.csv @/y.csv --noise-cov @/covariance.csv");
    packed(folder, "x.csv.gz", SmallFiles.table(ROWS, 2, ',').getBytes(US_ASCII), Envelope.GZIP);
    packed(folder, "x.npz", SmallFiles.npy("<f8", ROWS, 2), Envelope.ZIP);
    packed(folder, "x.npy.gz", SmallFiles.npy("<f8", ROWS, 2), Envelope.GZIP);
    for (String type : SmallFiles.TYPES) {
      String name = "x%d.npy".formatted(subjects.size());
      byte[] array = SmallFiles.npy(type, ROWS, 2);
      packed(folder, name, Envelope.NPY.open(array), Envelope.NPY);
    }
  }

  /** A file of samples, mutated as it is and inside of its envelope. */
  private void packed(Path folder, String name, byte[] content, Envelope envelope)
      throws IOException {
    Files.write(folder.resolve(name), envelope.close(content));
    String command = "loss @/%s @/y.csv --gradient-out @/g.npy".formatted(name);
    add(folder, name, command);
    add(folder, name, envelope, ANY, command);
  }

  /** The files that a config names. */
  private void filesOfConfigs() throws IOException {
    Path folder = folder("files");
    String numbered = SmallFiles.numbered(SmallFiles.table(ROWS, 3, ','));
    write(folder, "y.csv", "id,a,b,c\n" + numbered);
    write(folder, "sd.csv", SmallFiles.table(ROWS, 3, ',').replace("-", ""));
    write(folder, "matrix.csv", "1,0\n0.5,0.5\n0,1\n");
    write(folder, "theta.csv", SmallFiles.table(6, 3, ','));
    write(folder, "gamma.csv", "0.2,0,0\n0,0.2,0.1\n0,0.1,0.3\n");
    write(folder, "gammas.csv", "0.2,0,0,0,0.2,0.1,0,0.1,0.3\n".repeat(ROWS));
    write(folder, "z.csv", SmallFiles.table(ROWS, 2, ','));
    write(folder, "x.csv", SmallFiles.table(ROWS, 3, ','));
    String problem = "data.file = \"y.csv\"\n" + LAWS;
    String matrix = "forward = { type = \"linear\", matrix_file = \"matrix.csv\" }\n";
    write(
        folder,
        "sd.toml",
        "data.known.sd = \"sd.csv\"\n"
            + matrix
            + problem.replace("slices = 4", "directions = \"theta.csv\""));
    write(folder, "gamma.toml", "data.known.covariance = \"gamma.csv\"\n" + problem + LINEAR);
    write(folder, "gammas.toml", "data.known.covariances = \"gammas.csv\"\n" + problem + LINEAR);
    write(
        folder,
        "pairs.toml",
        problem
            + LINEAR
            + SURROGATE
            + "pairs = { parameters = \"z.csv\", observations = \"x.csv\" }\n");
    for (String file : List.of("y.csv", "sd.csv", "matrix.csv", "theta.csv")) {
      add(folder, file, "run @/sd.toml --out @/out");
    }
    add(folder, "y.csv", "check @/sd.toml");
    add(folder, "gamma.csv", "run @/gamma.toml --out @/out");
    add(folder, "gammas.csv", "run @/gammas.toml --out @/out");
    add(folder, "z.csv", "run @/pairs.toml --out @/out");
    add(folder, "x.csv", "run @/pairs.toml --out @/out");
  }

  /** The bundled examples, made small; those whose solvers are slow only simulate. */
  private void configs() throws IOException {
    Path folder = folder("configs");
    List<String> slow = List.of("darcy-2d", "elastodynamics-fourier");
    List<String> quick =
        List.of("linear", "replicates", "replicates-skewed", "known-noise", "noise-only");
    try (Stream<Path> examples = Files.list(Path.of("..", "examples"))) {
      for (Path example : examples.filter(Files::isRegularFile).sorted().toList()) {
        String file = example.getFileName().toString();
        String name = file.replace(".toml", "");
        write(folder, file, small(Files.readString(example)));
        String settings =
            "@/%s --set optimiser.steps=2 --set loss.slices=4 --set stop.seconds=1 --set run.threads=1 --set run.backend=scalar"
                .formatted(file);
        if (name.equals("own-solver")) {
          continue;
        }
        if (quick.contains(name) || name.equals("two-designs")) {
          add(folder, file, Envelope.NONE, TWO, "run %s --out @/out".formatted(settings));
        }
        if (!slow.contains(name)) {
          add(folder, file, Envelope.NONE, TWO, "check " + settings);
        }
        if (!name.equals("two-designs")) {
          String simulate = "simulate @/%s --n 3 --out @/s.csv".formatted(file);
          add(folder, file, Envelope.NONE, TWO, simulate);
        }
      }
    }
  }

  private static String small(String example) {
    return example
        .replaceAll("(?m)^(simulate|samples|presolves|duration|spin_up) = \\d+", "$1 = 8")
        .replaceAll("(?m)^(pretraining|inner_steps|mini_batch|batch|until) = \\d+", "$1 = 4")
        .replaceAll("(?m)^certificate = \\d+", "certificate = 0");
  }

  private void studies() throws IOException {
    Path folder = folder("study");
    write(folder, "problem.toml", "data = { simulate = 9 }\n" + LINEAR + LAWS);
    write(
        folder,
        "study.toml",
        """
        name = "grid"
        problem = "problem.toml"
        repetitions = 2
        set = { optimiser = { steps = 2 } }
        axis = [
          { key = "loss.samples", values = [8, 9], with = { "data.simulate" = [8, 9] } },
          { key = "loss.gradient", values = ["cut", "standard"] },
        ]
        summary = { axis = "loss.samples", compare = "loss.gradient", theory = true }
        small = { repetitions = 1 }
        """);
    String command = "study @/study.toml --out @/out --threads 1 --resume";
    add(folder, "study.toml", Envelope.NONE, ONE, command);
    add(folder, "problem.toml", Envelope.NONE, ONE, command);
    Path begun = finished(folder, "begun", command);
    for (String table : List.of("out/cells.csv", "out/times.csv")) {
      List<String> lines = Files.readAllLines(begun.resolve(table));
      Files.write(begun.resolve(table), lines.subList(0, lines.size() - 2));
      add(begun, table, command);
      add(begun, table, Envelope.ROWS, ANY, command);
    }
    add(begun, "out/study.json", command);
  }

  /** The files of a run that another command reads. */
  private void runs() throws IOException {
    Path folder = folder("run");
    write(folder, "y.csv", SmallFiles.table(ROWS, 3, ','));
    String problem = "data = { file = \"y.csv\" }\n" + LINEAR + LAWS;
    write(folder, "adam.toml", problem);
    write(folder, "newton.toml", problem.replace("\"adam\"", "\"gauss-newton\""));
    write(folder, "learn.toml", problem + SURROGATE);
    for (String name : List.of("adam", "newton", "learn")) {
      String run = "run @/%s.toml --out @/out".formatted(name);
      Path finished = finished(folder, "finished-" + name, run);
      // A surrogate belongs to a number of steps.
      String more = name.equals("learn") ? "" : " --set optimiser.steps=3";
      String checkpoint = "out/checkpoint/inversion.checkpoint";
      add(finished, checkpoint, run + " --resume" + more);
      add(finished, checkpoint, Envelope.CHECKPOINT, ANY, run + " --resume" + more);
      String bootstrap = "bootstrap @/out --anyway --level 0.5 --replicates 3";
      if (name.equals("adam")) {
        String test = "test @/out --anyway --replicates 19";
        add(finished, "out/result.json", Envelope.NONE, TWO, bootstrap);
        add(finished, "out/result.json", Envelope.NONE, TWO, test);
        add(finished, "out/report.html", bootstrap);
        add(finished, "y.csv", bootstrap);
      }
      if (name.equals("learn")) {
        add(finished, "out/result.json", Envelope.NONE, TWO, bootstrap);
        add(finished, checkpoint, Envelope.CHECKPOINT, ANY, bootstrap);
        add(finished, "out/solves/solver.txt", run + " --resume");
        for (String array : List.of("z.npy", "x.npy", "check.npy")) {
          add(finished, "out/solves/" + array, run + " --resume");
          add(finished, "out/solves/" + array, Envelope.NPY, ANY, run + " --resume");
        }
      }
    }
  }

  /** The answers of a program, which are files in two of its modes. */
  private void answers() throws IOException {
    Path folder = folder("answers");
    write(folder, "solver.sh", "cp answer.$1 \"$3\"\n");
    write(folder, "answer.csv", SmallFiles.table(3, 3, ','));
    Files.write(folder.resolve("answer.npy"), SmallFiles.npy("<f8", 3, 3));
    for (String mode : List.of("csv", "npy")) {
      write(
          folder,
          mode + ".toml",
          "data = { simulate = 3 }\n"
              + LAWS
              + """
              [forward]
              type = "process"
              command = ["sh", "solver.sh", "%s"]
              parameters = ["a", "b"]
              observations = 3
              mode = "%s"
              retries = 0
              timeout = 5
              """
                  .formatted(mode, mode)
              + SURROGATE);
      add(folder, "answer." + mode, "simulate @/%s.toml --n 3 --out @/s.csv".formatted(mode));
    }
    add(folder, "answer.npy", Envelope.NPY, ANY, "simulate @/npy.toml --n 3 --out @/s.csv");
  }

  /** A copy of a folder in which a command was run. */
  private Path finished(Path folder, String name, String command) throws IOException {
    Path copy = root.resolve(name);
    FolderTree.copy(folder, copy);
    StringWriter err = new StringWriter();
    SluiceCommand.execute(
        new PrintWriter(new StringWriter()),
        new PrintWriter(err),
        new Subject(copy, "", Envelope.NONE, ANY, command).words(copy));
    return copy;
  }

  private static void write(Path folder, String name, String text) throws IOException {
    Files.writeString(folder.resolve(name), text);
  }
}
