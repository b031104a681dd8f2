package org.sluice.inversion.population.samples;

import java.lang.foreign.Arena;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * The known part ε of the noise of model samples, M × d. It does not depend on any coordinate, so
 * it is made on the host when random numbers are drawn, and added to G(z) in the backend's memory
 * in each evaluation.
 */
public final class KnownErrors {

  private final KnownNoise known;
  private final long block;
  private final long data;
  private final Backend backend;
  private final Matrix onBackend;
  private final Matrix errors;
  private final Matrix sum;
  private final double[] row;

  /**
   * Allocates the matrices.
   *
   * @param rows M
   * @param block number of samples that are compared with the data at a time: M, or that of a batch
   * @param data number of data in a step
   */
  public KnownErrors(
      KnownNoise known, long rows, long block, long data, Backend backend, Arena arena) {
    this.known = known;
    this.block = block;
    this.data = data;
    this.backend = backend;
    int d = known.dimension();
    onBackend = backend.allocate(ElementType.F64, rows, d);
    errors = Matrix.allocate(arena, ElementType.F64, rows, d);
    sum = backend.allocate(ElementType.F64, rows, d);
    row = new double[d];
  }

  /** Draws a step's ε, of the step's data. */
  public void draw(long seed, long step, Observations observations) {
    backend.normals(seed, RandomStream.KNOWN_NOISE.of(step), onBackend);
    backend.copy(onBackend, errors);
    double offset = Philox.uniform(seed, RandomStream.KNOWN_NOISE_OFFSET.of(step), 0);
    for (long i = 0; i < errors.rows(); i++) {
      int datum = observations.datum(KnownNoise.datum(i % block, block, data, offset));
      errors.readRow(i, row);
      known.colour(datum, row);
      errors.writeRow(i, row);
    }
    backend.copy(errors, onBackend);
  }

  /**
   * Returns x + ε in the backend's memory, valid until the next call.
   *
   * @param x M × d, on the host or in the backend's memory
   */
  public Matrix addedTo(Matrix x) {
    backend.copy(x, sum);
    backend.combine(1, onBackend, null, null, 1, sum);
    return sum;
  }

  /** Bytes of all buffers. */
  public long bytes() {
    return 3 * errors.rows() * errors.columns() * ElementType.F64.bytes();
  }
}
