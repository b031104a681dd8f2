package org.sluice.inversion.network;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A Fourier neural operator in one or two dimensions (Li et al., arXiv 2010.08895): a lift, layers
 * v ← silu(K v + W v + b) whose K multiplies each of the lowest Fourier modes by a complex matrix
 * of its own, the last one without silu, and a projection with one hidden layer.
 *
 * <p>All of it is products and element-wise functions of the backend, in whose memory its fields
 * lie until the backend is closed.
 */
public final class FourierNetwork implements Network {

  /** Numbers in a field of all channels of the examples that go through together. */
  private static final int TILE = 1 << 16;

  private final Backend backend;
  private final FourierShape shape;
  private final ElementType type;
  private final FourierBasis basis;
  private final int tileRows;
  private final Matrix tileOutputs;
  private final Matrix tileGradient;
  private final Matrix squares;
  private final double[] squareSum = new double[1];
  private final FourierTile tile;

  /** Makes the plan. */
  public FourierNetwork(Backend backend, ElementType type, FourierShape shape) {
    this.backend = backend;
    this.shape = shape;
    this.type = type;
    basis = new FourierBasis(shape, type, backend);
    tileRows = Math.max(1, TILE / (shape.points() * shape.width()));
    tileOutputs = backend.allocate(type, tileRows, shape.outputs());
    tileGradient = backend.allocate(type, tileRows, shape.outputs());
    squares = backend.allocate(type, 1, 1);
    tile = new FourierTile(backend, shape, basis, type, tileRows);
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
    for (long from = 0; from < inputs.rows(); from += tileRows) {
      long to = Math.min(inputs.rows(), from + tileRows);
      tile.forward(of(parameters), inputs.rows(from, to), outputs.rows(from, to));
    }
  }

  @Override
  public void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    for (long from = 0; from < inputs.rows(); from += tileRows) {
      long to = Math.min(inputs.rows(), from + tileRows);
      Matrix x = inputs.rows(from, to);
      tile.forward(of(parameters), x, tileOutputs.rows(0, to - from));
      tile.backward(
          of(parameters),
          x,
          outputGradient.rows(from, to),
          parameterGradient == null ? null : of(parameterGradient),
          from > 0,
          inputGradient == null ? null : inputGradient.rows(from, to));
    }
  }

  @Override
  public double squaredError(
      Matrix parameters, Matrix inputs, Matrix targets, Matrix parameterGradient) {
    for (long from = 0; from < inputs.rows(); from += tileRows) {
      long to = Math.min(inputs.rows(), from + tileRows);
      Matrix x = inputs.rows(from, to);
      Matrix residuals = tileOutputs.rows(0, to - from);
      Matrix gradient = tileGradient.rows(0, to - from);
      tile.forward(of(parameters), x, residuals);
      backend.combine(-1, targets.rows(from, to), null, null, 1, residuals);
      backend.combine(2.0 / inputs.rows(), residuals, null, null, 0, gradient);
      Matrix all = residuals.part(0, 1, residuals.rows() * residuals.columns());
      backend.multiply(1, all, false, all, true, from > 0 ? 1 : 0, squares);
      tile.backward(of(parameters), x, gradient, of(parameterGradient), from > 0, null);
    }
    backend.copy(squares, Matrix.of(squareSum, 1, 1));
    return inputs.rows() == 0 ? 0 : squareSum[0] / inputs.rows();
  }

  private FourierParameters of(Matrix flat) {
    return new FourierParameters(flat, shape, basis.size());
  }

  /** Nothing: the fields go with the backend. */
  @Override
  public void close() {}
}
