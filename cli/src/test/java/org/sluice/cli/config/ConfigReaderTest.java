package org.sluice.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.population.settings.FiniteSample;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Weight;

class ConfigReaderTest {

  static final List<String> EXAMPLES = ConfigSource.EXAMPLES;

  private static final String VALID =
      """
      [data]
      simulate = 10
      [forward]
      type = "replicates"
      count = 2
      [population]
      type = "gaussian"
      truth = { mean = 1, sd = 2 }
      [noise]
      type = "isotropic"
      truth = { sd = 1 }
      """;

  @ParameterizedTest
  @FieldSource("EXAMPLES")
  void examplesAreValid(String name) {
    ConfigReader.Read<Config> read =
        Config.read(new WrittenConfig(ConfigSource.of(name), List.of()));
    assertThat(read.config().name()).isEqualTo(name);
    assertThat(read.config().description()).isNotBlank();
  }

  @Test
  void defaultsAreFilledIn() {
    Config config = read(VALID);
    assertThat(config.seed()).isEqualTo(1);
    assertThat(config.loss().methods()).containsExactly(Method.SLUICE);
    assertThat(config.run().precision()).isEqualTo("f64");
    assertThat(config.stop().seconds()).isInfinite();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "loss.sample=3|loss.sample is not a known key; did you mean samples?",
        "los.samples=3|los is not a known key; did you mean loss?",
        "zebra=3|zebra is not a known key; known are",
        "noise.type=isotropc|noise.type must be one of",
        "noise.type=isotropc|did you mean isotropic?",
        "forward.nodes=3|forward.nodes is not a known key; known are count",
        "loss.samples=\"many\"|loss.samples must be a whole number",
        "loss.samples=2.5|loss.samples must be a whole number",
        "loss.samples=99999999999|loss.samples",
        "optimiser.learning_rate=fast|optimiser.learning_rate must be a number",
        "optimiser.learning_rate=0|optimiser.learning_rate must be more than 0",
        "optimiser.learning_rate=inf|optimiser.learning_rate must be more than 0 and finite",
        "stop.seconds=inf|stop.seconds must be finite; leave it out",
        "optimiser.averaging=1.5|optimiser.averaging must be from 0 to 1",
        "loss.slices=0|loss.slices must be at least 1, not 0",
        "loss.gradient=\"cutt\"|loss.gradient must be one of cut, standard, both",
        "loss.method=paper|loss.method must be one of sluice, paper-cut, paper-standard, not 'paper'",
        "loss.whitening=noize|loss.whitening must be one of noise, population, both, not 'noize'; did you mean noise?",
        "loss.finite_sample=no|loss.finite_sample must be one of corrected, plain",
        "loss.slices=many|loss.slices must be a whole number or \"auto\", not \"many\"",
        "loss={method = 'sluice', gradient = 'standard'}|the standard gradient differentiates through the weight",
        "loss={method = 'paper-standard', whitening = 'population'}|needs whitening = \"noise\", not \"population\"",
        "run.precision=f16|run.precision must be one of f32, f64",
        "data.simulate=0|data.simulate must be at least 1",
        "loss=3|loss must be a table",
        "name=3|name must be text in quotes",
        "data.columns=\"a\"|data.columns must be a list",
        "regulariser.condition=-1|regulariser.condition must be 0 or more",
      })
  void wrongValuesAreNamed(String setting, String message) {
    assertThatThrownBy(() -> read(VALID, Setting.parse("--set", setting)))
        .isInstanceOf(SluiceException.class)
        .hasMessageStartingWith("my.toml: ")
        .hasMessageContaining(message);
  }

  @ParameterizedTest
  @CsvSource({"data", "forward", "population", "noise"})
  void missingTablesAreNamed(String table) {
    String without = VALID.replaceAll("(?s)\\[" + table + "\\][^\\[]*", "");
    assertThatThrownBy(() -> read(without))
        .hasMessage("my.toml: " + table + " is missing; give it a value");
  }

  @Test
  void brokenTomlIsNamedByLine() {
    assertThatThrownBy(() -> read("name = \"a\"\nseed = = 3\n"))
        .isInstanceOf(SluiceException.class)
        .hasMessageStartingWith("my.toml: line 2");
    assertThatThrownBy(() -> read(VALID + "type = \"full\"\n"))
        .isInstanceOf(SluiceException.class)
        .hasMessageStartingWith("my.toml: ");
  }

  @Test
  void contradictionsAreErrors() {
    assertThatThrownBy(
            () -> read(VALID.replace("simulate = 10", "simulate = 10\nfile = \"y.csv\"")))
        .hasMessageContaining("data.simulate and data.file contradict each other");
    assertThatThrownBy(
            () -> read(VALID, Setting.of("--seed", "seed", 2), Setting.parse("--set", "seed=3")))
        .hasMessageContaining("seed is set twice on the command line, by --seed and by --set");
  }

  @Test
  void givenPartsTakeThePresetsPlace() {
    assertThat(methods("method=\"paper-cut\"")).containsExactly(Method.PAPER_CUT);
    assertThat(methods("gradient=\"standard\"")).containsExactly(Method.PAPER_STANDARD);
    assertThat(methods("gradient=\"both\""))
        .containsExactly(Method.PAPER_CUT, Method.PAPER_STANDARD);
    assertThat(methods("whitening=\"population\""))
        .containsExactly(
            new Method(GradientVariant.CUT, Weight.POPULATION, FiniteSample.CORRECTED));
    assertThat(methods("gradient=\"both\", finite_sample=\"corrected\""))
        .containsExactly(
            new Method(GradientVariant.CUT, Weight.NOISE, FiniteSample.CORRECTED),
            new Method(GradientVariant.STANDARD, Weight.NOISE, FiniteSample.CORRECTED));
    assertThat(methods("method=\"paper-standard\", gradient=\"cut\""))
        .containsExactly(Method.PAPER_CUT);
  }

  private static List<Method> methods(String loss) {
    return read(VALID, Setting.parse("--set", "loss={" + loss + "}")).loss().methods();
  }

  @Test
  void settingsTakeTheConfigsPlace() {
    Config config =
        read(
            VALID,
            Setting.parse("--set", "loss.random_numbers=common"),
            Setting.parse("--set", "noise.truth.sd=3"),
            Setting.of("--seed", "seed", 9));
    assertThat(config.loss().sampling().randomNumbers()).isEqualTo(RandomNumbers.COMMON);
    assertThat(config.noise().truth().get("sd").intValue()).isEqualTo(3);
    assertThat(config.seed()).isEqualTo(9);
  }

  @Test
  void aFileTakesThePlaceOfSimulatedDataAndTheirTruth() {
    Config config = read(VALID, Setting.of("--data", "data.file", "y.csv"));
    assertThat(config.data().simulate()).isNull();
    assertThat(config.population().truth()).isNull();
    assertThat(config.noise().truth()).isNull();
    assertThat(((ForwardConfig.Replicates) config.forward()).count()).isNull();
  }

  @Test
  void namesThatAreNoConfigAreErrors() {
    assertThatThrownBy(() -> ConfigSource.of("darci"))
        .hasMessageContaining("no such example; did you mean darcy?");
  }

  private static Config read(String text, Setting... settings) {
    ConfigSource source = new ConfigSource("my.toml", text, Path.of("."));
    return Config.read(new WrittenConfig(source, List.of(settings))).config();
  }
}
