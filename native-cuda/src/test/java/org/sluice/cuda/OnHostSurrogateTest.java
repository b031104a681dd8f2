package org.sluice.cuda;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.settings.Method;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Parallelism;

/** Whole steps of an inversion with a surrogate: the bytes that cross the bus, and the results. */
class OnHostSurrogateTest {

  private static final int PARAMETERS = 3;
  private static final int INDIVIDUALS = 40;
  private static final long MOST_BYTES = 64 << 10;

  /** The bytes that cross the bus in a step that learns a solve, and in a later one. */
  private static long[] bytesOfSteps(SurrogateRun run) {
    List<Long> bytes = new ArrayList<>();
    try (Backend cuda = PlacedBackendProvider.open()) {
      run.on(cuda, 4, (row, last) -> bytes.add(HostDriver.copiedBytes()));
    }
    return new long[] {bytes.get(1) - bytes.get(0), bytes.get(3) - bytes.get(2)};
  }

  private static SurrogateRun run(ParameterMeasure measure, int samples) {
    return new SurrogateRun(
        measure,
        ElementType.F32,
        Method.SLUICE,
        INDIVIDUALS,
        samples,
        2,
        List.of(PARAMETERS, 4, 4));
  }

  @Test
  void samplesStayOnTheDevice() {
    LogNormalMeasure measure = LogNormalMeasure.diagonal(PARAMETERS);
    long[] bytes = bytesOfSteps(run(measure, 10_000));
    assertThat(bytes[0]).isPositive().isLessThanOrEqualTo(MOST_BYTES);
    assertThat(bytes[1]).isPositive().isLessThanOrEqualTo(bytes[0]);
    assertThat(bytes).isEqualTo(bytesOfSteps(run(measure, 500)));
  }

  /** With the numbers of a large problem but for its samples, on which nothing depends. */
  @Test
  void directionsAndFactorsAreMostOfWhatCrosses() {
    List<Integer> widths = List.of(10, 4, 50);
    long[] bytes =
        bytesOfSteps(
            new SurrogateRun(
                LogNormalMeasure.full(10),
                ElementType.F32,
                Method.PAPER_CUT,
                INDIVIDUALS,
                20,
                200,
                widths));
    long directions = 200 * 50 * Float.BYTES;
    long factors = 2 * (25 * 25 + 25 * 50) * Float.BYTES;
    assertThat(bytes[1]).isGreaterThan(directions + factors);
    assertThat(bytes[0]).isLessThanOrEqualTo(MOST_BYTES);
    // A solve brings itself and new moments, and its prediction is compared with it.
    long rows = (4 * 50 + 2 * 10) * Double.BYTES + 2 * (50 + 10) * Double.BYTES;
    assertThat(bytes[0]).isBetween(bytes[1] + rows, bytes[1] + rows + Long.BYTES);
  }

  /** Shows that bytes are counted: such a population is sampled on the host. */
  @Test
  void samplesOfTheHostWouldBeNoticed() {
    ParameterMeasure measure = new BoundedMeasure(new double[PARAMETERS], new double[] {1, 1, 1});
    assertThat(bytesOfSteps(run(measure, 1_500))[1]).isGreaterThan(1_500 * 4 * Double.BYTES);
  }

  @Test
  void theResultIsThatOfPlainLoops() {
    SurrogateRun run =
        new SurrogateRun(
            LogNormalMeasure.full(PARAMETERS),
            ElementType.F64,
            Method.SLUICE,
            INDIVIDUALS,
            200,
            8,
            List.of(PARAMETERS, 8, 4));
    try (Backend cuda = PlacedBackendProvider.open();
        Backend scalar = Backends.open("scalar", Parallelism.serial()).backend()) {
      double[] onDevice = run.on(cuda, 3, Progress.silent()).coordinates();
      double[] onHost = run.on(scalar, 3, Progress.silent()).coordinates();
      assertThat(onDevice).containsExactly(onHost, within(1e-9));
    }
  }
}
