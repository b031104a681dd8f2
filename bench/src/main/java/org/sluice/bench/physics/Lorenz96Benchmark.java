package org.sluice.bench.physics;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.sluice.bench.measure.JvmFlags;
import org.sluice.inversion.forward.lorenz.Averaging;
import org.sluice.inversion.forward.lorenz.InitialStates;
import org.sluice.inversion.forward.lorenz.Lorenz96Map;
import org.sluice.kernels.Matrix;

/**
 * Trajectories a second of one core: 36 variables, ten units of time, statistics after each of 640
 * steps. {@code bench/peers/lorenz96_numpy.py} does the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {JvmFlags.VECTORS, JvmFlags.NATIVE_LIBRARIES, JvmFlags.LOOPS, JvmFlags.TRAPS})
public class Lorenz96Benchmark {

  private static final int TRAJECTORIES = 256;
  private static final double TIME_STEP = 1.0 / 64;

  private final Lorenz96Map map =
      new Lorenz96Map(
          36, new Averaging(TIME_STEP, 0, 10), new InitialStates(InitialStates.Law.UNIFORM, 1));
  private final PlainLorenz96 plain = new PlainLorenz96(36, TIME_STEP);
  private final double[] forcings = new double[TRAJECTORIES];
  private final double[] statistics = new double[4 * TRAJECTORIES];

  /** Chooses the forcings. */
  @Setup
  public void setUp() {
    for (int i = 0; i < TRAJECTORIES; i++) {
      forcings[i] = 8 + 0.001 * i;
    }
  }

  /** All side by side. */
  @Benchmark
  @OperationsPerInvocation(TRAJECTORIES)
  public double[] batched() {
    map.apply(Matrix.of(forcings, TRAJECTORIES, 1), Matrix.of(statistics, TRAJECTORIES, 4));
    return statistics;
  }

  /** One after the other. */
  @Benchmark
  @OperationsPerInvocation(TRAJECTORIES)
  public double[] plain() {
    plain.apply(Matrix.of(forcings, TRAJECTORIES, 1), Matrix.of(statistics, TRAJECTORIES, 4), 640);
    return statistics;
  }
}
