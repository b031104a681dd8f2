package org.sluice.cli.system.population.setup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.population.simulate.Simulation;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Work;

class EmulationTest {

  /** Fourier operators in the plane of space and time, and in the square, small ones. */
  @ParameterizedTest
  @CsvSource({
    "elastodynamics-fourier, forward.elements=6 forward.steps=8 forward.times=4, 0.1",
    "darcy-2d, forward.nodes=5 surrogate.type=fourier surrogate.inputs=log, 0.15"
  })
  void observationsAreReadOutOfTheOperatorsField(String problem, String forward, double most) {
    List<Setting> settings =
        Stream.of(
                forward.split(" "),
                "data.simulate=20 loss.samples=20 optimiser.steps=1".split(" "),
                "surrogate.modes=2 surrogate.width=4 surrogate.layers=2".split(" "),
                "surrogate.presolves=60 surrogate.pretraining=200".split(" "),
                "surrogate.mini_batch=8 surrogate.learning_rate=0.02".split(" "))
            .flatMap(Arrays::stream)
            .map(setting -> Setting.parse("--set", setting))
            .toList();
    ConfigSource source = ConfigSource.of(problem);
    try (Session session = new Session()) {
      session.start("scalar", 1, new Work(1));
      Setup setup = Setup.of(source, Config.read(new WrittenConfig(source, settings)), session);
      Emulation emulation = session.open(Emulation.unrecorded(setup, session.backend()));
      Model model = setup.groups().getFirst().model();
      emulation.learning().before(1, model.measure().coordinates(setup.truth().population()));
      Matrix z =
          Simulation.latent(
              model.nature().measure(), setup.truth().population(), 20, 7, session.arena());
      double[] solved = observe(model.forward(), z);
      double[] learnt = observe(emulation.learning(), z);
      double error = 0;
      double size = 0;
      for (int i = 0; i < solved.length; i++) {
        error += (learnt[i] - solved[i]) * (learnt[i] - solved[i]);
        size += solved[i] * solved[i];
      }
      assertThat(Math.sqrt(error / size)).isBetween(1e-6, most);
    }
  }

  private static double[] observe(ForwardMap map, Matrix z) {
    int d = map.observationDimension();
    double[] x = new double[Math.toIntExact(z.rows()) * d];
    map.apply(z, Matrix.of(x, z.rows(), d));
    return x;
  }
}
