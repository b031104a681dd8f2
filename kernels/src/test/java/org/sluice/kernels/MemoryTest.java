package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Results have the same bits wherever inputs and outputs lie, for any number of threads and in each
 * repetition.
 */
class MemoryTest {

  static Stream<Arguments> backendsAndTypes() {
    return TestBackends.names()
        .flatMap(name -> Stream.of(ElementType.values()).map(type -> Arguments.of(name, type)));
  }

  private static Stream<Clouds> clouds() {
    return Stream.of(
        Clouds.normal(130, 130, 5, 40, 1),
        Clouds.normal(70, 131, 3, 31, 2),
        Clouds.tied(90, 50, 2, 9, 3).weighted(3));
  }

  private static void same(Evaluation actual, Evaluation expected) {
    assertThat(actual.loss()).isEqualTo(expected.loss());
    assertThat(actual.squared()).isEqualTo(expected.squared());
    assertThat(actual.sampleGradient()).isEqualTo(expected.sampleGradient());
    assertThat(actual.directionGradient()).isEqualTo(expected.directionGradient());
  }

  private interface Placement {
    Matrix like(Matrix contiguous);
  }

  private static void everywhere(Backend backend, ElementType type, Placement placement) {
    clouds()
        .forEach(clouds -> {
          SlicedWasserstein.Shape shape =
              clouds.shape(type).withSampleGradient().withDirectionGradient();
          SlicedWasserstein.Inputs inputs = clouds.inputs(backend, type);
          Evaluation expected = Evaluation.of(backend, shape, inputs);
          SlicedWasserstein.Inputs placed =
              new SlicedWasserstein.Inputs(
                  filled(inputs.samples(), placement),
                  filled(inputs.data(), placement),
                  filled(inputs.directions(), placement),
                  filled(inputs.sampleWeights(), placement),
                  filled(inputs.dataWeights(), placement));
          SlicedWasserstein.Outputs outputs = Evaluation.outputs(backend, shape);
          SlicedWasserstein.Outputs placedOutputs =
              new SlicedWasserstein.Outputs(
                  placement.like(outputs.squared()),
                  placement.like(outputs.sampleGradient()),
                  placement.like(outputs.directionGradient()));
          try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
            same(Evaluation.read(plan.evaluate(placed, placedOutputs), placedOutputs), expected);
            same(Evaluation.read(plan.evaluate(inputs, placedOutputs), placedOutputs), expected);
            same(Evaluation.read(plan.evaluate(placed, outputs), outputs), expected);
          }
        });
  }

  private static Matrix filled(Matrix matrix, Placement placement) {
    if (matrix == null) {
      return null;
    }
    Matrix placed = placement.like(matrix);
    placed.copyFrom(matrix);
    return placed;
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void heapArrays(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      everywhere(
          backend,
          type,
          matrix -> {
            int elements = Math.toIntExact(matrix.rows() * matrix.columns());
            return matrix.type() == ElementType.F32
                ? Matrix.of(new float[elements], matrix.rows(), matrix.columns())
                : Matrix.of(new double[elements], matrix.rows(), matrix.columns());
          });
    }
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void segmentsThatStartAtAnyByte(String name, ElementType type) {
    try (Arena arena = Arena.ofConfined();
        Backend backend = TestBackends.open(name, Parallelism.serial())) {
      for (int shift : new int[] {1, 4, 20}) {
        everywhere(
            backend,
            type,
            matrix -> {
              MemorySegment memory = arena.allocate(matrix.segment().byteSize() + shift, 64);
              return Matrix.of(
                  memory.asSlice(shift), matrix.type(), matrix.rows(), matrix.columns());
            });
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void rowsWithGaps(String name, ElementType type) {
    try (Arena arena = Arena.ofConfined();
        Backend backend = TestBackends.open(name, Parallelism.serial())) {
      everywhere(
          backend,
          type,
          matrix -> {
            long stride = matrix.columns() + 3;
            MemorySegment memory = arena.allocate(matrix.rows() * stride * matrix.type().bytes());
            // Memory between the rows must not change.
            memory.fill((byte) 0xFF);
            return new Matrix(memory, matrix.type(), matrix.rows(), matrix.columns(), stride);
          });
    }
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void anyNumberOfThreads(String name, ElementType type) {
    for (Clouds clouds :
        new Clouds[] {
          Clouds.normal(2600, 1900, 4, 65, 1), Clouds.normal(1500, 1500, 7, 13, 2).weighted(1)
        }) {
      Evaluation expected = null;
      for (int threads = 1; threads <= 3; threads++) {
        try (Parallelism parallelism = Parallelism.of(threads);
            Backend backend = TestBackends.open(name, parallelism)) {
          Evaluation actual = Evaluation.of(backend, type, clouds);
          if (expected != null) {
            same(actual, expected);
          }
          expected = actual;
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void memoryOfTheCallersThreadAlone(String name) {
    Clouds clouds = Clouds.normal(2000, 2000, 3, 20, 4);
    try (Arena confined = Arena.ofConfined();
        Parallelism parallelism = Parallelism.of(2);
        Backend backend = TestBackends.open(name, parallelism)) {
      everywhere(
          backend,
          ElementType.F64,
          matrix -> Matrix.allocate(confined, matrix.type(), matrix.rows(), matrix.columns()));
      Evaluation expected = Evaluation.of(backend, ElementType.F64, clouds);
      SlicedWasserstein.Shape shape = clouds.shape(ElementType.F64);
      SlicedWasserstein.Inputs inputs = clouds.inputs(backend, ElementType.F64);
      SlicedWasserstein.Inputs own =
          SlicedWasserstein.Inputs.of(
              filled(inputs.samples(), matrix -> allocate(confined, matrix)),
              filled(inputs.data(), matrix -> allocate(confined, matrix)),
              filled(inputs.directions(), matrix -> allocate(confined, matrix)));
      same(Evaluation.of(backend, shape, own), expected);
    }
  }

  private static Matrix allocate(Arena arena, Matrix like) {
    return Matrix.allocate(arena, like.type(), like.rows(), like.columns());
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void repeatedEvaluationsAndOtherOutputs(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      Clouds clouds = Clouds.normal(333, 200, 6, 45, 8).weighted(8);
      SlicedWasserstein.Shape shape =
          clouds.shape(type).withSampleGradient().withDirectionGradient();
      SlicedWasserstein.Inputs inputs = clouds.inputs(backend, type);
      SlicedWasserstein.Inputs unweighted =
          SlicedWasserstein.Inputs.of(inputs.samples(), inputs.data(), inputs.directions());
      SlicedWasserstein.Outputs outputs = Evaluation.outputs(backend, shape);
      SlicedWasserstein.Outputs samplesOnly =
          new SlicedWasserstein.Outputs(null, outputs.sampleGradient(), null);
      SlicedWasserstein.Outputs directionsOnly =
          new SlicedWasserstein.Outputs(null, null, outputs.directionGradient());
      SlicedWasserstein.Outputs none = new SlicedWasserstein.Outputs(null, null, null);
      try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
        Evaluation expected = Evaluation.read(plan.evaluate(inputs, outputs), outputs);
        plan.evaluate(unweighted, outputs);
        assertThat(plan.evaluate(inputs, none)).isEqualTo(expected.loss());
        assertThat(plan.evaluate(inputs, samplesOnly)).isEqualTo(expected.loss());
        assertThat(outputs.sampleGradient().toDoubles()).isEqualTo(expected.sampleGradient());
        assertThat(plan.evaluate(inputs, directionsOnly)).isEqualTo(expected.loss());
        assertThat(outputs.directionGradient().toDoubles()).isEqualTo(expected.directionGradient());
        same(Evaluation.read(plan.evaluate(inputs, outputs), outputs), expected);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void anEvaluationAllocatesNothingOnceCompiled(String name, ElementType type) {
    var memory = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      for (Clouds clouds :
          new Clouds[] {
            Clouds.normal(256, 256, 8, 60, 1),
            Clouds.normal(200, 256, 8, 60, 2),
            Clouds.normal(128, 100, 8, 30, 3).weighted(3)
          }) {
        SlicedWasserstein.Shape shape =
            clouds.shape(type).withSampleGradient().withDirectionGradient();
        allocatesNothing(memory, backend, clouds, shape, Evaluation.outputs(backend, shape));
      }
      // An inversion with fixed directions asks for one gradient only, which is compiled
      // separately.
      Clouds clouds = Clouds.normal(500, 500, 50, 60, 4);
      SlicedWasserstein.Shape shape = clouds.shape(type).withSampleGradient();
      Matrix gradient = backend.allocate(type, shape.samples(), shape.dimension());
      allocatesNothing(
          memory, backend, clouds, shape, new SlicedWasserstein.Outputs(null, gradient, null));
    }
  }

  private static void allocatesNothing(
      com.sun.management.ThreadMXBean memory,
      Backend backend,
      Clouds clouds,
      SlicedWasserstein.Shape shape,
      SlicedWasserstein.Outputs outputs) {
    SlicedWasserstein.Inputs inputs = clouds.inputs(backend, shape.type());
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      long allocated = Long.MAX_VALUE;
      // Interpreted vector code allocates objects until the compilers are done.
      for (int round = 0; round < 2000 && allocated > 0; round++) {
        long before = memory.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 10; i++) {
          plan.evaluate(inputs, outputs);
        }
        allocated = memory.getCurrentThreadAllocatedBytes() - before;
      }
      assertThat(allocated).as("bytes in ten evaluations").isZero();
    }
  }
}
