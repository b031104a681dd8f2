package org.sluice.inversion.population.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.kernels.DirectionScheme;

class SlicesTest {

  @ParameterizedTest
  @CsvSource({"1, 16", "10, 20", "50, 100", "500, 128"})
  void theFirstNumberGoesByTheDimension(int dimension, int slices) {
    assertThat(new SliceGrowth(Sampling.defaults(), dimension).slices()).isEqualTo(slices);
  }

  @Test
  void slicesDoubleWhileDirectionsAreMoreThanAQuarterOfTheScatter() {
    assertThat(afterWindow(0.51, 1, Sampling.defaults())).isEqualTo(32);
    assertThat(afterWindow(0.49, 1, Sampling.defaults())).isEqualTo(16);
    assertThat(afterWindow(0.51, 1, Sampling.defaults().withSlices(16))).isEqualTo(16);
  }

  /** Losses that alternate by ±deviation: half their mean square difference is 2·deviation². */
  private static int afterWindow(double error, double deviation, Sampling sampling) {
    SliceGrowth growth = new SliceGrowth(sampling, 1);
    for (int step = 0; step < 50; step++) {
      assertThat(growth.slices()).isEqualTo(16);
      double loss = step % 2 == 0 ? deviation : -deviation;
      growth.add(new LossEstimate(loss, error * Math.sqrt(2)));
    }
    return growth.slices();
  }

  /** The number of slices doubles as often as it may. */
  @ParameterizedTest
  @CsvSource({"3, 49", "3, 50", "3, 120", "50, 300", "500, 5000"})
  void theMostIsWhatGrowthCanReach(int dimension, int steps) {
    SliceGrowth growth = new SliceGrowth(Sampling.defaults(), dimension);
    int most = growth.most(steps);
    for (int step = 0; step < steps; step++) {
      growth.add(new LossEstimate(1, 1));
    }
    assertThat(most).isEqualTo(growth.slices());
    assertThat(new SliceGrowth(Sampling.defaults().withSlices(7), dimension).most(steps))
        .isEqualTo(7);
  }

  /** A fixed function has one number of slices, and more, since other directions never follow. */
  @ParameterizedTest
  @CsvSource({"3, 128", "100, 200", "5000, 2048"})
  void commonDirectionsAreManyFromTheStart(int dimension, int slices) {
    Sampling sampling = Sampling.defaults().withRandomNumbers(RandomNumbers.COMMON);
    SliceGrowth growth = new SliceGrowth(sampling, dimension);
    assertThat(growth.most(1000)).isEqualTo(slices);
    for (int step = 0; step < 200; step++) {
      growth.add(new LossEstimate(1, 1));
    }
    assertThat(growth.slices()).isEqualTo(slices);
  }

  @Test
  void growthEnds() {
    SliceGrowth growth = new SliceGrowth(Sampling.defaults(), 3);
    for (int step = 0; step < 2000; step++) {
      growth.add(new LossEstimate(1, 1));
    }
    assertThat(growth.slices()).isEqualTo(2048);
  }

  @Test
  void partsOfDifferentWeightsAreTwoMeans() {
    LossEstimate first = LossEstimate.of(new double[] {1, 3}, DirectionScheme.IID, 4);
    LossEstimate rest = LossEstimate.of(new double[] {10, 14, 18}, DirectionScheme.IID, 4);
    LossEstimate loss = LossEstimate.mean(List.of(first, rest), new double[] {0.4, 0.6});
    assertThat(loss.squared()).isCloseTo(46.0 / 5, within(1e-14));
    // Variances of the means: 2/2 and 16/3.
    double variance = 0.4 * 0.4 * 1 + 0.6 * 0.6 * 16 / 3;
    assertThat(loss.standardError()).isCloseTo(Math.sqrt(variance), within(1e-14));
  }
}
