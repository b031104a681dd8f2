package org.sluice.cli.command;

import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.sluice.cli.config.FormatOptions;
import org.sluice.cli.config.RunConfig;
import org.sluice.cli.file.OutputFile;
import org.sluice.cli.file.Reading;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.file.TextFormat;
import org.sluice.cli.file.WeightsFile;
import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.discrepancy.SlicedDiscrepancy;
import org.sluice.inversion.range.OutOfRangeException;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.Work;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sluice loss}: one evaluation on two files. */
@Command(
    name = "loss",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Evaluates SW²₂,Γ of two sample files once: the mean over slices of the squared"
          + " Wasserstein-2 distances of the projections on w = L⁻ᵀθ, Γ = L Lᵀ. No root is taken and"
          + " nothing is scaled by d/2.",
      "Random directions come in orthonormal blocks of d. The standard error is that of the mean"
          + " over blocks, so it shows how much the choice of directions changes the value.",
      "Files are .npy, .csv or .tsv with one sample a row, packed by gzip or not, or .npz."
    },
    footer = {
      "",
      "Examples:",
      "  sluice loss model.npy data.npy",
      "  sluice loss model.csv data.csv --slices 5000 --noise-sd 0.1 --json",
      "  sluice loss x.npy y.npy --directions theta.npy --gradient-out dx.npy"
    })
