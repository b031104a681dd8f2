package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.forward.SolverException;

/**
 * The growing set of solved pairs (z, x), with each column's running mean and spread, by which
 * networks see them standardised: of x itself, and of z or its logarithm.
 */
final class EmpiricalMeasure {

  private final List<double[]> parameters = new ArrayList<>();
  private final List<double[]> solutions = new ArrayList<>();
  final RunningMoments parameterMoments;
  final RunningMoments solutionMoments;
  private final boolean logarithms;

  EmpiricalMeasure(int q, int d, boolean logarithms) {
    this.logarithms = logarithms;
    parameterMoments = new RunningMoments(q);
    solutionMoments = new RunningMoments(d);
  }

  int size() {
    return parameters.size();
  }

  double[] parameters(int i) {
    return parameters.get(i);
  }

  double[] solution(int i) {
    return solutions.get(i);
  }

  void add(double[] z, double[] x) {
    parameters.add(z);
    solutions.add(x);
    parameterMoments.add(scaled(z));
    solutionMoments.add(x);
  }

  /** Whether networks see the logarithms of the parameters. */
  boolean logarithms() {
    return logarithms;
  }

  /** The form of z that is standardised: z itself, or its logarithm in a new array. */
  double[] scaled(double[] z) {
    return logarithms ? Arrays.stream(z).map(EmpiricalMeasure::logarithm).toArray() : z;
  }

  private static double logarithm(double parameter) {
    if (!(parameter > 0)) {
      throw new SolverException(
          "a parameter is %s, which has no logarithm; let the surrogate take the parameters as they are"
              .formatted(parameter));
    }
    return Math.log(parameter);
  }

  void clear() {
    parameters.clear();
    solutions.clear();
    parameterMoments.clear();
    solutionMoments.clear();
  }

  void write(DataOutput out) throws IOException {
    out.writeInt(size());
    for (int i = 0; i < size(); i++) {
      for (double value : parameters.get(i)) {
        out.writeDouble(value);
      }
      for (double value : solutions.get(i)) {
        out.writeDouble(value);
      }
    }
  }

  /** Reads into an empty measure; the moments come out as they were, pair by pair. */
  void read(DataInput in) throws IOException {
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      add(row(in, parameterMoments.size()), row(in, solutionMoments.size()));
    }
  }

  private static double[] row(DataInput in, int length) throws IOException {
    double[] row = new double[length];
    for (int j = 0; j < length; j++) {
      row[j] = in.readDouble();
    }
    return row;
  }
}
