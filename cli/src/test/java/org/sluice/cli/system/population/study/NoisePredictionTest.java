package org.sluice.cli.system.population.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.Setting;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.study.Theory;
import org.sluice.inversion.population.examine.SampleDistance;

/** Theory is told where it holds and nowhere else. */
class NoisePredictionTest {

  private static final int ROWS = 20;

  @TempDir Path folder;

  @Test
  void theCorrectedLossAtAFixedWeightHasNoBiasWhateverTheWeightAndTheLaw() throws IOException {
    for (String weight : List.of("noise", "population", "both")) {
      Theory theory = theory("loss.whitening=\"%s\"".formatted(weight));
      assertThat(theory.bias()).containsExactly(0);
      assertThat(theory.bound()[0]).isBetween(0.01, 0.5);
    }
    Theory laplace = theory("noise.law=\"laplace\"", "noise.truth={sd=0.4}");
    assertThat(laplace.bias()).containsExactly(0);
    assertThat(laplace.bound()).as("it is that of normal noise").containsExactly(Double.NaN);
  }

  /** No signal is left where it lies in two of a thousand directions. */
  @Test
  void theStandardGradientOfTheCorrectedLossHasTheBiasOfItsBatches() throws IOException {
    String[] method = {"loss.gradient=\"standard\"", "loss.finite_sample=\"corrected\""};
    Theory theory = theory(with(method, "population.truth={ mean = [1, 1], sd = [1e-6, 1e-6] }"));
    double w = SampleDistance.expected(ROWS, ROWS);
    assertThat(theory.bias()[0]).isCloseTo(1 / (1 - w / 2) - 1, within(1e-5));
    assertThat(theory(with(method, "loss.data_batch=10")).bias()[0])
        .as("of batches of half the size")
        .isGreaterThan(theory(method).bias()[0]);
  }

  @Test
  void thePlainLossHasTheBiasOfItsSamples() throws IOException {
    assertThat(theory("loss.method=\"paper-cut\"").bias()[0]).isNegative();
    assertThat(theory("loss.method=\"paper-standard\"").bias()[0]).isPositive();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "loss.whitening=\"population\"",
        "loss.whitening=\"both\"",
        "loss.random_numbers=\"common\"",
        "noise.law=\"laplace\" noise.truth={sd=0.4}",
        "noise.law=\"student\" noise.truth={sd=0.4,degreesOfFreedom=5}",
        "nature.noise={type=\"isotropic\",law=\"laplace\",truth={sd=0.4}}",
        "loss.directions=\"FOLDER/directions.csv\"",
        "regulariser.condition=0.01",
        "regulariser.prior.centre={sd=[1,1]}",
        "surrogate={type=\"mlp\"}"
      })
  void noTheoryTellsThePlainLossesBiasWhereAnAssumptionFails(String settings) throws IOException {
    Files.writeString(folder.resolve("directions.csv"), "1,0,0\n0,1,0\n0,0,1\n");
    assertThat(theory(with(settings.split(" "), "loss.method=\"paper-cut\"")).bias())
        .containsExactly(Double.NaN);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss.random_numbers=\"common\"",
        "nature.noise={type=\"isotropic\",law=\"laplace\",truth={sd=0.4}}",
        "regulariser.condition=0.01",
        "regulariser.prior.centre={sd=[1,1]}",
        "loss.data_batch=1",
        "surrogate={type=\"mlp\"}"
      })
  void norThatOfTheCorrectedLoss(String setting) throws IOException {
    assertThat(theory(setting).bias()).containsExactly(Double.NaN);
  }

  @Test
  void knownNoiseIsRefused() throws IOException {
    Files.writeString(folder.resolve("known.csv"), "0.1,0.1,0.1\n".repeat(ROWS));
    assertThatExceptionOfType(SluiceException.class)
        .isThrownBy(() -> theory("data.known={sd=\"FOLDER/known.csv\"}"))
        .withMessageContaining("without known noise");
  }

  private static String[] with(String[] settings, String more) {
    String[] all = Arrays.copyOf(settings, settings.length + 1);
    all[settings.length] = more;
    return all;
  }

  private Theory theory(String... settings) throws IOException {
    Path problem = folder.resolve("problem.toml");
    Files.writeString(
        problem,
        """
        [data]
        simulate = %d
        [forward]
        type = "linear"
        matrix = [[1, 0], [0, 1], [1, 1]]
        [population]
        type = "gaussian"
        start = { mean = [0, 0], sd = [1, 1] }
        truth = { mean = [1, 1], sd = [0.5, 0.5] }
        [noise]
        type = "isotropic"
        truth = { sd = 0.4 }
        [loss]
        samples = 60
        """
            .formatted(ROWS));
    Path study = folder.resolve("study.toml");
    Files.writeString(
        study,
        """
        name = "theory"
        description = "One cell."
        problem = "problem.toml"
        repetitions = 1
        [[axis]]
        key = "data.simulate"
        values = [%d]
        [summary]
        axis = "data.simulate"
        theory = true
        """
            .formatted(ROWS));
    StudyPlan plan =
        StudyPlan.of(
            ConfigSource.of(study.toString()),
            ConfigSource.of(problem.toString()),
            Arrays.stream(settings)
                .map(each -> each.replace("FOLDER", folder.toString()))
                .map(each -> Setting.parse("--set", each))
                .toList(),
            _ -> new PopulationStudy());
    return new NoisePrediction(plan, new InversionSurvey(plan).grid()).theory();
  }
}
