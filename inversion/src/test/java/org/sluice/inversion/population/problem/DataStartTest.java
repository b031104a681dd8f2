package org.sluice.inversion.population.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.BoundedMeasure;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.measure.GaussianMixtureMeasure;
import org.sluice.inversion.measure.LearnedMeasure;
import org.sluice.inversion.measure.LogNormalMeasure;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.measure.SinhArcsinhMeasure;
import org.sluice.inversion.noise.Correlation;
import org.sluice.inversion.noise.DiagonalNoise;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.noise.KnownCovariance;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.noise.StationaryNoise;
import org.sluice.inversion.population.Problems;
import org.sluice.kernels.Matrix;

class DataStartTest {

  // Means 4, 10, 13 and 9, of mean 9 and variance 14; variances within rows 1, 4, 1 and 4.
  private static final double[] READINGS = {3, 4, 5, 8, 10, 12, 12, 13, 14, 7, 9, 11};
  private static final double WITHIN = 2.5;
  private static final double BETWEEN = 14 - WITHIN / 3;

  private static final List<ParameterMeasure> ANY_UNIT =
      List.of(
          GaussianMeasure.diagonal(1),
          GaussianMeasure.full(1),
          new SinhArcsinhMeasure(1),
          new GaussianMixtureMeasure(2, 1),
          new LearnedMeasure(1, 4));

  private static Problem replicates(ParameterMeasure measure, double[] data, int count) {
    return replicates(measure, new IsotropicNoise(count), data, null);
  }

  private static Problem replicates(
      ParameterMeasure measure, NoiseModel noise, double[] data, KnownNoise known) {
    return new Problem(measure, List.of(group("data", noise, false, data, known)));
  }

  private static Group group(
      String name, NoiseModel noise, boolean own, double[] data, KnownNoise known) {
    int d = noise.dimension();
    ForwardMap map = new ReplicatesMap(d);
    return new Group(name, map, noise, own, Matrix.of(data, data.length / d, d), known);
  }

  private static double[] noise(Problem problem) {
    return problem.noise().physical(DataStart.noise(problem));
  }

  @Test
  void aNormalPopulationHasTheMomentsOfTheRowsMeans() {
    Problem problem = replicates(GaussianMeasure.diagonal(1), READINGS, 3);
    double[] start = DataStart.population(problem);
    assertThat(start[0]).isCloseTo(9, within(1e-14));
    assertThat(start[1]).isCloseTo(Math.sqrt(BETWEEN), within(1e-14));
    // Eight degrees of freedom: two standard errors are 2/√16 of it.
    assertThat(noise(problem)[0]).isCloseTo(1.5 * Math.sqrt(WITHIN), within(1e-14));
    assertThat(Start.of(problem).concatenated())
        .containsExactly(Start.of(problem, start).concatenated());
  }

  @Test
  void otherFamiliesHaveTheSameMoments() {
    double sd = Math.sqrt(BETWEEN);
    double[] logNormal =
        DataStart.population(replicates(LogNormalMeasure.diagonal(1), READINGS, 3));
    double variance = Math.log(1 + BETWEEN / 81);
    assertThat(logNormal[0]).isCloseTo(Math.log(9) - variance / 2, within(1e-14));
    assertThat(logNormal[1]).isCloseTo(Math.sqrt(variance), within(1e-14));
    double[] full = DataStart.population(replicates(LogNormalMeasure.full(1), READINGS, 3));
    assertThat(full[1]).isCloseTo(variance, within(1e-14));
    double[] moments = DataStart.population(replicates(LogNormalMeasure.byMoments(1), READINGS, 3));
    assertThat(moments).containsExactly(new double[] {9, sd}, within(1e-14));
    double[] skewed = DataStart.population(replicates(new SinhArcsinhMeasure(1), READINGS, 3));
    assertThat(skewed).containsExactly(new double[] {9, sd, 0, 1}, within(1e-14));
    BoundedMeasure bounded = new BoundedMeasure(new double[] {-1}, new double[] {29});
    double[] between = DataStart.population(replicates(bounded, READINGS, 3));
    assertThat(between).containsExactly(new double[] {9, sd / 30 / (2 / 9.0)}, within(1e-14));
  }

