package org.sluice.cuda;

import java.util.List;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.network.Network;
import org.sluice.inversion.network.Perceptron;
import org.sluice.inversion.noise.FullNoise;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Execution;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.ActiveLearningSettings;
import org.sluice.inversion.surrogate.SolveSettings;
import org.sluice.inversion.surrogate.TrainingSettings;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.Philox;

/**
 * A short inversion with a perceptron as surrogate, which learns a solve in each of its first
 * steps, up to the middle, and takes ten optimiser steps in all of them.
 *
 * @param type of networks and losses
 * @param individuals N
 * @param samples M
 * @param slices P
 * @param widths q, the hidden layers', d
 */
record SurrogateRun(
    ParameterMeasure measure,
    ElementType type,
    Method method,
    int individuals,
    int samples,
    int slices,
    List<Integer> widths) {

  /** Sums of the parameters, with other weights for each observation. */
  private record Sums(int parameterDimension, int observationDimension) implements Solver {
    @Override
    public String[] solve(Matrix z, Matrix x, Watch watch) {
      for (long i = 0; i < z.rows(); i++) {
        for (int k = 0; k < observationDimension; k++) {
          double sum = 0;
          for (int j = 0; j < parameterDimension; j++) {
            sum += Math.cos(1 + j + 0.7 * k) * z.get(i, j);
          }
          x.set(i, k, sum);
        }
      }
      String[] failures = new String[Math.toIntExact(z.rows())];
      watch.done(0, failures.length, failures);
      return failures;
    }
  }

  Result on(Backend backend, int steps, Progress progress) {
    int q = widths.getFirst();
    int d = widths.getLast();
    ActiveLearningSettings learning =
        ActiveLearningSettings.defaults()
            .with(SolveSettings.defaults().withRequests(20, steps / 2, 1, 1, 1))
            .with(TrainingSettings.defaults().withSteps(10, 10, 64, 1e-2));
    Network network = Perceptron.of(backend, type, widths, Activation.TANH);
    try (ActiveLearning surrogate =
        new ActiveLearning(measure, new Sums(q, d), network, "mlp", learning, steps, 1, backend)) {
      Matrix data = Matrix.of(new double[individuals * d], individuals, d);
      for (int n = 0; n < individuals; n++) {
        for (int k = 0; k < d; k++) {
          data.set(n, k, Philox.normal(1, k, n));
        }
      }
      Problem problem = new Problem(measure, surrogate, new FullNoise(d), data);
      Settings settings =
          Settings.defaults()
              .with(method)
              .with(Execution.defaults().withPrecision(type))
              .with(Sampling.defaults().withSamples(samples).withSlices(slices))
              .with(Optimisation.defaults().withSteps(steps));
      double[] start = measure.physical(new double[measure.coordinateCount()]);
      return new Inversion(
              problem, settings, Start.of(problem, start), backend, Parallelism.serial())
          .run(progress);
    }
  }
}
