package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Threads, memory, refusals and the life of a perceptron's plan. */
class MlpPlanTest {

  static Stream<Arguments> backendsAndTypes() {
    return TestBackends.names()
        .flatMap(name -> Stream.of(ElementType.values()).map(type -> Arguments.of(name, type)));
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void anyNumberOfThreadsGivesTheSameBits(String name, ElementType type) {
    for (long batch : new long[] {300, 1000, 3000}) {
      MlpCase.Result expected = null;
      double[] expectedOutputs = null;
      for (int threads = 1; threads <= 5; threads += threads < 3 ? 1 : 2) {
        try (Parallelism parallelism = Parallelism.of(threads);
            Backend backend = TestBackends.open(name, parallelism)) {
          MlpCase network = MlpCase.of(backend, type, Activation.TANH, batch, 3, 5, 4, 2);
          MlpCase.Result actual = network.squaredError();
          double[] outputs = network.outputs();
          if (expected != null) {
            assertThat(actual.error()).isEqualTo(expected.error());
            assertThat(actual.parameterGradient()).isEqualTo(expected.parameterGradient());
            assertThat(actual.inputGradient()).isEqualTo(expected.inputGradient());
            assertThat(outputs).isEqualTo(expectedOutputs);
          }
          expected = actual;
          expectedOutputs = outputs;
        }
      }
    }
  }

  private interface Placement {
    Matrix like(Matrix matrix);
  }

  private static Matrix heap(Matrix matrix) {
    int elements = Math.toIntExact(matrix.rows() * matrix.columns());
    return matrix.type() == ElementType.F32
        ? Matrix.of(new float[elements], matrix.rows(), matrix.columns())
        : Matrix.of(new double[elements], matrix.rows(), matrix.columns());
  }

  private static Matrix gaps(Arena arena, Matrix matrix) {
    long stride = matrix.columns() + 3;
    MemorySegment memory = arena.allocate(matrix.rows() * stride * matrix.type().bytes() + 4, 64);
    memory.fill((byte) 0xFF);
    return new Matrix(memory.asSlice(4), matrix.type(), matrix.rows(), matrix.columns(), stride);
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void anyMemoryGivesTheSameBits(String name, ElementType type) {
    try (Arena arena = Arena.ofConfined();
        Backend backend = TestBackends.open(name, Parallelism.serial())) {
      MlpCase network = MlpCase.of(backend, type, Activation.SOFTPLUS, 67, 3, 10, 7);
      MlpCase.Result expected = network.squaredError();
      double[] expectedOutputs = network.outputs();
      for (Placement placement :
          List.<Placement>of(MlpPlanTest::heap, matrix -> gaps(arena, matrix))) {
        Matrix parameters = filled(placement, network.parameters());
        Matrix inputs = filled(placement, network.inputs());
        Matrix targets = filled(placement, network.targets());
        Matrix outputs = placement.like(network.newOutputs());
        Matrix parameterGradient = placement.like(network.newParameterGradient());
        Matrix inputGradient = placement.like(network.newInputGradient());
        try (Mlp plan = backend.mlp(network.shape())) {
          plan.forward(parameters, inputs, outputs);
          double error =
              plan.squaredError(parameters, inputs, targets, parameterGradient, inputGradient);
          assertThat(error).isEqualTo(expected.error());
        }
        assertThat(outputs.toDoubles()).isEqualTo(expectedOutputs);
        assertThat(parameterGradient.toDoubles()).isEqualTo(expected.parameterGradient());
        assertThat(inputGradient.toDoubles()).isEqualTo(expected.inputGradient());
      }
    }
  }

  private static Matrix filled(Placement placement, Matrix matrix) {
    Matrix placed = placement.like(matrix);
    placed.copyFrom(matrix);
    return placed;
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void onePlanServesBatchesOfAnySize(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      MlpCase large = MlpCase.of(backend, type, Activation.RELU, 300, 4, 9, 3);
      MlpCase small = MlpCase.of(backend, type, Activation.RELU, 5, 4, 9, 3);
      double[] expected = small.squaredError().parameterGradient();
      Matrix gradient = small.newParameterGradient();
      try (Mlp plan = backend.mlp(small.shape())) {
        plan.squaredError(large.parameters(), large.inputs(), large.targets(), gradient, null);
        plan.squaredError(small.parameters(), small.inputs(), small.targets(), gradient, null);
      }
      assertThat(gradient.toDoubles()).isEqualTo(expected);
    }
  }

  @ParameterizedTest
  @MethodSource("org.sluice.kernels.TestBackends#names")
  void anEmptyBatchHasNoErrorAndNoGradient(String name) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      MlpCase network = MlpCase.of(backend, ElementType.F64, Activation.TANH, 0, 2, 3, 2);
      Matrix gradient = network.newParameterGradient();
      gradient.set(0, 4, 1);
      try (Mlp plan = backend.mlp(network.shape())) {
        double error =
            plan.squaredError(
                network.parameters(), network.inputs(), network.targets(), gradient, null);
        assertThat(error).isZero();
      }
      assertThat(gradient.toDoubles()).containsOnly(0);
    }
  }

