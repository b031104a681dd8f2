package org.sluice.inversion.population.samples;

import java.lang.foreign.Arena;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.measure.Pushforward;
import org.sluice.inversion.measure.PushforwardOnBackend;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * The model's samples x = G(T_α(ω)) of an evaluation, M × d, and the backward pass of their
 * gradient.
 */
public interface ModelSamples extends AutoCloseable {

  /**
   * Samples on the backend, if it can evaluate both the population and the map; else on the host.
   *
   * @param rows M
   * @param batches B, or 1 if the loss is plain
   * @param arena owns host memory, and must be open to all threads
   */
  static ModelSamples of(
      Pushforward pushforward,
      DifferentiableMap forward,
      long rows,
      int batches,
      Backend backend,
      Parallelism parallelism,
      Arena arena) {
    PushforwardOnBackend onBackend =
        forward.takesWholeBatches() ? pushforward.onBackend(backend, rows) : null;
    return onBackend == null
        ? new HostSamples(pushforward, forward, rows, batches, backend, parallelism, arena)
        : new BackendSamples(pushforward, onBackend, forward, rows, backend);
  }

  /** Draws ω. */
  void draw(long seed, long step);

  /** ω of the last draw, M × randomDimension, on the host or on the backend. */
  Matrix omega();

  /** The number of samples that {@link #forward} has made since the last call of this method. */
  long takeForwardSolves();

  /** x ← G(T_α(ω)). */
  void forward(double[] alpha);

  /** x, of type {@code F64}, on the host or on the backend. */
  Matrix x();

  /** z, M × q, of type {@code F64}, on the host or on the backend. */
  Matrix z();

  /** Returns x on the host if some of its entries may not be finite; null if all are finite. */
  Matrix doubtful();

  /** Adds {@code weight} · ∂ŷ to ∂x, or overwrites ∂x with it. */
  void addGradient(double weight, Matrix sampleGradient, boolean first);

  /** Adds ∂α to the first entries of {@code gradient}, after {@link #forward}; ∂x is used up. */
  void backward(double[] alpha, double[] gradient);

  /** Adds x to the signal's average; ∂x is used up. */
  void teach(SignalCovariance signal);

  /** The standard deviation of each parameter in the last samples z; ∂z is used up. */
  double[] parameterSpreads();

  /** Bytes of all buffers. */
  long bytes();

  /** Frees plans. Memory goes with its arena or with the backend. */
  @Override
  default void close() {}
}
