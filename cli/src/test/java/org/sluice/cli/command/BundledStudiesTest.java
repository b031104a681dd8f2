package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The bundled studies show their findings on their small grids too. */
class BundledStudiesTest {

  @TempDir Path folder;

  @Test
  void theCutGradientBeatsTheStandardOneAndOurEstimatorBeatsBoth() throws IOException {
    study("cut-vs-standard");
    for (String n : List.of("30", "100")) {
      for (String method : List.of("sluice", "paper-cut", "paper-standard")) {
        NamedCsvRecord arrivals =
            row("arrivals.csv", "loss.method=" + method, "data.simulate=" + n);
        assertThat(number(arrivals, "arrived")).as(method).isGreaterThanOrEqualTo(5);
        assertThat(number(arrivals, "medianForwardSolves")).as(method).isPositive();
      }
      NamedCsvRecord test =
          row(
              "comparisons.csv",
              "first=paper-cut",
              "second=paper-standard",
              "data.simulate=" + n,
              "parameter=noise sd");
      // Of 8 data sets, those on which both arrived.
      assertThat(number(test, "losses")).isZero();
      assertThat(number(test, "wins")).isGreaterThanOrEqualTo(5);

      NamedCsvRecord ours = noise("loss.method=sluice", n);
      NamedCsvRecord cut = noise("loss.method=paper-cut", n);
      NamedCsvRecord standard = noise("loss.method=paper-standard", n);
      assertThat(number(ours, "relativeRmse")).isLessThan(number(cut, "relativeRmse") / 2);
      assertThat(number(ours, "relativeRmse")).isLessThan(3 * number(ours, "cramerRao"));
      assertThat(number(ours, "failed")).isZero();
      // The standard gradient inflates the noise, as theory says; the cut one has no such push.
      assertThat(number(standard, "predictedRelativeBias")).isPositive();
      assertThat(number(standard, "bias")).isPositive();
      assertThat(number(cut, "predictedRelativeBias")).isNegative();
    }
  }

  private NamedCsvRecord noise(String method, String n) throws IOException {
    return row("summary.csv", method, "data.simulate=" + n, "parameter=noise sd");
  }

  @Test
  void errorsFallWithTheRootOfTheData() throws IOException {
    study("convergence");
    NamedCsvRecord slope = row("slopes.csv", "loss.method=sluice", "parameter=joint");
    assertThat(number(slope, "slope")).isBetween(-0.7, -0.3);
    double few = number(row("costs.csv", "loss.method=sluice", "data.simulate=50"), "bytes");
    double many = number(row("costs.csv", "loss.method=sluice", "data.simulate=500"), "bytes");
    assertThat(many / few).isBetween(5.0, 11.0);
  }

  @Test
  void moreSlicesLeadToTheResultOfManySlices() throws IOException {
    study("slices");
    for (String scheme : List.of("iid", "orthogonal", "sobol")) {
      double few = distance(scheme, "4");
      double more = distance(scheme, "16");
      assertThat(more).as(scheme).isPositive().isLessThan(few);
      assertThat(distance(scheme, "64")).isZero();
    }
    assertThat(distance("orthogonal", "16")).isLessThan(distance("iid", "16"));
  }

  private double distance(String scheme, String slices) throws IOException {
    return number(
        row("summary.csv", "loss.directions=" + scheme, "loss.slices=" + slices, "parameter=joint"),
        "relativeDistanceFromLast");
  }

  @Test
  void solvesWhereThePopulationIsTeachTheSurrogateMoreThanAsManyAtItsStart() throws IOException {
    study("active-learning");
    for (String parameter : List.of("surrogate", "joint")) {
      NamedCsvRecord test =
          row("comparisons.csv", "first=0", "second=150", "parameter=" + parameter);
      assertThat(number(test, "losses")).as(parameter).isEqualTo(3);
      assertThat(number(test, "rmseRatio")).as(parameter).isGreaterThan(3);
    }
    assertThat(number(row("summary.csv", "surrogate.until=150", "parameter=surrogate"), "median"))
        .isLessThan(0.05);
  }

  private void study(String name) {
    CommandLineRun run = CommandLineRun.of("study", name, "--small", "--quiet", "--out", folder);
    assertThat(run.code()).as(run.err()).isZero();
  }

  /** The only row with these values. */
  private NamedCsvRecord row(String file, String... values) throws IOException {
    try (CsvReader<NamedCsvRecord> reader =
        CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
      List<NamedCsvRecord> rows =
          reader.stream()
              .filter(row ->
                  Arrays.stream(values)
                      .map(value -> value.split("="))
                      .allMatch(pair -> row.getField(pair[0]).equals(pair[1])))
              .toList();
      assertThat(rows).hasSize(1);
      return rows.getFirst();
    }
  }

  private static double number(NamedCsvRecord row, String name) {
    return Double.parseDouble(row.getField(name));
  }
}
