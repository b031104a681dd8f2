package org.sluice.inversion.network;

import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * y = x + f(x), f being some layers one after another (He, Zhang, Ren and Sun, arXiv 1512.03385).
 * The parameters are those of f.
 */
public final class Residual implements Layer {

  private final Sequence inner;

  private Residual(Sequence inner) {
    this.inner = inner;
    if (inner.inputs() != inner.outputs()) {
      throw new IllegalArgumentException(
          "a residual's layers must have as many outputs as inputs, not %d and %d"
              .formatted(inner.outputs(), inner.inputs()));
    }
  }

  /** A residual whose runs of {@link Dense} and {@link Activate} are plans of the backend. */
  public static Residual of(Backend backend, ElementType type, List<Layer> layers) {
    return new Residual(Sequence.fused(backend, type, layers, true));
  }

  /** A residual whose layers run one by one, for comparison. */
  static Residual unfused(List<Layer> layers) {
    return new Residual(new Sequence(layers));
  }

  @Override
  public int inputs() {
    return inner.inputs();
  }

  @Override
  public int outputs() {
    return inner.outputs();
  }

  @Override
  public long parameterCount() {
    return inner.parameterCount();
  }

  @Override
  public long kept() {
    return inner.kept();
  }

  @Override
  public long scratch() {
    return inner.scratch();
  }

  @Override
  public long ones() {
    return inner.ones();
  }

  @Override
  public void initialise(Draws draws, Matrix parameters) {
    inner.initialise(draws, parameters);
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    inner.forward(pass, parameters, inputs, outputs);
    pass.backend().combine(1, inputs, null, null, 1, outputs);
  }

  @Override
  public void backward(
      Pass pass,
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      double beta,
      Matrix inputGradient) {
    inner.backward(
        pass, parameters, inputs, outputGradient, parameterGradient, beta, inputGradient);
    if (inputGradient != null) {
      pass.backend().combine(1, outputGradient, null, null, 1, inputGradient);
    }
  }

  @Override
  public void close() {
    inner.close();
  }
}
