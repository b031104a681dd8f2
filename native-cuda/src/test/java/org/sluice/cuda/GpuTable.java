package org.sluice.cuda;

import java.util.Arrays;
import java.util.List;
import jcuda.driver.CUevent;
import jcuda.driver.JCudaDriver;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Adam;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/**
 * Prints the times of losses with gradient, of sorts alone, and of a surrogate's whole step, with
 * everything on the device: medians over repetitions, by the device's own events.
 */
final class GpuTable {

  private static final int WARM_UPS = 3;
  private static final int REPETITIONS = 11;

  private GpuTable() {}

  private record Size(long points, int dimension, int slices) {}

  private static final List<Size> SIZES =
      List.of(
          new Size(10_000, 50, 1000),
          new Size(100_000, 50, 200),
          new Size(1_000_000, 10, 64),
          new Size(10_000_000, 10, 64));

  /** Measures all; the argument, 1 if there is none, divides the numbers of points. */
  public static void main(String... arguments) {
    long divisor = arguments.length == 0 ? 1 : Long.parseLong(arguments[0]);
    try (CudaBackend backend = PlacedBackendProvider.open()) {
      System.out.println("| f32 on " + backend.description() + " | ms |");
      System.out.println("|---|---|");
      for (Size size : SIZES) {
        Size smaller = new Size(size.points() / divisor, size.dimension(), size.slices());
        print("loss and gradient " + name(smaller), loss(backend, smaller));
      }
      Size step = new Size(100_000 / divisor, 50, 200);
      print("surrogate step %s, 10-128-128-50".formatted(name(step)), surrogateStep(backend, step));
      product(backend, 4096 / divisor, 4096, 4096 / divisor);
      product(backend, 1000, 50, 10_000 / divisor);
    }
  }

  private static String name(Size size) {
    return "(%d, %d, %d)".formatted(size.points(), size.dimension(), size.slices());
  }

  private static void print(String name, double milliseconds) {
    System.out.printf("| %s | %.3f |%n", name, milliseconds);
  }

  private static Matrix normals(CudaBackend backend, long rows, long columns, long stream) {
    Matrix matrix = backend.allocate(ElementType.F32, rows, columns);
    backend.normals(1, stream, matrix);
    return matrix;
  }

  private static double loss(CudaBackend backend, Size size) {
    Shape shape =
        Shape.of(ElementType.F32, size.points(), size.points(), size.dimension(), size.slices())
            .withSampleGradient();
    Inputs inputs =
        Inputs.of(
            normals(backend, size.points(), size.dimension(), 1),
            normals(backend, size.points(), size.dimension(), 2),
            normals(backend, size.slices(), size.dimension(), 3));
    Matrix gradient = backend.allocate(ElementType.F32, size.points(), size.dimension());
    Outputs outputs = new Outputs(null, gradient, null);
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      return median(() -> plan.evaluate(inputs, outputs));
    }
  }

  private static void product(CudaBackend backend, long rows, long inner, long columns) {
    Matrix a = normals(backend, rows, inner, 1);
    Matrix b = normals(backend, inner, columns, 2);
    Matrix c = backend.allocate(ElementType.F32, rows, columns);
    print(
        "product %d x %d x %d".formatted(rows, inner, columns),
        median(() -> backend.multiply(1, a, false, b, false, 0, c)));
  }

  /** Draw, forward, noise, loss, back through the network, and a step of Adam on its weights. */
  private static double surrogateStep(CudaBackend backend, Size size) {
    long rows = size.points();
    int d = size.dimension();
    Mlp.Shape shape = new Mlp.Shape(ElementType.F32, List.of(10, 128, 128, d), Activation.TANH);
    Matrix parameters = normals(backend, 1, shape.parameterCount(), 1);
    Matrix byParameters = backend.allocate(ElementType.F32, 1, shape.parameterCount());
    Matrix first = backend.allocate(ElementType.F32, 1, shape.parameterCount());
    Matrix second = backend.allocate(ElementType.F32, 1, shape.parameterCount());
    Matrix z = backend.allocate(ElementType.F32, rows, 10);
    Matrix noise = backend.allocate(ElementType.F32, rows, d);
    Matrix x = backend.allocate(ElementType.F32, rows, d);
    Matrix factor = normals(backend, d, d, 2);
    Matrix gradient = backend.allocate(ElementType.F32, rows, d);
    Inputs inputs = Inputs.of(x, normals(backend, rows, d, 3), normals(backend, size.slices(), d, 4));
    Outputs outputs = new Outputs(null, gradient, null);
    Shape loss = Shape.of(ElementType.F32, rows, rows, d, size.slices()).withSampleGradient();
    try (Mlp network = backend.mlp(shape);
        SlicedWasserstein plan = backend.slicedWasserstein(loss)) {
      return median(() -> {
        backend.normals(2, 1, z);
        backend.normals(2, 2, noise);
        network.forward(parameters, z, x);
        backend.multiply(0.1, noise, false, factor, true, 1, x);
        plan.evaluate(inputs, outputs);
        network.backward(parameters, z, gradient, byParameters, null);
        backend.adam(Adam.Step.of(1, 1e-4), parameters, byParameters, first, second);
      });
    }
  }

  private static double median(Runnable work) {
    CUevent start = new CUevent();
    CUevent end = new CUevent();
    JCudaDriver.cuEventCreate(start, 0);
    JCudaDriver.cuEventCreate(end, 0);
    double[] times = new double[REPETITIONS];
    for (int run = -WARM_UPS; run < REPETITIONS; run++) {
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
    return times[REPETITIONS / 2];
  }
}
