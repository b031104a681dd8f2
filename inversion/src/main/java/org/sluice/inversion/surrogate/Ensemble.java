package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.sluice.inversion.network.LipschitzBound;
import org.sluice.inversion.network.Network;
import org.sluice.inversion.network.SquaredError;
import org.sluice.inversion.network.Training;
import org.sluice.inversion.network.Weights;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * Networks of one family with weights of their own, between standardised inputs and outputs; the
 * prediction is their mean. Inputs and outputs are standardised by the empirical measure's running
 * moments, so a prediction changes a little with each pair that is added. Everything stays where
 * the backend computes, if z and x are there too.
 */
final class Ensemble implements AutoCloseable {

  /** Numbers of a side that are evaluated at once. */
  private static final long BLOCK = 1 << 20;

  private final Backend backend;
  private final Network network;
  private final TrainingSet pairs;
  private final long seed;
  private final Training training;
  private final SquaredError error;
  private final List<Weights> members = new ArrayList<>();
  private final Matrix batchInputs;
  private final Matrix batchTargets;
  private Matrix inputs;
  private Matrix outputs;
  private Matrix outputGradient;
  private Matrix inputGradient;

  Ensemble(
      Backend backend,
      Network network,
      EmpiricalMeasure pairs,
      int size,
      int batchRows,
      long seed) {
    this.backend = backend;
    this.network = network;
    this.pairs = new TrainingSet(backend, pairs, batchRows);
    this.seed = seed;
    training = new Training(backend, network.type(), network.parameterCount());
    error = new SquaredError(backend, network);
    for (int m = 0; m < size; m++) {
      members.add(Weights.draw(backend, network, seed, RandomStream.SURROGATE_WEIGHTS.of(m)));
    }
    batchInputs = backend.allocate(network.type(), batchRows, network.inputs());
    batchTargets = backend.allocate(network.type(), batchRows, network.outputs());
    allocate(1);
  }

  /** The number of parameters of all members. */
  long parameterCount() {
    return members.size() * network.parameterCount();
  }

  private void allocate(long rows) {
    inputs = backend.allocate(network.type(), rows, network.inputs());
    outputs = backend.allocate(network.type(), rows, network.outputs());
    outputGradient = backend.allocate(network.type(), rows, network.outputs());
    inputGradient = backend.allocate(network.type(), rows, network.inputs());
  }

  /** Rows that are evaluated at once, for which there then is memory. */
  private long block(long rows) {
    long widest = Math.max(network.inputs(), network.outputs());
    long most = Math.min(rows, Math.max(1, BLOCK / widest));
    if (most > inputs.rows()) {
      allocate(most);
    }
    return most;
  }

  /** x ← the members' mean, or NaN where a block's parameters are beyond what networks take. */
  void predict(Matrix z, Matrix x) {
    long block = block(z.rows());
    for (long from = 0; from < z.rows(); from += block) {
      long to = Math.min(z.rows(), from + block);
      Matrix in = inputs.rows(0, to - from);
      Matrix out = outputs.rows(0, to - from);
      pairs.standardise(z.rows(from, to), in);
      try {
        for (Weights member : members) {
          network.forward(member.parameters(), in, out);
          boolean first = member == members.getFirst();
          pairs.addPrediction(1.0 / members.size(), out, first, x.rows(from, to));
        }
      } catch (IllegalArgumentException e) {
        requireOverflow(in, e);
        double[] none = new double[Math.toIntExact((to - from) * x.columns())];
        Arrays.fill(none, Double.NaN);
        backend.copy(Matrix.of(none, to - from, x.columns()), x.rows(from, to));
      }
    }
  }

  /** Networks refuse inputs that are not finite; a forward map has no values there. */
  private void requireOverflow(Matrix in, IllegalArgumentException refusal) {
    Matrix host =
        Matrix.of(new double[Math.toIntExact(in.rows() * in.columns())], in.rows(), in.columns());
    backend.copy(in, host);
    if (DoubleStream.of(host.toDoubles()).allMatch(Double::isFinite)) {
      throw refusal;
    }
  }

  /** ∂z ← (∂x/∂z)ᵀ ∂x. */
  void backward(Matrix z, Matrix gradientX, Matrix gradientZ) {
    long block = block(z.rows());
    for (long from = 0; from < z.rows(); from += block) {
      long to = Math.min(z.rows(), from + block);
      Matrix in = inputs.rows(0, to - from);
      Matrix out = outputGradient.rows(0, to - from);
      Matrix by = inputGradient.rows(0, to - from);
      pairs.standardise(z.rows(from, to), in);
      pairs.outputGradient(1.0 / members.size(), gradientX.rows(from, to), out);
      for (Weights member : members) {
        network.backward(member.parameters(), in, out, null, by);
        boolean first = member == members.getFirst();
        pairs.addInputGradient(by, first, gradientZ.rows(from, to));
      }
      pairs.throughLogarithms(z.rows(from, to), gradientZ.rows(from, to));
    }
  }

  /**
   * One Adam step of each member on a mini-batch of its own.
   *
   * @return the members' mean squared error in standardised outputs, a mean over outputs too
   */
  double train(double learningRate) {
    double sum = 0;
    for (int m = 0; m < members.size(); m++) {
      Weights member = members.get(m);
      long batch = member.count() * members.size() + m;
      pairs.draw(seed, RandomStream.SURROGATE_BATCH.of(batch), batchInputs, batchTargets);
      sum += training.step(member, learningRate, this::batchError);
    }
    return sum / members.size() / network.outputs();
  }

  private double batchError(Matrix parameters, Matrix gradient) {
    return error.value(parameters, batchInputs, batchTargets, gradient);
  }

  /** The largest bound of a member, from standardised inputs to standardised outputs. */
  double lipschitzBound() {
    double bound = 0;
    for (Weights member : members) {
      bound = Math.max(bound, LipschitzBound.of(network, member.parameters()));
    }
    return bound;
  }

  void write(DataOutput out) throws IOException {
    for (Weights member : members) {
      member.write(out);
    }
  }

  /** Reads the members, after other pairs. */
  void read(DataInput in) throws IOException {
    pairs.clear();
    for (Weights member : members) {
      member.read(in);
    }
  }

  @Override
  public void close() {
    network.close();
  }
}
