package org.sluice.inversion.population.problem;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;

/** Joins the coordinates of a problem in one array: first the population's, then the noise's. */
public final class Coordinates {

  private Coordinates() {}

  /**
   * The coordinates of physical numbers.
   *
   * @throws IllegalArgumentException naming a number that is out of range
   */
  public static double[] of(Problem problem, double[] population, double[] noise) {
    return DoubleStream.concat(
            Arrays.stream(problem.measure().coordinates(population)),
            Arrays.stream(problem.noise().coordinates(noise)))
        .toArray();
  }

  /** Returns whether physical numbers are possible, that is, have coordinates. */
  public static boolean exist(Problem problem, double[] physical) {
    try {
      of(problem, population(problem, physical), noise(problem, physical));
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /** The physical numbers of coordinates, in the same order. */
  public static double[] physical(Problem problem, double[] coordinates) {
    return DoubleStream.concat(
            Arrays.stream(problem.measure().physical(population(problem, coordinates))),
            Arrays.stream(problem.noise().physical(noise(problem, coordinates))))
        .toArray();
  }

  /** Names of the physical numbers, the noise's with the word noise before them. */
  public static List<String> names(Problem problem) {
    List<String> names = new ArrayList<>(problem.measure().names());
    problem.noise().names().forEach(name -> names.add("noise " + name));
    return List.copyOf(names);
  }

  public static Start start(Problem problem, double[] coordinates) {
    return new Start(population(problem, coordinates), noise(problem, coordinates));
  }

  public static double[] population(Problem problem, double[] coordinates) {
    return Arrays.copyOf(coordinates, problem.measure().coordinateCount());
  }

  public static double[] noise(Problem problem, double[] coordinates) {
    return Arrays.copyOfRange(coordinates, problem.measure().coordinateCount(), coordinates.length);
  }

  public static void requireFit(Problem problem, double[] coordinates) {
    int count = problem.measure().coordinateCount() + problem.noise().coordinateCount();
    if (coordinates.length != count) {
      throw new IllegalArgumentException(
          "the optimum has %d coordinates, but the problem has %d"
              .formatted(coordinates.length, count));
    }
  }
}
