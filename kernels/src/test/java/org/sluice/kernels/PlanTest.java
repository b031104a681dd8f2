package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.Arena;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.sluice.kernels.SlicedWasserstein.Inputs;
import org.sluice.kernels.SlicedWasserstein.Outputs;
import org.sluice.kernels.SlicedWasserstein.Shape;

/** The refusals of a plan, word by word, and its workspace. */
class PlanTest {

  private static final Outputs NONE = new Outputs(null, null, null);

  private Backend backend;
  private Clouds clouds;
  private Inputs inputs;
  private Shape shape;

  @BeforeEach
  void open() {
    backend = TestBackends.subject();
    clouds = Clouds.normal(20, 30, 3, 8, 1);
    inputs = clouds.inputs(backend, ElementType.F64);
    shape = clouds.shape(ElementType.F64);
  }

  @AfterEach
  void close() {
    backend.close();
  }

  private void refused(Shape planned, Inputs given, Outputs wanted, String message) {
    TestBackends.names()
        .forEach(name -> {
          try (Backend other = TestBackends.open(name, Parallelism.serial());
              SlicedWasserstein plan = other.slicedWasserstein(planned)) {
            assertThatThrownBy(() -> plan.evaluate(given, wanted))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
          }
        });
  }

  @Test
  void numbersThatAreNotFinite() {
    inputs.samples().set(16, 1, Double.NaN);
    refused(
        shape,
        inputs,
        NONE,
        "samples hold NaN in row 17, column 2 (counted from 1); only finite numbers are possible");
    inputs.samples().set(16, 1, 0);
    inputs.data().set(29, 2, Double.NEGATIVE_INFINITY);
    refused(
        shape,
        inputs,
        NONE,
        "data hold -Infinity in row 30, column 3 (counted from 1); only finite numbers are possible");
    inputs.data().set(29, 2, 0);
    inputs.directions().set(0, 0, Double.POSITIVE_INFINITY);
    refused(
        shape,
        inputs,
        NONE,
        "directions hold Infinity in row 1, column 1 (counted from 1); only finite numbers are possible");
  }

