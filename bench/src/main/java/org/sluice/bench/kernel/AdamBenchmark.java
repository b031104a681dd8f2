package org.sluice.bench.kernel;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.sluice.bench.workload.Agreement;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/** One fused step of Adam. */
public class AdamBenchmark extends BackendBenchmark {

  /** Parameters. */
  @Param({"10000", "1000000"})
  public int n;

  private Matrix parameters;
  private Matrix gradient;
  private Matrix first;
  private Matrix second;
  private long count;

  @Override
  protected void prepare(Backend scalar) {
    Matrix[] state = state(backend());
    Matrix[] expected = state(scalar);
    Agreement agreement = Agreement.of(type);
    for (count = 1; count <= 3; count++) {
      step(backend(), state);
      step(scalar, expected);
    }
    for (int i = 0; i < state.length; i++) {
      agreement.require("state of Adam", state[i], expected[i]);
    }
    parameters = state[0];
    gradient = state[1];
    first = state[2];
    second = state[3];
  }

  private Matrix[] state(Backend owner) {
    Matrix[] state = new Matrix[4];
    for (int i = 0; i < state.length; i++) {
      state[i] = owner.allocate(type, 1, n);
    }
    owner.normals(1, 0, state[0]);
    owner.normals(1, 1, state[1]);
    return state;
  }

  private void step(Backend owner, Matrix[] state) {
    owner.adam(Adam.Step.of(count, 1e-3), state[0], state[1], state[2], state[3]);
  }

  @Benchmark
  @Override
  public void run() {
    backend().adam(Adam.Step.of(count++, 1e-3), parameters, gradient, first, second);
  }
}