  @Test
  void allocatesNothingOnceWarm() {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    // Vector kernels allocate until they are compiled, which takes too long for a test.
    try (Backend backend = TestBackends.scalar()) {
      for (ElementType type : ElementType.values()) {
        MlpCase network = MlpCase.of(backend, type, Activation.TANH, 200, 3, 4, 2);
        Matrix parameterGradient = network.newParameterGradient();
        Matrix inputGradient = network.newInputGradient();
        try (Mlp plan = backend.mlp(network.shape())) {
          long least = Long.MAX_VALUE;
          for (int evaluation = 0; evaluation < 400 && least > 0; evaluation++) {
            long before = threads.getCurrentThreadAllocatedBytes();
            plan.squaredError(
                network.parameters(),
                network.inputs(),
                network.targets(),
                parameterGradient,
                inputGradient);
            least = Math.min(least, threads.getCurrentThreadAllocatedBytes() - before);
          }
          assertThat(least).isZero();
        }
      }
    }
  }

  @Test
  void saysWhatDoesNotFit() {
    try (Backend backend = TestBackends.subject()) {
      MlpCase network = MlpCase.of(backend, ElementType.F32, Activation.TANH, 4, 3, 5, 2);
      Matrix parameters = network.parameters();
      Matrix inputs = network.inputs();
      Matrix targets = network.targets();
      Matrix single = backend.allocate(ElementType.F32, 4, 2);
      Matrix twice = backend.allocate(ElementType.F64, 4, 2);
      Matrix wide = backend.allocate(ElementType.F32, 4, 3);
      Matrix row = backend.allocate(ElementType.F32, 1, 31);
      try (Mlp plan = backend.mlp(network.shape())) {
        refused(
            () -> plan.forward(row, inputs, single),
            "parameters must be a F32 matrix of 1 x 32, not a F32 matrix of 1 x 31");
        refused(
            () -> plan.forward(parameters, targets, single),
            "inputs must be a F32 matrix of 4 x 3, not a F32 matrix of 4 x 2");
        refused(
            () -> plan.forward(parameters, inputs, twice),
            "outputs must be a F32 matrix of 4 x 2, not a F64 matrix of 4 x 2");
        refused(
            () -> plan.backward(parameters, inputs, wide, null, null),
            "output gradient must be a F32 matrix of 4 x 2, not a F32 matrix of 4 x 3");
        refused(
            () -> plan.squaredError(parameters, inputs, targets, row, null),
            "parameter gradient must be a F32 matrix of 1 x 32, not a F32 matrix of 1 x 31");
        refused(
            () -> plan.squaredError(parameters, inputs, targets, null, single),
            "input gradient must be a F32 matrix of 4 x 3, not a F32 matrix of 4 x 2");
        refused(
            () -> plan.squaredError(parameters, inputs, targets, parameters, null),
            "parameter gradient (1 x 32) overlaps parameters (1 x 32); give it memory of its own");
        refused(
            () -> plan.squaredError(parameters, inputs, targets, null, inputs),
            "input gradient (4 x 3) overlaps inputs (4 x 3); give it memory of its own");
        refused(
            () -> plan.forward(parameters, inputs, targets.rows(0, 3)),
            "outputs must be a F32 matrix of 4 x 2, not a F32 matrix of 3 x 2");
      }
    }
  }

  private static void refused(Runnable call, String message) {
    assertThatThrownBy(call::run).isInstanceOf(IllegalArgumentException.class).hasMessage(message);
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void refusesWhatIsNotFiniteAndRecovers(String name, ElementType type) {
    try (Backend backend = TestBackends.open(name, Parallelism.serial())) {
      MlpCase network = MlpCase.of(backend, type, Activation.TANH, 130, 3, 5, 2);
      MlpCase.Result expected = network.squaredError();
      Matrix gradient = network.newParameterGradient();
      Matrix parameters = network.parameters();
      Matrix inputs = network.inputs();
      Matrix targets = network.targets();
      try (Mlp plan = backend.mlp(network.shape())) {
        Runnable run = () -> plan.squaredError(parameters, inputs, targets, gradient, null);
        refusedAt(parameters, 0, 17, run, "parameters hold NaN in row 1, column 18");
        refusedAt(parameters, 0, 31, run, "parameters hold NaN in row 1, column 32");
        refusedAt(inputs, 129, 2, run, "inputs hold NaN in row 130, column 3");
        refusedAt(targets, 64, 0, run, "targets hold NaN in row 65, column 1");
        run.run();
      }
      assertThat(gradient.toDoubles()).isEqualTo(expected.parameterGradient());
    }
  }

  private static void refusedAt(Matrix matrix, long i, long j, Runnable run, String message) {
    double value = matrix.get(i, j);
    matrix.set(i, j, Double.NaN);
    assertThatThrownBy(run::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
    matrix.set(i, j, value);
  }

  @Test
  void isOverWhenClosed() {
    try (Backend backend = TestBackends.scalar()) {
      MlpCase network = MlpCase.of(backend, ElementType.F32, Activation.TANH, 2, 3, 2);
      Mlp plan = backend.mlp(network.shape());
      assertThat(plan.workspaceBytes()).isPositive();
      assertThat(plan.parameterCount()).isEqualTo(8);
      plan.close();
      plan.close();
      assertThatThrownBy(
              () -> plan.forward(network.parameters(), network.inputs(), network.newOutputs()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessage("this plan is closed");
    }
  }

  @Test
  void needsTwoWidths() {
    assertThatThrownBy(() -> new Mlp.Shape(ElementType.F32, List.of(3), Activation.TANH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("at least two widths");
    assertThatThrownBy(() -> new Mlp.Shape(ElementType.F32, List.of(3, 0), Activation.TANH))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("each at least 1");
  }
}
