package org.sluice.inversion.population.samples;

import java.lang.foreign.Arena;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.measure.Pushforward;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Makes samples on the host, with any population and any map. */
final class HostSamples implements ModelSamples {

  private final Backend backend;
  private long solves;
  private final int strata;
  private final Matrix omega;
  private final Matrix omegaOnBackend;
  private final Matrix x;
  private final Matrix gradientX;
  private final MappedSamples mapped;

  HostSamples(
      Pushforward pushforward,
      DifferentiableMap forward,
      long rows,
      int batches,
      Backend backend,
      Parallelism parallelism,
      Arena arena) {
    this.backend = backend;
    boolean stratified = batches > 1 && pushforward.wantsStrata();
    strata = stratified ? Math.toIntExact(rows / batches) : 0;
    omega = Matrix.allocate(arena, ElementType.F64, rows, pushforward.randomDimension());
    omegaOnBackend = backend.allocate(ElementType.F64, rows, pushforward.randomDimension());
    x = Matrix.allocate(arena, ElementType.F64, rows, forward.observationDimension());
    gradientX = Matrix.allocate(arena, ElementType.F64, rows, forward.observationDimension());
    mapped = new MappedSamples(pushforward, forward, omega, x, gradientX, parallelism, arena);
  }

  @Override
  public void draw(long seed, long step) {
    if (omega.columns() > 0) {
      backend.normals(seed, RandomStream.POPULATION.of(step), omegaOnBackend);
      backend.copy(omegaOnBackend, omega);
      if (strata > 0) {
        Strata.apply(omega, strata);
      }
    }
  }

  @Override
  public Matrix omega() {
    return omega;
  }

  @Override
  public long takeForwardSolves() {
    long taken = solves;
    solves = 0;
    return taken;
  }

  @Override
  public void forward(double[] alpha) {
    solves += omega.rows();
    mapped.forward(alpha);
  }

  @Override
  public Matrix z() {
    return mapped.z();
  }

  @Override
  public Matrix x() {
    return x;
  }

  @Override
  public Matrix doubtful() {
    return x;
  }

  @Override
  public void addGradient(double weight, Matrix sampleGradient, boolean first) {
    backend.combine(weight, sampleGradient, null, null, first ? 0 : 1, gradientX);
  }

  @Override
  public void backward(double[] alpha, double[] gradient) {
    mapped.backward(alpha, gradient);
  }

  @Override
  public void teach(SignalCovariance signal) {
    signal.add(x);
  }

  @Override
  public double[] parameterSpreads() {
    return mapped.parameterSpreads();
  }

  @Override
  public long bytes() {
    long normals = 2 * omega.rows() * omega.columns();
    long samples = 2 * x.rows() * x.columns();
    return (normals + samples) * ElementType.F64.bytes() + mapped.bytes();
  }
}
