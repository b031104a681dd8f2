package org.sluice.inversion.population.newton;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.sluice.inversion.algebra.SymmetricEigen;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/**
 * Says how strongly the data determine the coordinates together: the second derivatives of the
 * objective at a point, scaled so that their diagonal is 1. All eigenvalues are 1 if no coordinate
 * can compensate for another. Along an eigenvector of eigenvalue 0 the coordinates change and the
 * loss does not. Nothing depends on the coordinates' units.
 *
 * @param names of the coordinates, of the population and then of the noise
 * @param eigenvalues ascending, of the coordinates that are not idle
 * @param flat how many of the eigenvalues, from the first on, cannot be told from 0
 * @param directions the eigenvectors in scaled coordinates; their largest entry is 1
 * @param idle names of coordinates without any effect on the loss that can be told from 0
 * @param wide the combinations whose standard error is large, the largest first, in words
 */
public record Curvature(
    List<String> names,
    double[] eigenvalues,
    int flat,
    double[][] directions,
    List<String> idle,
    List<String> wide) {

  /** Curvature of a coordinate, or eigenvalue of several, that counts as none. */
  public static final double FLAT = 2e-4;

  /**
   * A standard error that counts as large, in {@link
   * org.sluice.inversion.population.step.Objective#naturalUnits}.
   */
  private static final double WIDE = 0.7;

  private static final double ERRORS = 2;
  private static final double IN_WORDS = 0.1;

  /** Returns the reason why the curvature is not computed if there are too many coordinates. */
  public static Optional<String> omission(int coordinates) {
    return coordinates <= Arrival.MOST_COORDINATES
        ? Optional.empty()
        : Optional.of(
            "the combinations of numbers that the data determine least were not computed: at most %d numbers can be examined, and the problem has %d"
                .formatted(Arrival.MOST_COORDINATES, coordinates));
  }

  /**
   * The curvature at a point.
   *
   * @param coordinates the point: those of the population and then those of the noise
   * @throws IllegalArgumentException if there are more than {@link Arrival#MOST_COORDINATES}
   */
  public static Curvature of(
      Problem problem,
      Settings settings,
      double[] coordinates,
      Backend backend,
      Parallelism parallelism) {
    return Arrival.of(problem, settings, coordinates, backend, parallelism).curvature();
  }

  /**
   * Computes it from estimates of the matrix of second derivatives.
   *
   * @param matrices one from each evaluation, p × p, row after row, of which the mean is taken
   * @param squares the scale of each coordinate: its curvature if no sample changed its rank; 0 if
   *     it has no effect
   * @param covariance of the coordinates over data sets in natural units, p × p; NaN if unknown
   */
  static Curvature of(
      List<String> names, List<double[]> matrices, double[] squares, double[] covariance) {
    int count = names.size();
    double[] mean = new double[count * count];
    for (double[] matrix : matrices) {
      for (int e = 0; e < mean.length; e++) {
        mean[e] += matrix[e] / matrices.size();
      }
    }
    List<Integer> keptList = new ArrayList<>();
    List<String> idle = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int diagonal = i * count + i;
      double error = error(matrices.stream().mapToDouble(matrix -> matrix[diagonal]).toArray());
      boolean none = !(mean[diagonal] - ERRORS * error > FLAT * squares[i]);
      if (none) {
        idle.add(names.get(i));
      } else {
        keptList.add(i);
      }
    }
    int[] kept = keptList.stream().mapToInt(Integer::intValue).toArray();
    int n = kept.length;
    double[] scaled = scaled(mean, mean, kept, count);
    SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
    double[][] directions = new double[n][];
    int flat = 0;
    for (int k = 0; k < n; k++) {
      double[] vector = Arrays.copyOfRange(eigen.vectors(), k * n, (k + 1) * n);
      double error =
          error(
              matrices.stream()
                  .mapToDouble(matrix -> form(scaled(matrix, mean, kept, count), vector))
                  .toArray());
      if (flat == k && eigen.values()[k] - ERRORS * error < FLAT) {
        flat++;
      }
      directions[k] = direction(vector, kept, count);
    }
    List<String> wide = flat > 0 || !idle.isEmpty() ? List.of() : wide(names, covariance);
    return new Curvature(
        List.copyOf(names), eigen.values(), flat, directions, List.copyOf(idle), wide);
  }

  /** The symmetric part, divided by the square roots of another matrix's diagonal. */
  private static double[] scaled(double[] matrix, double[] by, int[] kept, int count) {
    int n = kept.length;
    double[] scaled = new double[n * n];
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        int first = kept[i];
        int second = kept[j];
        double whole = matrix[first * count + second] + matrix[second * count + first];
        double scale =
            Math.sqrt(by[first * count + first]) * Math.sqrt(by[second * count + second]);
        scaled[i * n + j] = whole / 2 / scale;
      }
    }
    return scaled;
  }

  private static double form(double[] matrix, double[] vector) {
    int n = vector.length;
    double sum = 0;
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        sum += vector[i] * matrix[i * n + j] * vector[j];
      }
    }
    return sum;
  }

  /** The standard error of a mean; 0 of one value. */
  private static double error(double[] values) {
    double mean = Arrays.stream(values).average().orElse(0);
    double squares = Arrays.stream(values).map(each -> (each - mean) * (each - mean)).sum();
    int count = values.length;
    return count < 2 ? 0 : Math.sqrt(squares / (count - 1) / count);
  }

  private static double[] direction(double[] vector, int[] kept, int count) {
    double[] direction = new double[count];
    double extreme = 0;
    for (int i = 0; i < vector.length; i++) {
      direction[kept[i]] = vector[i];
      extreme = Math.abs(vector[i]) > Math.abs(extreme) ? vector[i] : extreme;
    }
    for (int i = 0; i < count; i++) {
      direction[i] /= extreme;
    }
    return direction;
  }

  /** The principal combinations of the estimate's errors that are large. */
  private static List<String> wide(List<String> names, double[] covariance) {
    if (!Arrays.stream(covariance).allMatch(Double::isFinite)) {
      return List.of();
    }
    int count = names.size();
    SymmetricEigen eigen = SymmetricEigen.of(covariance, count);
    int[] all = IntStream.range(0, count).toArray();
    List<String> wide = new ArrayList<>();
    for (int k = count - 1; k >= 0 && eigen.values()[k] > WIDE * WIDE; k--) {
      double[] vector = Arrays.copyOfRange(eigen.vectors(), k * count, (k + 1) * count);
      wide.add(
          "%s by %.2g"
              .formatted(
                  words(names, direction(vector, all, count), 1), Math.sqrt(eigen.values()[k])));
    }
    return List.copyOf(wide);
  }

  /** The numbers that the data do not determine, alone or together, the largest part first. */
  public List<String> undetermined() {
    List<String> all = new ArrayList<>(idle);
    if (flat > 0) {
      large(directions[0], 2).forEach(i -> all.add(names.get(i)));
    }
    return all;
  }

  /** Returns warnings about numbers and combinations that the data hardly determine. */
  public List<String> warnings() {
    List<String> sentences = new ArrayList<>();
    for (String name : idle) {
      sentences.add(
          "the data do not determine %s: the loss does not depend on it; hold it fixed or leave it out"
              .formatted(name));
    }
    for (int k = 0; k < flat; k++) {
      sentences.add(
          "the data hardly determine how %s share their effect: the loss is flat along %s (curvature %.2g of 1); choose a population or noise with fewer numbers, or put a prior on them"
              .formatted(listed(k), words(names, directions[k], 2), eigenvalues[k]));
    }
    for (String combination : wide) {
      sentences.add(
          "the data leave %s natural units open (standard error; a unit is a standard deviation of the population or of the data for a mean, a factor of e for a scale); give more individuals, choose families with fewer numbers, or put a prior on them"
              .formatted(combination));
    }
    return List.copyOf(sentences);
  }

  /** The direction that the data determine least, in words, such as {@code sd − 0.8 noise sd}. */
  public String flattest() {
    return directions.length == 0 ? "none" : words(names, directions[0], flat > 0 ? 2 : 1);
  }

  private String listed(int k) {
    List<String> all = large(directions[k], 2).stream().map(names::get).toList();
    int last = all.size() - 1;
    return String.join(", ", all.subList(0, last)) + " and " + all.get(last);
  }

  private static String words(List<String> names, double[] direction, int least) {
    StringBuilder words = new StringBuilder();
    for (int i : large(direction, least)) {
      double weight = direction[i];
      String joint = words.isEmpty() ? "" : weight < 0 ? " − " : " + ";
      String factor = Math.abs(weight) > 0.995 ? "" : "%.2g ".formatted(Math.abs(weight));
      words.append(joint).append(factor).append(names.get(i));
    }
    return words.toString();
  }

  /** The coordinates that take part most, the largest entries first. */
  private static List<Integer> large(double[] direction, int least) {
    List<Integer> ranked =
        IntStream.range(0, direction.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> -Math.abs(direction[i])))
            .toList();
    long large = ranked.stream().filter(i -> Math.abs(direction[i]) > IN_WORDS).count();
    int shown = (int) Math.max(large, least);
    return ranked.subList(0, Math.min(shown, ranked.size()));
  }
}