  @Test
  void aPopulationThatTheDataContradictIsLeftToTheUser() {
    double[] negative = {-3, -4, -5, -8, -10, -12};
    for (ParameterMeasure measure :
        List.of(
            LogNormalMeasure.diagonal(1),
            LogNormalMeasure.full(1),
            LogNormalMeasure.byMoments(1),
            new BoundedMeasure(new double[] {0}, new double[] {1}))) {
      Problem problem = replicates(measure, negative, 3);
      assertThat(DataStart.population(problem)).contains(Double.NaN);
      assertThatThrownBy(() -> Start.of(problem))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("population's " + measure.names().getFirst());
    }
  }

  @Test
  void otherMapsSuggestNoPopulationAndThePooledDeviation() {
    Problem problem = Problems.linearGaussian(20, new double[] {0, 0, 1, 1}, 0.3);
    assertThat(DataStart.population(problem)).containsOnly(Double.NaN);
    assertThat(noise(problem)[0]).isCloseTo(problem.pooledStandardDeviation(), within(1e-14));
    assertThatThrownBy(() -> Start.of(problem)).hasMessageContaining("mean[1]");
  }

  @Test
  void correlatedNoiseShowsLessWithinRowsThanItsDeviation() {
    NoiseModel noise = new StationaryNoise(Correlation.EXPONENTIAL, new double[] {1, 2, 3});
    Problem problem = replicates(GaussianMeasure.diagonal(1), noise, READINGS, null);
    // Correlations e⁻¹ of neighbours and e⁻² of the others, at the length of the start, 1.
    double mean = (3 + 4 * Math.exp(-1) + 2 * Math.exp(-2)) / 9;
    double variance = WITHIN / ((3 - 3 * mean) / 2);
    assertThat(noise(problem)[0]).isCloseTo(1.5 * Math.sqrt(variance), within(1e-7));
    assertThat(noise(problem)[1]).isEqualTo(1);
    assertThat(DataStart.population(problem)[1])
        .isCloseTo(Math.sqrt(14 - variance * mean), within(1e-7));
  }

  @Test
  void everyNoiseModelStartsFromTheScatterWithinRows() {
    double expected = 1.5 * Math.sqrt(WITHIN);
    assertThat(noise(replicates(GaussianMeasure.diagonal(1), new DiagonalNoise(3), READINGS, null)))
        .containsExactly(new double[] {expected, expected, expected}, within(1e-14));
    assertThat(noise(replicates(GaussianMeasure.diagonal(1), new FullNoise(3), READINGS, null)))
        .startsWith(new double[] {expected * expected, 0}, within(1e-13));
  }

  @Test
  void knownNoiseIsTakenOffTheSpreadOfTheRowsMeans() {
    // Its mean over three readings has variance 1.5, and it scatters by 0.6 within rows.
    KnownNoise known =
        new KnownCovariance(new double[] {1.9, 1.3, 1.3, 1.3, 1.9, 1.3, 1.3, 1.3, 1.9}, 3);
    Problem problem =
        replicates(GaussianMeasure.diagonal(1), new IsotropicNoise(3), READINGS, known);
    assertThat(DataStart.population(problem)[1])
        .isCloseTo(Math.sqrt(14 - 1.5 - (WITHIN - 0.6) / 3), within(1e-14));
    // More noise than there is left is a safe start.
    assertThat(noise(problem)[0]).isCloseTo(1.5 * Math.sqrt(WITHIN), within(1e-14));
  }

  @Test
  void groupsThatShareTheirNoisePoolTheirRows() {
    double[] pairs = {0, 2, 4, 6};
    double[] apart = {0, 8, 2, 2};
    double[] single = {5, 7};
    Problem problem =
        new Problem(
            GaussianMeasure.diagonal(1),
            List.of(
                group("a", new IsotropicNoise(3), false, READINGS, null),
                group("b", new IsotropicNoise(2), false, pairs, null),
                group("c", new IsotropicNoise(2), true, apart, null),
                group("d", new IsotropicNoise(1), false, single, null)));
    // 20 + 4 over 8 + 2 degrees of freedom, and 32 over 2.
    double shared = 2.4;
    double own = 16;
    assertThat(noise(problem)[0])
        .isCloseTo(Math.sqrt(shared) * (1 + 2 / Math.sqrt(20)), within(1e-14));
    assertThat(noise(problem)[1]).isCloseTo(Math.sqrt(own) * 2, within(1e-14));
    // The means 4, 10, 13, 9, 1, 5, 4, 2, 5 and 7 of mean 6.
    double errors = (4 * shared / 3 + 2 * shared / 2 + 2 * own / 2 + 2 * shared) / 10;
    assertThat(DataStart.population(problem))
        .containsExactly(new double[] {6, Math.sqrt(126 / 9.0 - errors)}, within(1e-14));
  }

