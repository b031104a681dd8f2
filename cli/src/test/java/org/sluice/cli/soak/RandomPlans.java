package org.sluice.cli.soak;

import java.lang.foreign.Arena;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.BackendProvider;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;

/** Backends and plans of random shapes, made, used once, some of them wrongly, and closed. */
final class RandomPlans {

  private static final List<String> BACKENDS =
      Backends.providers().stream()
          .filter(provider -> provider.unavailable() == null)
          .map(BackendProvider::name)
          .toList();

  private final Random random;

  RandomPlans(long seed) {
    random = new Random(seed);
  }

  /** A backend on up to four threads with one plan of each kind. */
  void next() {
    try (Parallelism parallelism = Parallelism.of(1 + random.nextInt(4));
        Backend backend =
            Backends.open(BACKENDS.get(random.nextInt(BACKENDS.size())), parallelism).backend()) {
      ElementType type = random.nextBoolean() ? ElementType.F32 : ElementType.F64;
      loss(backend, type);
      network(backend, type);
    }
  }

  private void loss(Backend backend, ElementType type) {
    // Shapes are of a few kinds, so that both ways to sort and to match are taken.
    int samples = 1 + random.nextInt(random.nextInt(8) == 0 ? 30_000 : 500);
    int data = random.nextBoolean() ? samples : 1 + random.nextInt(500);
    int dimension = 1 + random.nextInt(12);
    int slices = 1 + random.nextInt(40);
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(type, samples, data, dimension, slices)
            .withSampleGradient()
            .withDirectionGradient();
    Matrix x = normals(backend, type, samples, dimension);
    Matrix y = normals(backend, type, data, dimension);
    Matrix directions = normals(backend, type, slices, dimension);
    boolean wrong = random.nextInt(4) == 0;
    if (wrong) {
      y.set(random.nextInt(data), 0, Double.NaN);
    }
    SlicedWasserstein.Outputs outputs =
        new SlicedWasserstein.Outputs(
            backend.allocate(ElementType.F64, slices, 1),
            backend.allocate(type, samples, dimension),
            backend.allocate(type, slices, dimension));
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      plan.evaluate(SlicedWasserstein.Inputs.of(x, y, directions), outputs);
      if (wrong) {
        throw new AssertionError("a number that is not finite was taken");
      }
    } catch (IllegalArgumentException e) {
      if (!wrong) {
        throw e;
      }
    }
  }

  private void network(Backend backend, ElementType type) {
    int layers = 1 + random.nextInt(3);
    List<Integer> widths =
        IntStream.rangeClosed(0, layers).mapToObj(_ -> 1 + random.nextInt(20)).toList();
    int batch = 1 + random.nextInt(300);
    Mlp.Shape shape = new Mlp.Shape(type, widths, Activation.TANH);
    Matrix parameters = normals(backend, type, 1, Math.toIntExact(shape.parameterCount()));
    Matrix inputs = normals(backend, type, batch, shape.inputs());
    try (Mlp plan = backend.mlp(shape);
        Arena arena = Arena.ofShared()) {
      plan.forward(parameters, inputs, Matrix.allocate(arena, type, batch, shape.outputs()));
    }
  }

  private Matrix normals(Backend backend, ElementType type, int rows, int columns) {
    Matrix matrix = backend.allocate(type, rows, columns);
    backend.normals(random.nextLong(), 1, matrix);
    return matrix;
  }
}
