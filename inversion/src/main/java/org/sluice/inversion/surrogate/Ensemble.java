package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Networks of one family with weights of their own, between standardised inputs and outputs; the
 * prediction is their mean. Inputs and outputs are standardised by the empirical measure's running
 * moments, so a prediction changes a little with each pair that is added.
 */
final class Ensemble implements AutoCloseable {

  /** Most rows that are evaluated at once. */
  private static final int BLOCK = 256;

  private final Backend backend;
  private final Network network;
  private final EmpiricalMeasure pairs;
  private final long seed;
  private final Arena arena = Arena.ofShared();
  private final List<Member> members = new ArrayList<>();
  private final Matrix inputs;
  private final Matrix outputs;
  private final Matrix inputsThere;
  private final Matrix outputsThere;
  private final Matrix outputGradientThere;
  private final Matrix inputGradientThere;
  private final Matrix batchInputs;
  private final Matrix batchTargets;
  private final Matrix batchInputsThere;
  private final Matrix batchTargetsThere;

  Ensemble(
      Backend backend,
      Network network,
      EmpiricalMeasure pairs,
      int size,
      int batchRows,
      long seed) {
    this.backend = backend;
    this.network = network;
    this.pairs = pairs;
    this.seed = seed;
    for (int m = 0; m < size; m++) {
      members.add(new Member(backend, network, seed, SurrogateStream.WEIGHTS.of(m)));
    }
    ElementType type = network.type();
    inputs = host(BLOCK, network.inputs());
    outputs = host(BLOCK, network.outputs());
    inputsThere = backend.allocate(type, BLOCK, network.inputs());
    outputsThere = backend.allocate(type, BLOCK, network.outputs());
    outputGradientThere = backend.allocate(type, BLOCK, network.outputs());
    inputGradientThere = backend.allocate(type, BLOCK, network.inputs());
    batchInputs = host(batchRows, network.inputs());
    batchTargets = host(batchRows, network.outputs());
    batchInputsThere = backend.allocate(type, batchRows, network.inputs());
    batchTargetsThere = backend.allocate(type, batchRows, network.outputs());
  }

  private Matrix host(int rows, int columns) {
    return Matrix.allocate(arena, ElementType.F64, rows, columns);
  }

  /** x ← the members' mean. */
  void predict(Matrix z, Matrix x) {
    for (long from = 0; from < z.rows(); from += BLOCK) {
      int count = (int) Math.min(BLOCK, z.rows() - from);
      load(z, from, count);
      double[][] sums = new double[count][network.outputs()];
      for (Member member : members) {
        Matrix there = outputsThere.rows(0, count);
        network.forward(member.parameters(), inputsThere.rows(0, count), there);
        backend.copy(there, outputs.rows(0, count));
        addRows(outputs, sums);
      }
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < sums[i].length; j++) {
          RunningMoments moments = pairs.solutionMoments;
          sums[i][j] = moments.mean(j) + moments.standardDeviation(j) * sums[i][j] / members.size();
        }
        x.writeRow(from + i, sums[i]);
      }
    }
  }

  /** ∂z ← (∂x/∂z)ᵀ ∂x. */
  void backward(Matrix z, Matrix gradientX, Matrix gradientZ) {
    double[] row = new double[network.outputs()];
    for (long from = 0; from < z.rows(); from += BLOCK) {
      int count = (int) Math.min(BLOCK, z.rows() - from);
      load(z, from, count);
      for (int i = 0; i < count; i++) {
        gradientX.readRow(from + i, row);
        for (int j = 0; j < row.length; j++) {
          row[j] *= pairs.solutionMoments.standardDeviation(j) / members.size();
        }
        outputs.writeRow(i, row);
      }
      Matrix outputGradient = outputGradientThere.rows(0, count);
      backend.copy(outputs.rows(0, count), outputGradient);
      double[][] sums = new double[count][network.inputs()];
      for (Member member : members) {
        Matrix there = inputGradientThere.rows(0, count);
        network.backward(
            member.parameters(), inputsThere.rows(0, count), outputGradient, null, there);
        backend.copy(there, inputs.rows(0, count));
        addRows(inputs, sums);
      }
      for (int i = 0; i < count; i++) {
        for (int j = 0; j < sums[i].length; j++) {
          sums[i][j] *= pairs.inputSlope(j, z.get(from + i, j));
        }
        gradientZ.writeRow(from + i, sums[i]);
      }
    }
  }

  private void load(Matrix z, long from, int count) {
    double[] row = new double[network.inputs()];
    for (int i = 0; i < count; i++) {
      z.readRow(from + i, row);
      for (int j = 0; j < row.length; j++) {
        row[j] = pairs.input(j, row[j]);
      }
      inputs.writeRow(i, row);
    }
    backend.copy(inputs.rows(0, count), inputsThere.rows(0, count));
  }

  private static void addRows(Matrix matrix, double[][] sums) {
    for (int i = 0; i < sums.length; i++) {
      for (int j = 0; j < sums[i].length; j++) {
        sums[i][j] += matrix.get(i, j);
      }
    }
  }

  /**
   * One Adam step of each member on a mini-batch of its own.
   *
   * @return the members' mean squared error in standardised outputs, a mean over outputs too
   */
  double train(double learningRate) {
    double error = 0;
    for (int m = 0; m < members.size(); m++) {
      drawBatch(SurrogateStream.BATCH.of(members.get(m).count() * members.size() + m));
      error += members.get(m).step(batchInputsThere, batchTargetsThere, learningRate);
    }
    return error / members.size() / network.outputs();
  }

  private void drawBatch(long stream) {
    double[] z = new double[network.inputs()];
    double[] x = new double[network.outputs()];
    for (int i = 0; i < batchInputs.rows(); i++) {
      int pair = (int) (Philox.uniform(seed, stream, i) * pairs.size());
      for (int j = 0; j < z.length; j++) {
        z[j] = pairs.input(j, pairs.parameters(pair)[j]);
      }
      for (int j = 0; j < x.length; j++) {
        x[j] = pairs.solutionMoments.standardised(j, pairs.solution(pair)[j]);
      }
      batchInputs.writeRow(i, z);
      batchTargets.writeRow(i, x);
    }
    backend.copy(batchInputs, batchInputsThere);
    backend.copy(batchTargets, batchTargetsThere);
  }

  /** The largest bound of a member, from standardised inputs to standardised outputs. */
  double lipschitzBound() {
    double bound = 0;
    for (Member member : members) {
      bound = Math.max(bound, network.lipschitzBound(member.parameters()));
    }
    return bound;
  }

  void write(DataOutput out) throws IOException {
    for (Member member : members) {
      member.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    for (Member member : members) {
      member.read(in);
    }
  }

  @Override
  public void close() {
    network.close();
    arena.close();
  }
}
