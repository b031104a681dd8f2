package org.sluice.bench.loss;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.bench.workload.LossSize;
import org.sluice.kernels.ElementType;

class FloorTest {

  // With the rates of the reference machine, the floor is the one that was measured there.
  @ParameterizedTest
  @CsvSource({
    "500x50x100, 0.21, 0.40",
    "1000x50x500, 2.4, 4.4",
    "10000x50x1000, 67, 96",
    "10000x10x100, 5.6, 7.4",
    "100000x50x200, 165, 245",
    "1000000x10x64, 800, 1310"
  })
  void agreesWithTheTableOfTheReferenceMachine(String text, double single, double twice) {
    LossSize size = LossSize.parse(text);
    Floor floor =
        new Floor(
            Map.of(ElementType.F32, 222.0, ElementType.F64, 112.0),
            15,
            Map.of(size.points(), ReferenceRates.longSort(size.points())));
    assertThat(floor.nanos(ElementType.F32, size) / 1e6).isCloseTo(single, withPercentage(2.5));
    assertThat(floor.nanos(ElementType.F64, size) / 1e6).isCloseTo(twice, withPercentage(2.5));
  }

  @ParameterizedTest
  @CsvSource({"F32", "F64"})
  void slowerSortsRaiseTheSortsShareOnly(ElementType type) {
    LossSize size = LossSize.parse("10000x10x100");
    double one = nanos(type, size, 8.0);
    double two = nanos(type, size, 16.0);
    assertThat(two - one)
        .isCloseTo(size.keys() * ReferenceRates.sorts(type, 10_000), withPercentage(1e-9));
  }

  private static double nanos(ElementType type, LossSize size, double longSort) {
    Map<ElementType, Double> peak = Map.of(ElementType.F32, 222.0, ElementType.F64, 112.0);
    return new Floor(peak, 15, Map.of(size.points(), longSort)).nanos(type, size);
  }
}