final class LossCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "X", description = "Samples, M rows of d numbers.")
  private Path samplesFile;

  @Parameters(index = "1", paramLabel = "Y", description = "Data, N rows of d numbers.")
  private Path dataFile;

  @ArgGroup private SlicingOptions slicing = new SlicingOptions();
  @ArgGroup private NoiseOptions noise = new NoiseOptions();
  @Mixin private FormatOptions format;

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
      description = "auto (the default), scalar, vector or cuda.")
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

  private static final long MANY_POINTS = 1_000_000;

  /** The loss projects on so many directions at a time where points are many. */
  private static final int FEWEST_DIRECTIONS = 12;

  @Override
  public Integer call() {
    RunConfig run = run();
    requireOutputs();
    try (Arena arena = Arena.ofShared();
        Parallelism parallelism = Parallelism.of(run.threads())) {
      Matrix samples = read(samplesFile, arena);
      Matrix data = read(dataFile, arena);
      int dimension = Math.toIntExact(samples.columns());
      requireColumns(dataFile, data, dimension);
      if (run.elementType() == ElementType.F32) {
        CommonShift shift = new CommonShift(samples, data);
        samples = shift.single(samplesFile, samples, arena);
        data = shift.single(dataFile, data, arena);
      }
      Matrix directions = slicing.directions(seed, dimension, arena);
      requireColumns(slicing.file(), directions, dimension);
      SlicedWasserstein.Inputs inputs =
          new SlicedWasserstein.Inputs(
              samples,
              data,
              noise.whiten(directions, arena),
              WeightsFile.read(sampleWeightsFile, arena, samplesFile, samples.rows()),
              WeightsFile.read(dataWeightsFile, arena, dataFile, data.rows()));
      SlicedWasserstein.Shape shape = shape(inputs);
      requireRoom(shape, run.threads());
      Backends.Selection selection = Backends.open(run.backend(), parallelism, Work.of(shape, 1));
      try (Backend _ = selection.backend()) {
        evaluate(arena, selection, shape, inputs);
      }
    }
    return 0;
  }

  /** Checks before the plan is made that it fits, by what it takes at least for many points. */
  private void requireRoom(SlicedWasserstein.Shape shape, int threads) {
    long points = shape.samples() + shape.data();
    if (points < MANY_POINTS) {
      return;
    }
    double copies = shape.sampleGradient() ? 2 : 1;
    double numbers = FEWEST_DIRECTIONS + copies * shape.dimension();
    Path larger = shape.samples() >= shape.data() ? samplesFile : dataFile;
    new MemoryNeed(
            "the number of rows of " + larger,
            Math.max(shape.samples(), shape.data()),
            numbers * points * shape.type().bytes(),
            2.0 * Integer.BYTES * Math.max(shape.samples(), shape.data()) * threads)
        .require();
  }

  private Matrix read(Path file, Arena arena) {
    TextFormat stated = SampleFile.isText(file) ? format.format() : TextFormat.DETECTED;
    Reading reading =
        SampleFile.read(file, arena, ElementType.F64, stated, List.of(), OptionalInt.empty());
    reading.remarks().forEach(spec.commandLine().getErr()::println);
    return reading.matrix();
  }

  private SlicedWasserstein.Shape shape(SlicedWasserstein.Inputs inputs) {
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(
            inputs.samples().type(),
            inputs.samples().rows(),
            inputs.data().rows(),
            Math.toIntExact(inputs.samples().columns()),
            Math.toIntExact(inputs.directions().rows()));
    if (sampleWeightsFile != null || dataWeightsFile != null) {
      shape = shape.withWeights();
    }
    if (gradientFile != null) {
      shape = shape.withSampleGradient();
    }
    return directionGradientFile == null ? shape : shape.withDirectionGradient();
  }

  private RunConfig run() {
    RunConfig unset = RunConfig.defaults();
    try {
      return new RunConfig(
          Objects.requireNonNullElse(backendName, unset.backend()),
          Objects.requireNonNullElse(precision, unset.precision()),
          Objects.requireNonNullElse(threads, unset.threads()),
          unset.checkpointSeconds());
    } catch (OutOfRangeException e) {
      throw SluiceException.input(e, "--%s %s", e.setting(), e.complaint());
    }
  }

  private void evaluate(
      Arena arena,
      Backends.Selection selection,
      SlicedWasserstein.Shape shape,
      SlicedWasserstein.Inputs inputs) {
    Matrix gradient = shape.sampleGradient() ? likeness(arena, inputs.samples(), shape) : null;
    Matrix directionGradient =
        shape.directionGradient() ? likeness(arena, inputs.directions(), shape) : null;
    LossEstimate loss;
    long start = System.nanoTime();
    try (SlicedDiscrepancy discrepancy = new SlicedDiscrepancy(shape, selection.backend())) {
      discrepancy.along(inputs.directions());
      discrepancy.between(
          inputs.samples(),
          inputs.data(),
          inputs.sampleWeights(),
          inputs.dataWeights(),
          gradient,
          directionGradient);
      loss = discrepancy.estimate(slicing.scheme());
    } catch (ArithmeticException e) {
      throw SluiceException.input(e, "%s and %s: %s", samplesFile, dataFile, e.getMessage());
    }
    double seconds = (System.nanoTime() - start) * 1e-9;
    if (gradient != null) {
      SampleFile.write(gradientFile, gradient, List.of());
    }
    if (directionGradient != null) {
      SampleFile.write(directionGradientFile, directionGradient, List.of());
    }
    LossReport report = new LossReport(loss, shape.slices(), seconds, selection);
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      report.printJson(out);
    } else {
      report.print(out);
    }
  }

  private void requireColumns(Path file, Matrix matrix, int dimension) {
    if (matrix.columns() != dimension) {
      throw SluiceException.input(
          "%s has %d columns, but %s has %d; they must be the same number",
          file, matrix.columns(), samplesFile, dimension);
    }
  }

  /**
   * Checks, before anything is computed, that the output files can be written and are not inputs.
   */
  private void requireOutputs() {
    List<Path> inputs =
        Stream.of(
                samplesFile,
                dataFile,
                slicing.file(),
                noise.file(),
                sampleWeightsFile,
                dataWeightsFile)
            .filter(Objects::nonNull)
            .toList();
    Stream.of(gradientFile, directionGradientFile)
        .filter(Objects::nonNull)
        .forEach(output -> OutputFile.require(output, inputs));
    if (gradientFile != null && gradientFile.equals(directionGradientFile)) {
      throw SluiceException.input(
          "%s cannot hold both gradients; give each its own file", gradientFile);
    }
  }

  private static Matrix likeness(Arena arena, Matrix matrix, SlicedWasserstein.Shape shape) {
    return Matrix.allocate(arena, shape.type(), matrix.rows(), matrix.columns());
  }
}
