package org.sluice.inversion.surrogate;

import java.lang.foreign.Arena;
import java.util.HashMap;
import java.util.Map;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A Fourier neural operator in one or two dimensions (Li et al., arXiv 2010.08895): a lift, layers
 * v ← silu(K v + W v + b) whose K multiplies each of the lowest Fourier modes by a complex matrix
 * of its own, the last one without silu, and a projection with one hidden layer.
 *
 * <p>Its fields lie on the host, so it runs on the CPU backends; others refuse its matrices.
 */
public final class FourierNetwork implements Network {

  private static final int TILE = 32;

  private final Backend backend;
  private final FourierShape shape;
  private final ElementType type;
  private final Arena arena = Arena.ofShared();
  private final FourierBasis basis;
  private final Map<Integer, FourierTile> tiles = new HashMap<>();
  private final Matrix tileOutputs;
  private final Matrix tileGradient;

  /** Makes the plan. */
  public FourierNetwork(Backend backend, ElementType type, FourierShape shape) {
    this.backend = backend;
    this.shape = shape;
    this.type = type;
    basis = new FourierBasis(shape, type, arena);
    tileOutputs = Matrix.allocate(arena, type, TILE, shape.outputs());
    tileGradient = Matrix.allocate(arena, type, TILE, shape.outputs());
  }

  @Override
  public ElementType type() {
    return type;
  }

  @Override
  public int inputs() {
    return shape.inputs();
  }

  @Override
  public int outputs() {
    return shape.outputs();
  }

  @Override
  public long parameterCount() {
    return FourierParameters.count(shape, basis.size());
  }

  @Override
  public void initialise(long seed, long stream, Matrix parameters) {
    of(parameters).initialise(seed, stream);
  }

  @Override
  public void forward(Matrix parameters, Matrix inputs, Matrix outputs) {
    for (long from = 0; from < inputs.rows(); from += TILE) {
      long to = Math.min(inputs.rows(), from + TILE);
      tile(to - from).forward(of(parameters), inputs.rows(from, to), outputs.rows(from, to));
    }
  }

  @Override
  public void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    if (parameterGradient != null) {
      parameterGradient.segment().fill((byte) 0);
    }
    for (long from = 0; from < inputs.rows(); from += TILE) {
      long to = Math.min(inputs.rows(), from + TILE);
      FourierTile tile = tile(to - from);
      tile.forward(of(parameters), inputs.rows(from, to), tileOutputs.rows(0, to - from));
      tile.backward(
          of(parameters),
          outputGradient.rows(from, to),
          parameterGradient == null ? null : of(parameterGradient),
          inputGradient == null ? null : inputGradient.rows(from, to));
    }
  }

  @Override
  public double squaredError(
      Matrix parameters, Matrix inputs, Matrix targets, Matrix parameterGradient) {
    parameterGradient.segment().fill((byte) 0);
    double error = 0;
    for (long from = 0; from < inputs.rows(); from += TILE) {
      long to = Math.min(inputs.rows(), from + TILE);
      FourierTile tile = tile(to - from);
      Matrix outputs = tileOutputs.rows(0, to - from);
      tile.forward(of(parameters), inputs.rows(from, to), outputs);
      error += residuals(outputs, targets.rows(from, to), inputs.rows());
      tile.backward(of(parameters), tileGradient.rows(0, to - from), of(parameterGradient), null);
    }
    return error / inputs.rows();
  }

  /** The sum of squares of a tile; leaves the mean's gradient in {@link #tileGradient}. */
  private double residuals(Matrix outputs, Matrix targets, long batch) {
    double sum = 0;
    for (long i = 0; i < outputs.rows(); i++) {
      for (long j = 0; j < outputs.columns(); j++) {
        double residual = outputs.get(i, j) - targets.get(i, j);
        sum += residual * residual;
        tileGradient.set(i, j, 2 * residual / batch);
      }
    }
    return sum;
  }

  private FourierParameters of(Matrix flat) {
    return new FourierParameters(flat, shape, basis.size());
  }

  private FourierTile tile(long examples) {
    return tiles.computeIfAbsent(
        (int) examples, size -> new FourierTile(backend, shape, basis, type, size, arena));
  }

  @Override
  public void close() {
    arena.close();
  }
}