  @Test
  void aRefusedEvaluationLeavesThePlanUsable() {
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      double expected = plan.evaluate(inputs, NONE);
      double value = inputs.data().get(3, 0);
      inputs.data().set(3, 0, Double.NaN);
      assertThatThrownBy(() -> plan.evaluate(inputs, NONE)).hasMessageContaining("row 4, column 1");
      inputs.data().set(3, 0, value);
      assertThat(plan.evaluate(inputs, NONE)).isEqualTo(expected);
    }
  }

  @Test
  void shapesAndTypes() {
    refused(
        shape,
        Inputs.of(inputs.data(), inputs.data(), inputs.directions()),
        NONE,
        "samples must be a F64 matrix of 20 x 3, not a F64 matrix of 30 x 3");
    refused(
        shape,
        Inputs.of(inputs.samples(), inputs.samples(), inputs.directions()),
        NONE,
        "data must be a F64 matrix of 30 x 3, not a F64 matrix of 20 x 3");
    refused(
        shape,
        Inputs.of(inputs.samples(), inputs.data(), inputs.directions().rows(0, 7)),
        NONE,
        "directions must be a F64 matrix of 8 x 3, not a F64 matrix of 7 x 3");
    refused(
        clouds.shape(ElementType.F32),
        inputs,
        NONE,
        "samples must be a F32 matrix of 20 x 3, not a F64 matrix of 20 x 3");
    refused(
        shape,
        inputs,
        new Outputs(backend.allocate(ElementType.F32, 8, 1), null, null),
        "squared distances must be a F64 matrix of 8 x 1, not a F32 matrix of 8 x 1");
    refused(
        shape.withSampleGradient(),
        inputs,
        new Outputs(null, backend.allocate(ElementType.F64, 30, 3), null),
        "sample gradient must be a F64 matrix of 20 x 3, not a F64 matrix of 30 x 3");
    assertThatThrownBy(() -> Shape.of(ElementType.F64, 0, 1, 1, 1))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "a loss needs at least one sample, one datum, one dimension and one slice, not samples 0, data 1, dimension 1, slices 1");
    assertThatThrownBy(() -> Shape.of(ElementType.F64, 1L << 31, 1, 1, 1))
        .hasMessage(
            "at most 2147482623 points a side are possible, not samples 2147483648, data 1");
  }

  @Test
  void gradientsAndWeightsThatWereNotPlanned() {
    Outputs outputs = Evaluation.outputs(backend, shape);
    refused(
        shape,
        inputs,
        new Outputs(null, outputs.sampleGradient(), null),
        "this plan was made without the gradient by samples; make it from a shape withSampleGradient()");
    refused(
        shape,
        inputs,
        new Outputs(null, null, outputs.directionGradient()),
        "this plan was made without the gradient by directions; make it from a shape withDirectionGradient()");
    refused(
        shape,
        clouds.weighted(1).inputs(backend, ElementType.F64),
        NONE,
        "this plan was made without sample weights; make it from a shape withWeights()");
  }

  @Test
  void outputsThatOverlap() {
    refused(
        shape.withSampleGradient(),
        inputs,
        new Outputs(null, inputs.samples(), null),
        "sample gradient (20 x 3) overlaps samples (20 x 3); give it memory of its own");
    Matrix both = backend.allocate(ElementType.F64, 27, 3);
    refused(
        shape.withSampleGradient().withDirectionGradient(),
        inputs,
        new Outputs(null, both.rows(0, 20), both.rows(19, 27)),
        "sample gradient (20 x 3) overlaps direction gradient (8 x 3); give it memory of its own");
  }

  @Test
  void weightsThatAreNoWeights() {
    Shape weighted = shape.withWeights();
    Inputs heavy = clouds.weighted(1).inputs(backend, ElementType.F64);
    heavy.dataWeights().set(4, 0, -0.5);
    refused(
        weighted,
        heavy,
        NONE,
        "the data weight in row 5 is -0.5; weights must be finite and not negative");
    heavy.dataWeights().set(4, 0, Double.NaN);
    refused(
        weighted,
        heavy,
        NONE,
        "the data weight in row 5 is NaN; weights must be finite and not negative");
    Inputs light =
        new Inputs(
            inputs.samples(),
            inputs.data(),
            inputs.directions(),
            backend.allocate(ElementType.F64, 20, 1),
            null);
    refused(
        weighted,
        light,
        NONE,
        "the sample weights sum to 0.0; their sum must be positive and finite");
  }

  @Test
  void aClosedPlan() {
    SlicedWasserstein plan = backend.slicedWasserstein(shape);
    plan.close();
    plan.close();
    assertThatThrownBy(() -> plan.evaluate(inputs, NONE))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("this plan is closed");
  }

  /** Each call gives the right number or says that the plan is in use; never another number. */
  @Test
  void aPlanThatThreadsShare() throws Exception {
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape);
        ExecutorService threads = Executors.newFixedThreadPool(4)) {
      double right = plan.evaluate(inputs, NONE);
      AtomicInteger refused = new AtomicInteger();
      Callable<Void> caller =
          () -> {
            for (int i = 0; i < 2000; i++) {
              try {
                assertThat(plan.evaluate(inputs, NONE)).isEqualTo(right);
              } catch (IllegalStateException e) {
                assertThat(e)
                    .hasMessage("this plan is in use by another thread; give each thread its own");
                refused.incrementAndGet();
              }
            }
            return null;
          };
      for (Future<Void> each : threads.invokeAll(Collections.nCopies(4, caller))) {
        each.get();
      }
      assertThat(refused.get()).isPositive();
      assertThat(plan.evaluate(inputs, NONE)).isEqualTo(right);
    }
  }

  @Test
  void aClosedBackend() {
    Backend closed = TestBackends.subject();
    closed.close();
    closed.close();
    String message = "this backend is closed";
    assertThatThrownBy(() -> closed.allocate(ElementType.F64, 1, 1)).hasMessage(message);
    assertThatThrownBy(() -> closed.slicedWasserstein(shape)).hasMessage(message);
    assertThatThrownBy(
            () -> closed.mlp(new Mlp.Shape(ElementType.F64, List.of(1, 1), Activation.TANH)))
        .hasMessage(message);
  }

  @Test
  void aClosedSegment() {
    try (SlicedWasserstein plan = backend.slicedWasserstein(shape)) {
      Inputs stale;
      try (Arena arena = Arena.ofConfined()) {
        Matrix samples = Matrix.allocate(arena, ElementType.F64, 20, 3);
        samples.copyFrom(inputs.samples());
        stale = Inputs.of(samples, inputs.data(), inputs.directions());
        plan.evaluate(stale, NONE);
      }
      // Refused although the same inputs were checked before.
      assertThatThrownBy(() -> plan.evaluate(stale, NONE))
          .isInstanceOf(IllegalStateException.class);
    }
  }

  @Test
  void theWorkspaceGrowsWithABlockOfSlicesNotWithAllOfThem() {
    long few = workspace(Shape.of(ElementType.F32, 5000, 5000, 3, 100).withSampleGradient());
    long many = workspace(Shape.of(ElementType.F32, 5000, 5000, 3, 1000).withSampleGradient());
    // The only addition is a squared distance per slice.
    assertThat(many - few).isBetween(0L, 900L * Double.BYTES + 64);
  }

  /** Of a CPU backend: other devices need larger blocks to be busy. */
  private long workspace(Shape planned) {
    try (Backend vector = TestBackends.vector();
        SlicedWasserstein plan = vector.slicedWasserstein(planned)) {
      return plan.workspaceBytes();
    }
  }
}
