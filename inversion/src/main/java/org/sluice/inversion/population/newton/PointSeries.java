package org.sluice.inversion.population.newton;

import java.util.List;

/** A series of independent estimates of one point: its drift and the error of its mean. */
final class PointSeries {

  /** Of variances. Equal ones of eight normals each differ this much once in 1,300 times. */
  private static final double SETTLING = 16;

  private static final int LEAST_HALF = 8;

  private final List<double[]> points;
  private final int coordinates;

  /** A series of at least four points. */
  PointSeries(List<double[]> points) {
    this.points = points;
    coordinates = points.getFirst().length;
  }

  private double mean(int j, int from, int to) {
    double sum = 0;
    for (int t = from; t < to; t++) {
      sum += points.get(t)[j];
    }
    return sum / (to - from);
  }

  /** The sum of squares about the mean of a part. */
  private double squares(int j, int from, int to) {
    double mean = mean(j, from, to);
    double squares = 0;
    for (int t = from; t < to; t++) {
      double difference = points.get(t)[j] - mean;
      squares += difference * difference;
    }
    return squares;
  }

  /**
   * The factor by which a positive correlation of successive points enlarges the mean's variance.
   */
  private double inflation(int j) {
    double mean = mean(j, 0, points.size());
    double products = 0;
    double squares = 0;
    for (int t = 0; t < points.size(); t++) {
      double difference = points.get(t)[j] - mean;
      squares += difference * difference;
      if (t > 0) {
        products += difference * (points.get(t - 1)[j] - mean);
      }
    }
    double correlation = squares > 0 ? Math.clamp(products / squares, 0, 0.9) : 0;
    return (1 + correlation) / (1 - correlation);
  }

  /**
   * The probability that means of the first and the second half differ as much as they do by the
   * scatter within halves alone: that of the coordinate where it is least, corrected for their
   * number.
   */
  double drift() {
    int half = points.size() / 2;
    int all = points.size();
    double least = 1;
    for (int j = 0; j < coordinates; j++) {
      double variance = (squares(j, 0, half) + squares(j, half, all)) / (all - 2);
      double error = Math.sqrt(variance * inflation(j) * (1.0 / half + 1.0 / (all - half)));
      double difference = Math.abs(mean(j, half, all) - mean(j, 0, half));
      if (error > 0) {
        least = Math.min(least, coordinates * StudentTail.twoSided(difference / error, all - 2));
      }
    }
    return least;
  }

  /** Whether the first half scatters far more than the second, as points from far away do. */
  boolean settling() {
    int half = points.size() / 2;
    int all = points.size();
    for (int j = 0; half >= LEAST_HALF && j < coordinates; j++) {
      double first = squares(j, 0, half) / (half - 1);
      double second = squares(j, half, all) / (all - half - 1);
      if (first > SETTLING * second) {
        return true;
      }
    }
    return false;
  }

  /** The mean of the second half. */
  double[] secondMean() {
    double[] mean = new double[coordinates];
    for (int j = 0; j < coordinates; j++) {
      mean[j] = mean(j, points.size() / 2, points.size());
    }
    return mean;
  }

  /** The standard error of the mean of each coordinate. */
  double[] errors() {
    int all = points.size();
    double[] errors = new double[coordinates];
    for (int j = 0; j < coordinates; j++) {
      errors[j] = Math.sqrt(squares(j, 0, all) / (all - 1) * inflation(j) / all);
    }
    return errors;
  }
}
