package org.sluice.cli.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sluice.cli.SluiceException;
import org.sluice.cli.config.RunConfig;
import org.sluice.cli.file.OutputFile;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.file.WeightsFile;
import org.sluice.cli.report.Json;
import org.sluice.inversion.Whitening;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.DirectionScheme;
import org.sluice.kernels.Directions;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import tools.jackson.databind.node.ObjectNode;

/** {@code sluice loss}: one evaluation on two files. */
@Command(
    name = "loss",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Evaluates SW²₂,Γ of two sample files once: the mean over slices of the squared"
          + " Wasserstein-2 distances of the projections on w = L⁻ᵀθ, Γ = L Lᵀ. No root is taken and"
          + " nothing is scaled by d/2.",
      "Files are .npy, .csv or .tsv with one sample a row."
    },
    footer = {
      "",
      "Examples:",
      "  sluice loss model.npy data.npy",
      "  sluice loss model.csv data.csv --slices 5000 --noise-sd 0.1 --json",
      "  sluice loss x.npy y.npy --directions theta.npy --gradient-out dx.npy"
    })
final class LossCommand implements Callable<Integer> {

  // Far from the streams of inversions, so that seeds can be shared without sharing numbers.
  private static final long DIRECTION_STREAM = 3L << 61;
  private static final int DEFAULT_SLICES = 1000;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "X", description = "Samples, M rows of d numbers.")
  private Path samplesFile;

  @Parameters(index = "1", paramLabel = "Y", description = "Data, N rows of d numbers.")
  private Path dataFile;

  @ArgGroup private Slicing slicing = new Slicing();
  @ArgGroup private Noise noise = new Noise();

  @Option(names = "--weights-x", paramLabel = "FILE", description = "A weight for each row of X.")
  private Path sampleWeightsFile;

  @Option(names = "--weights-y", paramLabel = "FILE", description = "A weight for each row of Y.")
  private Path dataWeightsFile;

  @Option(
      names = "--gradient-out",
      paramLabel = "FILE",
      description = "Where to write the derivative by X, rows as X.")
  private Path gradientFile;

  @Option(
      names = "--directions-gradient-out",
      paramLabel = "FILE",
      description = "Where to write the derivative by the w, one a row.")
  private Path directionGradientFile;

  @Option(
      names = "--precision",
      paramLabel = "f32|f64",
      description = "Single or double precision; f64 by default.")
  private String precision;

  @Option(
      names = "--backend",
      paramLabel = "NAME",
      description = "auto (the default), scalar or vector.")
  private String backendName;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Number of threads; all processors by default.")
  private Integer threads;

  @Option(names = "--seed", paramLabel = "S", description = "Seed of random directions; 1.")
  private long seed = 1;

  @Option(names = "--json", description = "Print one line of JSON.")
  private boolean json;

  private static final class Slicing {
    @Option(
        names = "--slices",
        paramLabel = "P",
        description = "Number of random directions; 1000 by default.")
    private Integer slices;

    @Option(
        names = "--directions",
        paramLabel = "FILE",
        description = "Directions θ, one a row, used as they are (not normalised).")
    private Path file;
  }

  private static final class Noise {
    @Option(names = "--noise-sd", paramLabel = "S", description = "Γ = S² I; 1 by default.")
    private Double standardDeviation;

    @Option(names = "--noise-cov", paramLabel = "FILE", description = "Γ, d rows of d numbers.")
    private Path covarianceFile;
  }

  @Override
  public Integer call() {
    RunConfig run = new RunConfig(backendName, precision, threads);
    requireOutputs();
    try (Arena arena = Arena.ofShared();
        Parallelism parallelism = Parallelism.of(run.threads());
        Backend backend = Backends.open(run.backend(), parallelism).backend()) {
      ElementType type = run.elementType();
      Matrix samples = SampleFile.read(samplesFile, arena, type);
      Matrix data = SampleFile.read(dataFile, arena, type);
      int dimension = Math.toIntExact(samples.columns());
      requireColumns(dataFile, data, dimension);
      Matrix directions = whitened(arena, dimension);
      evaluate(arena, backend, samples, data, convert(arena, directions, type));
    }
    return 0;
  }

  private void evaluate(
      Arena arena, Backend backend, Matrix samples, Matrix data, Matrix directions) {
    SlicedWasserstein.Inputs inputs =
        new SlicedWasserstein.Inputs(
            samples,
            data,
            directions,
            WeightsFile.read(sampleWeightsFile, arena, samplesFile, samples.rows()),
            WeightsFile.read(dataWeightsFile, arena, dataFile, data.rows()));
    Matrix squared = Matrix.allocate(arena, ElementType.F64, directions.rows(), 1);
    Matrix gradient = gradientFile == null ? null : likeness(arena, samples);
    Matrix directionGradient = directionGradientFile == null ? null : likeness(arena, directions);
    SlicedWasserstein.Shape shape =
        new SlicedWasserstein.Shape(
            samples.type(),
            samples.rows(),
            data.rows(),
            Math.toIntExact(samples.columns()),
            Math.toIntExact(directions.rows()),
            sampleWeightsFile != null || dataWeightsFile != null,
            gradient != null,
            directionGradient != null);
    long start = System.nanoTime();
    double value;
    try (SlicedWasserstein loss = backend.slicedWasserstein(shape)) {
      value =
          loss.evaluate(
              inputs, new SlicedWasserstein.Outputs(squared, gradient, directionGradient));
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (gradient != null) {
      SampleFile.write(gradientFile, gradient, List.of());
    }
    if (directionGradient != null) {
      SampleFile.write(directionGradientFile, directionGradient, List.of());
    }
    print(value, standardError(squared), directions.rows(), seconds, backend);
  }

  private void print(
      double squared, double standardError, long slices, double seconds, Backend backend) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = Json.object();
      Json.put(node, "squared", squared);
      Json.put(node, "standardError", standardError);
      node.put("slices", slices);
      node.put("seconds", seconds);
      out.println(Json.line(node));
    } else {
      out.printf("squared         %s%n", squared);
      out.printf("standard error  %.3g (over %d slices)%n", standardError, slices);
      out.printf("computed        in %.3f s on %s%n", seconds, backend.description());
    }
    out.flush();
  }

  /** The slices' standard deviation over √P, as directions are independent. */
  private static double standardError(Matrix squared) {
    double[] slices = squared.toDoubles();
    double mean = 0;
    for (double slice : slices) {
      mean += slice / slices.length;
    }
    double squares = 0;
    for (double slice : slices) {
      squares += (slice - mean) * (slice - mean);
    }
    return Math.sqrt(squares / (slices.length - 1) / slices.length);
  }

  private Matrix whitened(Arena arena, int dimension) {
    Matrix directions;
    if (slicing.file != null) {
      directions = SampleFile.read(slicing.file, arena, ElementType.F64);
      requireColumns(slicing.file, directions, dimension);
    } else {
      int slices = slicing.slices == null ? DEFAULT_SLICES : slicing.slices;
      if (slices < 1) {
        throw SluiceException.input("--slices must be at least 1, not %d", slices);
      }
      directions = Matrix.allocate(arena, ElementType.F64, slices, dimension);
      Directions.fill(DirectionScheme.IID, seed, DIRECTION_STREAM, directions);
    }
    if (noise.standardDeviation == null && noise.covarianceFile == null) {
      return directions;
    }
    Matrix whitened = likeness(arena, directions);
    Whitening.apply(noiseFactor(dimension), directions, whitened);
    return whitened;
  }

  /** L with Γ = L Lᵀ, row after row. */
  private double[] noiseFactor(int dimension) {
    if (noise.covarianceFile != null) {
      return CovarianceFile.factor(noise.covarianceFile, dimension);
    }
    double sd = noise.standardDeviation;
    if (!(sd > 0) || Double.isInfinite(sd)) {
      throw SluiceException.input("--noise-sd must be more than 0 and finite, not %s", sd);
    }
    double[] factor = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      factor[i * dimension + i] = sd;
    }
    return factor;
  }

  private void requireColumns(Path file, Matrix matrix, int dimension) {
    if (matrix.columns() != dimension) {
      throw SluiceException.input(
          "%s has %d columns, but %s has %d; they must be the same number",
          file, matrix.columns(), samplesFile, dimension);
    }
  }

  /** Before anything is computed: results must have somewhere to go, and not over an input. */
  private void requireOutputs() {
    List<Path> inputs =
        Stream.of(
                samplesFile,
                dataFile,
                slicing.file,
                noise.covarianceFile,
                sampleWeightsFile,
                dataWeightsFile)
            .filter(Objects::nonNull)
            .toList();
    Stream.of(gradientFile, directionGradientFile)
        .filter(Objects::nonNull)
        .forEach(output -> OutputFile.require(output, inputs));
    if (gradientFile != null && gradientFile.equals(directionGradientFile)) {
      throw SluiceException.input("%s is asked to hold both gradients", gradientFile);
    }
  }

  private static Matrix convert(Arena arena, Matrix matrix, ElementType type) {
    if (matrix.type() == type) {
      return matrix;
    }
    Matrix converted = Matrix.allocate(arena, type, matrix.rows(), matrix.columns());
    converted.copyFrom(matrix);
    return converted;
  }

  private static Matrix likeness(Arena arena, Matrix matrix) {
    return Matrix.allocate(arena, matrix.type(), matrix.rows(), matrix.columns());
  }
}
