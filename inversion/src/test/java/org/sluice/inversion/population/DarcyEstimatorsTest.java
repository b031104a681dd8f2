package org.sluice.inversion.population;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.sluice.inversion.forward.DarcyMap;
import org.sluice.inversion.forward.Sensors;
import org.sluice.inversion.measure.field.FieldGrid;
import org.sluice.inversion.measure.field.LogNormalField;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;

/** Porous media with little noise and few data, where the choice of the estimator shows most. */
class DarcyEstimatorsTest {

  private static final double NOISE = 0.02;
  private static final double[] TRUTH = {0.5, Math.log(0.6)};
  private static final int DATA_SETS = 3;
  private static final int NODES = 40;
  private static final int SENSORS = 25;

  @Test
  void theDefaultRecoversTheNoiseManyTimesBetterThanThePapersCut() {
    double[] sluice = rootMeanSquareErrors(Method.SLUICE);
    double[] cut = rootMeanSquareErrors(Method.PAPER_CUT);
    // Cramér and Rao allow about 1/√(2·30·(25 − 9)), 3 %.
    assertThat(sluice[2]).isLessThan(0.08);
    assertThat(cut[2]).isGreaterThan(4 * sluice[2]);
    assertThat(sluice[0]).isLessThan(1.15 * cut[0]);
    assertThat(sluice[1]).isLessThan(1.15 * cut[1]);
  }

  /** Of logMean, logSd and, relatively, the noise. */
  private static double[] rootMeanSquareErrors(Method method) {
    Settings settings =
        Settings.defaults()
            .with(method)
            .with(Sampling.defaults().withSamples(120).withSlices(50))
            .with(Optimisation.defaults().withSteps(300).withLearningRate(0.05));
    double[] errors = new double[3];
    for (int set = 0; set < DATA_SETS; set++) {
      Problem problem = problem(40 + set);
      Result result = ScalarBackend.run(problem, settings, Start.of(problem, new double[] {0, 0}));
      for (int i = 0; i < 2; i++) {
        double error = result.parameters().get(i).value() - TRUTH[i];
        errors[i] += error * error / DATA_SETS;
      }
      double error = result.noise().getFirst().value() / NOISE - 1;
      errors[2] += error * error / DATA_SETS;
    }
    for (int i = 0; i < errors.length; i++) {
      errors[i] = Math.sqrt(errors[i]);
    }
    return errors;
  }

  private static Problem problem(long seed) {
    return Problems.of(
        new LogNormalField(FieldGrid.line(DarcyMap.positions(NODES)), 0.3, 1.5),
        new DarcyMap(NODES, Sensors.uniform(SENSORS, 1), 10),
        new IsotropicNoise(SENSORS),
        TRUTH.clone(),
        new double[] {NOISE},
        30,
        seed);
  }
}
