package org.sluice.cuda;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import jcuda.driver.CUevent;
import jcuda.driver.JCudaDriver;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.network.Chain;
import org.sluice.inversion.network.SquaredError;
import org.sluice.inversion.network.Training;
import org.sluice.inversion.network.Weights;
import org.sluice.inversion.network.fourier.FourierOperator;
import org.sluice.inversion.network.fourier.FourierShape;
import org.sluice.inversion.population.settings.Method;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/**
 * Prints the times of losses with gradient, of products and of steps of training, with everything
 * on the device: medians over repetitions, by the device's own events; and of a surrogate's whole
 * step.
 */
final class GpuTable {

  private final CudaBackend backend;
  private final int warmUps;
  private final int repetitions;

  private GpuTable(CudaBackend backend, int warmUps, int repetitions) {
    this.backend = backend;
    this.warmUps = warmUps;
    this.repetitions = repetitions;
  }

  private record Size(long points, int dimension, int slices) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(10_000, 50, 1000),
          new Size(100_000, 50, 200),
          new Size(1_000_000, 10, 64),
          new Size(10_000_000, 10, 64));

  /** Measures all; with any argument once and in so small that numbers mean nothing. */
  public static void main(String... arguments) {
    boolean rehearsal = arguments.length > 0;
    try (CudaBackend backend = PlacedBackendProvider.open()) {
      new GpuTable(backend, rehearsal ? 1 : 3, rehearsal ? 1 : 11).print(rehearsal ? 100_000 : 1);
    }
  }

  private void print(long divisor) {
    System.out.println("| f32 on " + backend.description() + " | ms |");
    System.out.println("|---|---|");
    for (Size size : SIZES) {
      long points = atLeast(10, size.points() / divisor);
      loss(new Size(points, size.dimension(), (int) atLeast(8, size.slices() / divisor)));
    }
    surrogateStep(new Size(atLeast(10, 100_000 / divisor), 50, (int) atLeast(8, 200 / divisor)));
    fourierStep((int) atLeast(2, 1024 / divisor));
    long side = atLeast(16, 4096 / divisor);
    product(side, side, side);
    product(atLeast(16, 1000 / divisor), 50, atLeast(16, 10_000 / divisor));
  }

  private static long atLeast(long least, long number) {
    return Math.max(least, number);
  }

  private static String name(Size size) {
    return "(%d, %d, %d)".formatted(size.points(), size.dimension(), size.slices());
  }

  private static void print(String name, double milliseconds) {
    System.out.printf("| %s | %.3f |%n", name, milliseconds);
  }

  private Matrix normals(long rows, long columns, long stream) {
    Matrix matrix = backend.allocate(ElementType.F32, rows, columns);
    backend.normals(1, stream, matrix);
    return matrix;
  }

  private void loss(Size size) {
    Shape shape =
        Shape.of(ElementType.F32, size.points(), size.points(), size.dimension(), size.slices())
            .withSampleGradient();
    Inputs inputs =
        Inputs.of(
            normals(size.points(), size.dimension(), 1),
            normals(size.points(), size.dimension(), 2),
            normals(size.slices(), size.dimension(), 3));
    Matrix gradient = backend.allocate(ElementType.F32, size.points(), size.dimension());
    Outputs outputs = new Outputs(null, gradient, null);
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      print("loss and gradient " + name(size), median(() -> plan.evaluate(inputs, outputs)));
    }
  }

  private void product(long rows, long inner, long columns) {
    Matrix a = normals(rows, inner, 1);
    Matrix b = normals(inner, columns, 2);
    Matrix c = backend.allocate(ElementType.F32, rows, columns);
    print(
        "product %d x %d x %d".formatted(rows, inner, columns),
        median(() -> backend.multiply(1, a, false, b, false, 0, c)));
  }

  /** Wall time, since a step ends on the host: with its optimiser steps, directions and Adam. */
  private void surrogateStep(Size size) {
    SurrogateRun run =
        new SurrogateRun(
            LogNormalMeasure.diagonal(10),
            ElementType.F32,
            Method.PAPER_CUT,
            Math.toIntExact(size.points()),
            Math.toIntExact(size.points()),
            size.slices(),
            List.of(10, 128, 128, size.dimension()));
    List<Long> times = new ArrayList<>();
    run.on(backend, warmUps + repetitions, (row, last) -> times.add(System.nanoTime()));
    double[] steps = new double[repetitions];
    for (int step = 0; step < repetitions; step++) {
      int end = warmUps + step;
      steps[step] = (times.get(end) - times.get(end - 1)) * 1e-6;
    }
    Arrays.sort(steps);
    print(
        "surrogate step %s, 10-128-128-50, wall time".formatted(name(size)),
        steps[repetitions / 2]);
  }

  /** A step of training the Fourier operator of the benchmarks. */
  private void fourierStep(int batch) {
    FourierShape shape = FourierShape.ofField(List.of(65)).withSizes(12, 32, 4);
    try (Chain network = FourierOperator.of(backend, ElementType.F32, shape)) {
      Weights weights = Weights.draw(backend, network, 1, 1);
      Training training = new Training(backend, ElementType.F32, network.parameterCount());
      SquaredError error = new SquaredError(backend, network);
      Matrix inputs = normals(batch, network.inputs(), 1);
      Matrix targets = normals(batch, network.outputs(), 2);
      double time =
          median(() ->
              training.step(
                  weights,
                  1e-4,
                  (parameters, gradient) -> error.value(parameters, inputs, targets, gradient)));
      print("Fourier operator's step, batch " + batch, time);
    }
  }

  private double median(Runnable work) {
    CUevent start = new CUevent();
    CUevent end = new CUevent();
    JCudaDriver.cuEventCreate(start, 0);
    JCudaDriver.cuEventCreate(end, 0);
    double[] times = new double[repetitions];
    for (int run = -warmUps; run < repetitions; run++) {
      JCudaDriver.cuEventRecord(start, null);
      work.run();
      JCudaDriver.cuEventRecord(end, null);
      Device.check(JCudaDriver.cuEventSynchronize(end), "measuring");
      float[] milliseconds = new float[1];
      JCudaDriver.cuEventElapsedTime(milliseconds, start, end);
      if (run >= 0) {
        times[run] = milliseconds[0];
      }
    }
    JCudaDriver.cuEventDestroy(start);
    JCudaDriver.cuEventDestroy(end);
    Arrays.sort(times);
    return times[repetitions / 2];
  }
}