  @Test
  void fewDataGiveAStartAllTheSame() {
    ParameterMeasure measure = GaussianMeasure.diagonal(1);
    Problem oneRow = replicates(measure, new double[] {3, 4, 5}, 3);
    assertThat(DataStart.population(oneRow))
        .containsExactly(new double[] {4, Math.sqrt(1 / 3.0)}, within(1e-14));
    assertThat(noise(oneRow)[0]).isCloseTo(1 + 2 / Math.sqrt(4), within(1e-14));
    Problem oneColumn = replicates(measure, new double[] {1, 3, 8}, 1);
    assertThat(DataStart.population(oneColumn))
        .containsExactly(new double[] {4, Math.sqrt(13)}, within(1e-14));
    assertThat(noise(oneColumn)[0]).isCloseTo(Math.sqrt(13), within(1e-14));
    Problem equal = replicates(measure, new double[] {0.1, 0.1, 0.1, 0.1, 0.1, 0.1}, 2);
    assertThat(DataStart.population(equal)).containsExactly(0.1, 0.1);
    assertThat(noise(equal)[0]).isCloseTo(0.1, within(1e-15));
    Problem withoutNoise = replicates(measure, new double[] {1, 1, 3, 3, 8, 8}, 2);
    assertThat(noise(withoutNoise)[0]).isCloseTo(Math.sqrt(13), within(1e-14));
    Problem zero = replicates(measure, new double[] {0, 0, 0, 0}, 2);
    assertThat(DataStart.population(zero)).containsExactly(0, 1);
    assertThat(noise(zero)[0]).isEqualTo(1);
  }

  @Test
  void theStartMovesWithTheUnit() {
    double[] truth = {0.5, 80, 140, 8, 8};
    Matrix data =
        Problems.of(
                new GaussianMixtureMeasure(2, 1),
                new ReplicatesMap(3),
                new IsotropicNoise(3),
                truth,
                new double[] {5},
                100,
                7)
            .group()
            .data();
    for (ParameterMeasure measure : ANY_UNIT) {
      Problem problem = replicates(measure, data.toDoubles(), 3);
      double[] start = Start.of(problem).concatenated();
      for (int power = -12; power <= 12; power += 3) {
        double c = Math.pow(10, power);
        for (double b : new double[] {0, -3000 * c}) {
          Problem moved = replicates(measure, moved(data, c, b), 3);
          double[] other = Start.of(moved).concatenated();
          double[] expected = moved(measure, start, c, b);
          for (int i = 0; i < start.length; i++) {
            double unit = measure.names().size() > i && isPlace(measure.names().get(i)) ? c : 1;
            assertThat((other[i] - expected[i]) / unit).isCloseTo(0, within(1e-9));
          }
        }
      }
    }
  }

  @Test
  void aLogNormalStartMovesWithTheScale() {
    double[] data = READINGS.clone();
    double[] start = Start.of(replicates(LogNormalMeasure.diagonal(1), data, 3)).concatenated();
    for (double c : new double[] {1e-12, 1e-6, 1e6, 1e12}) {
      double[] scaled = moved(Matrix.of(data, 4, 3), c, 0);
      double[] other = Start.of(replicates(LogNormalMeasure.diagonal(1), scaled, 3)).concatenated();
      double[] expected = {start[0] + Math.log(c), start[1], start[2] + Math.log(c)};
      assertThat(other).containsExactly(expected, within(1e-12));
    }
  }

  private static double[] moved(Matrix data, double c, double b) {
    double[] values = data.toDoubles();
    for (int i = 0; i < values.length; i++) {
      values[i] = c * values[i] + b;
    }
    return values;
  }

  private static boolean isPlace(String name) {
    return name.startsWith("mean") || name.startsWith("location");
  }

  private static boolean isLogarithm(String name) {
    return name.startsWith("sd") || name.startsWith("scale") || name.startsWith("covariance");
  }

  /** Coordinates in the other unit. */
  private static double[] moved(ParameterMeasure measure, double[] start, double c, double b) {
    double[] moved = start.clone();
    for (int i = 0; i < measure.names().size(); i++) {
      String name = measure.names().get(i);
      if (isPlace(name)) {
        moved[i] = c * start[i] + b;
      } else if (isLogarithm(name)) {
        moved[i] = start[i] + Math.log(c);
      }
    }
    int noise = start.length - 1;
    moved[noise] = start[noise] + Math.log(c);
    return moved;
  }
}
