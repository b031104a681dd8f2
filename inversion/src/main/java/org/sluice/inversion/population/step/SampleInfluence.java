package org.sluice.inversion.population.step;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.inversion.algebra.LinearSystem;
import org.sluice.inversion.population.samples.NormalPolynomials;

/**
 * The regression of a model sample's influence on the gradient on polynomials of the standard
 * normals behind it. The polynomials are uncorrelated and of variance 1, so a coefficient is a mean
 * product. Each coefficient is shrunk by the part that its own scatter explains, so that many of
 * them do no harm (James and Stein, 1961).
 */
final class SampleInfluence {

  private static final double DEVIATIONS = 3;
  private static final double MANY = 10;
  private static final double LEAST = 1e-10;

  private final NormalPolynomials polynomials;
  private final int coordinates;
  private final double[][] products;
  private final double[] squares;
  private double samples;
  private double[][] coefficients;

  /** An empty regression for p coordinates. */
  SampleInfluence(NormalPolynomials polynomials, int coordinates) {
    this.polynomials = polynomials;
    this.coordinates = coordinates;
    products = new double[coordinates][polynomials.count()];
    squares = new double[coordinates * coordinates];
  }

  /**
   * Adds samples.
   *
   * @param normals M × normals
   * @param influence M × p
   */
  void add(double[][] normals, double[][] influence) {
    int p = coordinates;
    double[] values = new double[polynomials.count()];
    for (int m = 0; m < normals.length; m++) {
      polynomials.of(normals[m], values);
      double[] own = influence[m];
      // Polynomial after polynomial, since there may be thousands of them.
      for (int j = 0; j < p; j++) {
        double[] products = this.products[j];
        for (int i = 0; i < values.length; i++) {
          products[i] += values[i] * own[j];
        }
      }
      for (int i = 0; i < p; i++) {
        for (int j = 0; j < p; j++) {
          squares[i * p + j] += own[i] * own[j];
        }
      }
    }
    samples += normals.length;
    coefficients = null;
  }

  /** Adds the part of the gradient that means of the polynomials explain. */
  void addExplained(double[] means, double[] explained) {
    if (samples == 0) {
      return;
    }
    if (coefficients == null) {
      coefficients = coefficients();
    }
    for (int j = 0; j < coordinates; j++) {
      for (int i = 0; i < means.length; i++) {
        explained[j] += coefficients[j][i] * means[i];
      }
    }
  }

  /**
   * Shrinks the coefficients of a polynomial together, by how far their length in the metric of the
   * influences' covariance goes beyond that of scatter alone, whose square has a χ² law.
   */
  private double[][] coefficients() {
    int p = coordinates;
    double[] units = new double[p];
    for (int j = 0; j < p; j++) {
      double own = Math.sqrt(squares[j * p + j]);
      units[j] = own > 0 ? own : 1;
    }
    double[] metric = new double[p * p];
    for (int i = 0; i < p; i++) {
      for (int j = 0; j < p; j++) {
        double correlation = squares[i * p + j] / units[i] / units[j];
        metric[i * p + j] = i == j ? 1 + LEAST : correlation;
      }
    }
    int count = polynomials.count();
    double[] scaled = new double[count * p];
    for (int e = 0; e < scaled.length; e++) {
      scaled[e] = products[e % p][e / p] / units[e % p];
    }
    double[] solved = scaled.clone();
    LinearSystem.solve(metric, p, solved, count);
    // A few coefficients from many samples have too little scatter to matter.
    double share = Math.min(1, MANY * count / samples);
    double scatter = share * (p + DEVIATIONS * Math.sqrt(2 * p));
    double[][] shrunk = new double[p][count];
    for (int i = 0; i < count; i++) {
      double length = 0;
      for (int j = 0; j < p; j++) {
        length += scaled[i * p + j] * solved[i * p + j];
      }
      double factor = length > scatter ? (1 - scatter / length) / samples : 0;
      for (int j = 0; j < p; j++) {
        shrunk[j][i] = factor * products[j][i];
      }
    }
    return shrunk;
  }

  void write(DataOutput out) throws IOException {
    out.writeDouble(samples);
    for (double[] ofCoordinate : products) {
      for (double product : ofCoordinate) {
        out.writeDouble(product);
      }
    }
    for (double square : squares) {
      out.writeDouble(square);
    }
  }

  void read(DataInput in) throws IOException {
    samples = in.readDouble();
    for (double[] ofCoordinate : products) {
      for (int i = 0; i < ofCoordinate.length; i++) {
        ofCoordinate[i] = in.readDouble();
      }
    }
    for (int i = 0; i < squares.length; i++) {
      squares[i] = in.readDouble();
    }
    coefficients = null;
  }
}
