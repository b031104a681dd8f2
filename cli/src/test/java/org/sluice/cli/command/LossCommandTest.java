package org.sluice.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.cli.file.SampleFile;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class LossCommandTest {

  private static final int SAMPLES = 7;
  private static final int DATA = 5;
  private static final int DIMENSION = 3;
  private static final int SLICES = 4;

  @TempDir Path folder;

  private double[] x;
  private double[] y;
  private double[] theta;

  @BeforeEach
  void writeFiles() {
    Random random = new Random(5);
    x = gaussian(random, SAMPLES * DIMENSION);
    y = gaussian(random, DATA * DIMENSION);
    theta = gaussian(random, SLICES * DIMENSION);
    // Ties and duplicates on both sides.
    System.arraycopy(x, 0, x, DIMENSION, DIMENSION);
    System.arraycopy(x, 0, y, DIMENSION, DIMENSION);
    write("x.npy", x, SAMPLES, DIMENSION);
    write("y.csv", y, DATA, DIMENSION);
    write("theta.npy", theta, SLICES, DIMENSION);
  }

  @ParameterizedTest
  @ValueSource(strings = {"scalar", "vector"})
  void valueAgreesWithTheQuantileFunctionsIntegral(String backend) {
    JsonNode json = json("--directions", file("theta.npy"), "--backend", backend);
    double expected = oracle(x, y, theta, equal(SAMPLES), equal(DATA));
    assertThat(json.get("squared").doubleValue())
        .isCloseTo(expected, Percentage.withPercentage(1e-10));
    assertThat(json.get("slices").intValue()).isEqualTo(SLICES);
    assertThat(json.get("standardError").doubleValue()).isPositive();
    assertThat(json.propertyNames())
        .containsExactly("squared", "standardError", "slices", "seconds", "backend");
    assertThat(json.get("backend").stringValue()).isEqualTo(backend);
  }

  /** Single precision keeps eight of the digits of such numbers, which are the same in all. */
  @Test
  void singlePrecisionKeepsWhatCloudsFarAwayDifferIn() throws IOException {
    StringBuilder one = new StringBuilder();
    StringBuilder other = new StringBuilder();
    for (int i = 0; i < 50; i++) {
      double x = Philox.normal(5, 0, i);
      double y = Philox.normal(5, 1, i);
      one.append("%.6f,%.6f%n".formatted(1e8 + x, -1e8 + y));
      other.append("%.6f,%.6f%n".formatted(1e8 + 2 * y + 1, -1e8 + x));
    }
    Path first = Files.writeString(folder.resolve("one.csv"), one);
    Path second = Files.writeString(folder.resolve("other.csv"), other);
    double[] squared = new double[2];
    for (String precision : new String[] {"f32", "f64"}) {
      CommandLineRun run =
          CommandLineRun.of("loss", first, second, "--precision", precision, "--json");
      assertThat(run.code()).as(run.err()).isZero();
      squared[precision.equals("f32") ? 0 : 1] =
          new JsonMapper().readTree(run.out()).get("squared").doubleValue();
    }
    assertThat(squared[1]).isGreaterThan(0.5);
    assertThat(squared[0] / squared[1]).isCloseTo(1, within(1e-5));
  }

  @Test
  void singlePrecisionIsNear() {
    JsonNode json = json("--directions", file("theta.npy"), "--precision", "f32");
    assertThat(json.get("squared").doubleValue())
        .isCloseTo(
            oracle(x, y, theta, equal(SAMPLES), equal(DATA)), Percentage.withPercentage(1e-3));
  }

  @Test
  void weightsCount() {
    double[] a = {1, 2, 0, 1, 3, 1, 1};
    double[] b = {2, 1, 1, 0.5, 4};
    write("a.csv", a, SAMPLES, 1);
    write("b.npy", b, DATA, 1);
    JsonNode json =
        json(
            "--directions",
            file("theta.npy"),
            "--weights-x",
            file("a.csv"),
            "--weights-y",
            file("b.npy"));
    assertThat(json.get("squared").doubleValue())
        .isCloseTo(oracle(x, y, theta, a, b), Percentage.withPercentage(1e-10));
  }

  @Test
  void noiseWhitensByItsLowerFactor() {
    // Γ = L Lᵀ with L = [[2, 0, 0], [1, 1, 0], [0, 0.5, 3]].
    write("cov.csv", new double[] {4, 2, 0, 2, 2, 0.5, 0, 0.5, 9.25}, 3, 3);
    double[] w = new double[theta.length];
    for (int k = 0; k < SLICES; k++) {
      double t2 = theta[3 * k + 2] / 3;
      double t1 = theta[3 * k + 1] - 0.5 * t2;
      w[3 * k] = (theta[3 * k] - t1) / 2;
      w[3 * k + 1] = t1;
      w[3 * k + 2] = t2;
    }
    double expected = oracle(x, y, w, equal(SAMPLES), equal(DATA));
    JsonNode json = json("--directions", file("theta.npy"), "--noise-cov", file("cov.csv"));
    assertThat(json.get("squared").doubleValue())
        .isCloseTo(expected, Percentage.withPercentage(1e-10));
    double plain = json("--directions", file("theta.npy")).get("squared").doubleValue();
    JsonNode halved = json("--directions", file("theta.npy"), "--noise-sd", "2");
    assertThat(halved.get("squared").doubleValue())
        .isCloseTo(plain / 4, Percentage.withPercentage(1e-10));
  }

  @Test
  void gradientsAgreeWithCentralDifferences() {
    Path byX = folder.resolve("dx.npy");
    Path byDirections = folder.resolve("dw.npy");
    json(
        "--directions",
        file("theta.npy"),
        "--gradient-out",
        byX,
        "--directions-gradient-out",
        byDirections);
    double[] gradientX = read(byX);
    double[] gradientDirections = read(byDirections);
    // Rows 0 and 1 of x coincide, so the loss has a kink there; the others move freely.
    for (int e = 2 * DIMENSION; e < x.length; e++) {
      assertThat(gradientX[e]).isCloseTo(difference(x, e), within(1e-7));
    }
    double[] equalX = equal(SAMPLES);
    for (int e = 0; e < theta.length; e++) {
      double kept = theta[e];
      theta[e] = kept + 1e-6;
      double above = oracle(x, y, theta, equalX, equal(DATA));
      theta[e] = kept - 1e-6;
      double below = oracle(x, y, theta, equalX, equal(DATA));
      theta[e] = kept;
      assertThat(gradientDirections[e]).isCloseTo((above - below) / 2e-6, within(1e-7));
    }
  }

  @Test
  void randomDirectionsFollowTheSeed() {
    double first = json("--slices", "50", "--seed", "1").get("squared").doubleValue();
    assertThat(json("--slices", "50", "--seed", "1", "--threads", "3").get("squared").doubleValue())
        .isEqualTo(first);
    assertThat(json("--slices", "50", "--seed", "2").get("squared").doubleValue())
        .isNotEqualTo(first);
  }

  @Test
  void autoGoesByTheWorkAloneAndSaysWhy() {
    JsonNode large = json("--slices", "1500000", "--precision", "f32");
    assertThat(large.get("backend").stringValue()).isEqualTo("vector");
    for (int threads = 1; threads <= 3; threads++) {
      assertThat(json("--slices", "50", "--threads", threads).get("backend").stringValue())
          .isEqualTo("scalar");
    }
    assertThat(CommandLineRun.of("loss", file("x.npy"), file("y.csv"), "--slices", 50).out())
        .containsPattern(
            "on scalar \\(plain loops, .*: the job is small \\(6e\\+02 point-slices\\)");
  }

  @Test
  void randomDirectionsAreOrthonormalBlocksWithTheirOwnStandardError() {
    // In whole blocks ⟨θ, v⟩² sums to |v|², so between two points nothing is left open.
    write("x.npy", new double[] {1, 2, 3}, 1, DIMENSION);
    write("y.csv", new double[] {3, 1, 1}, 1, DIMENSION);
    JsonNode loss = json("--slices", 4 * DIMENSION);
    assertThat(loss.get("squared").doubleValue()).isCloseTo(3, within(1e-14));
    assertThat(loss.get("standardError").doubleValue()).isCloseTo(0, within(1e-14));
  }

  @ParameterizedTest
  @CsvSource({
    "--noise-sd 0, --noise-sd must be more than 0",
    "--noise-sd x, is not a double",
    "--slices 0, --slices must be at least 1",
    "--slices 2 --directions theta.npy, mutually exclusive",
    "--noise-sd 1 --noise-cov y.csv, mutually exclusive",
    "--noise-cov y.csv, the covariance is 5 x 3",
    "--noise-cov bad.csv, not positive definite",
    "--noise-cov skew.csv, a covariance is symmetric",
    "--weights-x y.csv, so 7 x 1 is needed",
    "--weights-y negative.csv, the weight in row 2 is -1.0",
    "--weights-y zero.csv, all weights are zero",
    "--directions narrow.csv, they must be the same number",
    "--gradient-out x.npy, would be overwritten",
    "--gradient-out missing/dx.npy, there is no folder",
    "--gradient-out dx.txt, must end in .npy",
    "--threads 0, --threads must be at least 1",
    "--precision f16, must be one of f32",
    "--backend fast, --backend must be one of auto",
    "--slice 3, did you mean --slices?",
  })
  void badUseIsOneSentenceAndCodeTwo(String options, String message) throws IOException {
    write("bad.csv", new double[] {1, 2, 0, 2, 1, 0, 0, 0, 1}, 3, 3);
    write("skew.csv", new double[] {1, 2, 0, 0, 5, 0, 0, 0, 1}, 3, 3);
    write("negative.csv", new double[] {1, -1, 1, 1, 1}, DATA, 1);
    write("zero.csv", new double[DATA], DATA, 1);
    write("narrow.csv", new double[] {1, 2}, 1, 2);
    byte[] before = Files.readAllBytes(file("x.npy"));
    List<Object> arguments = new ArrayList<>(List.of("loss", file("x.npy"), file("y.csv")));
    for (String word : options.split(" ")) {
      arguments.add(word.matches(".*\\.(npy|csv|txt)") ? file(word) : word);
    }
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.err()).contains(message).startsWith("sluice: ").hasLineCount(1);
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(Files.readAllBytes(file("x.npy"))).isEqualTo(before);
  }

  private double difference(double[] values, int e) {
    double kept = values[e];
    values[e] = kept + 1e-6;
    double above = oracle(x, y, theta, equal(SAMPLES), equal(DATA));
    values[e] = kept - 1e-6;
    double below = oracle(x, y, theta, equal(SAMPLES), equal(DATA));
    values[e] = kept;
    return (above - below) / 2e-6;
  }

  /** The mean over slices of ∫ (Q_x − Q_y)², by evaluating both quantile functions on each cell. */
  private static double oracle(
      double[] x, double[] y, double[] directions, double[] weightsX, double[] weightsY) {
    double sum = 0;
    for (int k = 0; k < SLICES; k++) {
      double[][] a = sortedProjections(x, directions, k, weightsX);
      double[][] b = sortedProjections(y, directions, k, weightsY);
      TreeSet<Double> levels = new TreeSet<>();
      for (double[][] side : List.of(a, b)) {
        for (double[] point : side) {
          levels.add(point[1]);
        }
      }
      double before = 0;
      for (double level : levels) {
        double middle = (before + level) / 2;
        double gap = quantile(a, middle) - quantile(b, middle);
        sum += (level - before) * gap * gap;
        before = level;
      }
    }
    return sum / SLICES;
  }

  /** Pairs of projection and cumulated weight, ascending. */
  private static double[][] sortedProjections(
      double[] points, double[] directions, int k, double[] weights) {
    double total = 0;
    List<double[]> sorted = new ArrayList<>();
    for (int i = 0; i < weights.length; i++) {
      double projection = 0;
      for (int j = 0; j < DIMENSION; j++) {
        projection += points[i * DIMENSION + j] * directions[k * DIMENSION + j];
      }
      sorted.add(new double[] {projection, weights[i]});
      total += weights[i];
    }
    sorted.sort((p, q) -> Double.compare(p[0], q[0]));
    double cumulated = 0;
    for (double[] point : sorted) {
      cumulated += point[1] / total;
      point[1] = cumulated;
    }
    return sorted.toArray(double[][]::new);
  }

  private static double quantile(double[][] sorted, double level) {
    for (double[] point : sorted) {
      if (level < point[1]) {
        return point[0];
      }
    }
    return sorted[sorted.length - 1][0];
  }

  private JsonNode json(Object... options) {
    List<Object> arguments =
        new ArrayList<>(List.of("loss", file("x.npy"), file("y.csv"), "--json"));
    arguments.addAll(List.of(options));
    CommandLineRun run = CommandLineRun.of(arguments.toArray());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    return new JsonMapper().readTree(run.out());
  }

  private Path file(String name) {
    return folder.resolve(name);
  }

  private void write(String name, double[] values, int rows, int columns) {
    SampleFile.write(file(name), Matrix.of(values, rows, columns), List.of());
  }

  private static double[] read(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      return SampleFile.read(file, arena, ElementType.F64).toDoubles();
    }
  }

  private static double[] gaussian(Random random, int count) {
    double[] values = new double[count];
    for (int i = 0; i < count; i++) {
      values[i] = random.nextGaussian();
    }
    return values;
  }

  private static double[] equal(int count) {
    double[] weights = new double[count];
    Arrays.fill(weights, 1);
    return weights;
  }
}
