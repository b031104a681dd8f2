package org.sluice.inversion.population.examine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.inversion.forward.ReplicatesMap;
import org.sluice.inversion.measure.GaussianMeasure;
import org.sluice.inversion.noise.IsotropicNoise;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

class DataDiagnosisTest {

  private static final int PEOPLE = 40;

  /** Three readings of each of some people. */
  private static Matrix people(int count) {
    Matrix data = Matrix.of(new double[3 * count], count, 3);
    for (int n = 0; n < count; n++) {
      for (int j = 0; j < 3; j++) {
        data.set(n, j, 120 + 15 * Philox.normal(1, 0, n) + 5 * Philox.normal(1, 1, 3 * n + j));
      }
    }
    return data;
  }

  private static Problem problem(Matrix data) {
    int d = (int) data.columns();
    return new Problem(
        GaussianMeasure.diagonal(1),
        List.of(new Group("all", new ReplicatesMap(d), new IsotropicNoise(d), false, data, null)));
  }

  private static List<String> of(Matrix data) {
    return DataDiagnosis.of(problem(data));
  }

  private static Matrix filled(double value) {
    Matrix data = people(PEOPLE);
    for (int n = 0; n < PEOPLE; n++) {
      data.writeRow(n, new double[] {value, value, value});
    }
    return data;
  }

  @Test
  void soundDataHaveNoFault() {
    assertThat(of(people(PEOPLE))).isEmpty();
    assertThat(of(people(10))).isEmpty();
    assertThat(of(people(1))).isEmpty();
  }

  @Test
  void equalNumbersAreTold() {
    assertThat(of(filled(0)))
        .containsExactly(
            "all 120 numbers of the data are 0, so that there is nothing to recover; look at the file");
    assertThat(of(filled(5.5)))
        .singleElement()
        .asString()
        .contains("120 numbers of the data are 5.5");
    Matrix rows = filled(0);
    for (int n = 0; n < PEOPLE; n++) {
      rows.writeRow(n, new double[] {1, 2, 3});
    }
    assertThat(of(rows)).singleElement().asString().startsWith("all 40 individuals are equal");
  }

  @Test
  void aConstantColumnIsNamed() {
    Matrix data = people(PEOPLE);
    for (int n = 0; n < PEOPLE; n++) {
      data.set(n, 2, 7);
    }
    assertThat(of(data))
        .containsExactly(
            "column 3 is the same for all 40 individuals (7), which no noise allows; leave it out with data.columns, or look at the file");
  }

  @Test
  void aCopiedColumnIsNamed() {
    Matrix data = people(PEOPLE);
    for (int n = 0; n < PEOPLE; n++) {
      data.set(n, 2, data.get(n, 0));
    }
    assertThat(of(data)).singleElement().asString().startsWith("columns 1 and 3 are equal for all");
  }

  @Test
  void fewLevelsAreTold() {
    Matrix data = people(PEOPLE);
    for (int n = 0; n < PEOPLE; n++) {
      for (int j = 0; j < 3; j++) {
        data.set(n, j, data.get(n, j) > 120 + j ? 1 : 0);
      }
    }
    assertThat(of(data))
        .singleElement()
        .asString()
        .startsWith("columns 1, 2, 3 take only the values 0, 1, and the laws here");
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e6, -9999, -999, 9.96921e36})
  void aNumberThatStandsForAMissingOneIsFound(double sentinel) {
    Matrix data = people(PEOPLE);
    data.set(10, 1, sentinel);
    double next = 0;
    for (int n = 0; n < PEOPLE; n++) {
      if (n != 10) {
        boolean nearer = n == 0 || Math.abs(data.get(n, 1) - sentinel) < Math.abs(next - sentinel);
        next = nearer ? data.get(n, 1) : next;
      }
    }
    assertThat(of(data))
        .singleElement()
        .asString()
        .startsWith(
            "column 2 holds %s in row 11 of the data, far from all other numbers (the next is "
                .formatted(sentinel > 1e15 ? "9.96921e+36" : String.valueOf((long) sentinel)))
        .contains(sentinel > 1e15 ? "leave out the row" : "%.6g".formatted(next));
    data.set(20, 1, sentinel);
    assertThat(of(data)).singleElement().asString().contains("in row 11 of the data and 1 more");
  }

  /** Of many columns with heavy tails, at most one in a hundred is suspected. */
  @Test
  void heavyTailsAreNoFault() {
    DoubleUnaryOperator logNormal = normal -> Math.exp(1.2 * normal);
    int suspected = 0;
    for (int seed = 0; seed < 200; seed++) {
      Matrix data = Matrix.of(new double[600], 200, 3);
      for (int n = 0; n < 200; n++) {
        for (int j = 0; j < 3; j++) {
          data.set(n, j, logNormal.applyAsDouble(Philox.normal(seed, 2, 3 * n + j)));
        }
      }
      suspected += of(data).size();
    }
    assertThat(suspected).isLessThanOrEqualTo(6);
  }

  @Test
  void fewIndividualsAreTold() {
    assertThat(of(people(2)))
        .containsExactly(
            "2 individuals show little of a law: estimates and their errors are rough below 10; give more individuals");
  }
}
