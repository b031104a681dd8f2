package org.sluice.inversion.population.samples;

import java.lang.foreign.Arena;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The components ψ(ζ) of the noise L ψ(ζ), M × d, in the backend's memory. For normal noise they
 * are ζ itself, which never leaves the backend; those of other laws are computed on the host in
 * each evaluation.
 */
final class NoiseComponents {

  private final NoiseModel noise;
  private final Backend backend;
  private final Matrix zeta;
  private final Matrix shaped;
  private final Matrix hostZeta;
  private final Matrix hostShaped;
  private final Matrix gradient;

  NoiseComponents(NoiseModel noise, ElementType type, long rows, Backend backend, Arena arena) {
    this.noise = noise;
    this.backend = backend;
    int d = noise.dimension();
    zeta = backend.allocate(type, rows, d);
    boolean normal = noise.isGaussian();
    shaped = normal ? zeta : backend.allocate(type, rows, d);
    hostZeta = normal ? null : Matrix.allocate(arena, ElementType.F64, rows, d);
    hostShaped = normal ? null : Matrix.allocate(arena, ElementType.F64, rows, d);
    gradient = normal ? null : backend.allocate(type, rows, d);
  }

  /** Draws ζ. */
  void draw(long seed, long step) {
    backend.normals(seed, RandomStream.NOISE.of(step), zeta);
    if (hostZeta != null) {
      backend.copy(zeta, hostZeta);
    }
  }

  /** Computes ψ of the last draw for the noise's coordinates. */
  void shape(double[] phi) {
    if (hostZeta != null) {
      noise.shape(phi, hostZeta, hostShaped);
      backend.copy(hostShaped, shaped);
    }
  }

  /**
   * Writes ∂ψ(ζ)/∂coordinate by a central difference of half the given width on each side; for laws
   * that have coordinates only.
   *
   * @param to M × d of type {@code F64}, on the backend
   */
  void difference(double[] phi, int coordinate, double width, Matrix to) {
    double[] moved = phi.clone();
    moved[coordinate] = phi[coordinate] - width / 2;
    noise.shape(moved, hostZeta, hostShaped);
    double[] below = hostShaped.toDoubles();
    moved[coordinate] = phi[coordinate] + width / 2;
    noise.shape(moved, hostZeta, hostShaped);
    double[] tangent = hostShaped.toDoubles();
    for (int e = 0; e < tangent.length; e++) {
      tangent[e] = (tangent[e] - below[e]) / width;
    }
    backend.copy(Matrix.of(tangent, to.rows(), to.columns()), to);
  }

  /** ζ of the last draw. */
  Matrix zeta() {
    return zeta;
  }

  /** ψ(ζ). */
  Matrix matrix() {
    return shaped;
  }

  /**
   * Adds the derivative by the law's own coordinates.
   *
   * @param sampleGradient ∂J/∂ŷ before scaling, in the backend's memory
   * @param lower L, likewise
   */
  void backward(
      double scale, Matrix sampleGradient, Matrix lower, double[] phi, double[] phiGradient) {
    if (hostZeta != null) {
      backend.multiply(scale, sampleGradient, false, lower, false, 0, gradient);
      backend.copy(gradient, hostShaped);
      noise.shapeBackward(phi, hostZeta, hostShaped, phiGradient);
    }
  }

  /** Bytes of all buffers. */
  long bytes() {
    long entries = zeta.rows() * zeta.columns();
    long bytes = entries * zeta.type().bytes();
    return hostZeta == null ? bytes : 3 * bytes + 2 * entries * ElementType.F64.bytes();
  }
}
