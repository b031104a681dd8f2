package org.sluice.inversion.network;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Steps of Adam down a loss. Serves any number of {@link Weights} of one size, one after another.
 */
public final class Training {

  /** A function of parameters that training makes small. */
  @FunctionalInterface
  public interface Loss {
    /**
     * Computes the loss.
     *
     * @param gradient by the parameters, written
     */
    double value(Matrix parameters, Matrix gradient);
  }

  private final Matrix gradient;

  /** Allocates the gradient. */
  public Training(Backend backend, ElementType type, long parameterCount) {
    gradient = backend.allocate(type, 1, parameterCount);
  }

  /** Takes one step; returns the loss before it. */
  public double step(Weights weights, double learningRate, Loss loss) {
    double value = loss.value(weights.parameters(), gradient);
    weights.step(gradient, learningRate);
    return value;
  }

  /** The last step's gradient by the parameters. */
  public Matrix gradient() {
    return gradient;
  }
}
