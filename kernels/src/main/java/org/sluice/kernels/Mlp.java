package org.sluice.kernels;

import java.util.List;

/**
 * A plan for evaluating batches of a multilayer perceptron of fixed widths: h₀ = input, hₗ = σ(Wₗ
 * hₗ₋₁ + bₗ), and a last layer without activation. Workspace is allocated once; evaluations then
 * allocate nothing.
 *
 * <p>All parameters lie in one contiguous matrix of 1 × {@link #parameterCount}: layer after layer,
 * Wₗ row-major (outputs × inputs), then bₗ. Matrices are of the plan's type; batches have one
 * example a row and may be of any size. Rows are evaluated in cache-sized tiles through all layers;
 * backward passes evaluate a tile forward again rather than keep its activations in memory. Results
 * do not depend on the number of threads. For one thread at a time: a pass during another throws an
 * {@link IllegalStateException}.
 */
public interface Mlp extends AutoCloseable {

  /** The shapes this plan was made for. */
  Shape shape();

  /** Bytes of workspace that the plan holds. */
  long workspaceBytes();

  /** Number of weights and biases. */
  default long parameterCount() {
    return shape().parameterCount();
  }

  /** Outputs ← f(inputs), f being the perceptron. */
  void forward(Matrix parameters, Matrix inputs, Matrix outputs);

  /**
   * The vector-Jacobian products at {@code inputs}.
   *
   * @param outputGradient ∂J/∂outputs, batch × outputs
   * @param parameterGradient ∂J/∂parameters, 1 × parameterCount, written; or null
   * @param inputGradient ∂J/∂inputs, batch × inputs, written; or null
   */
  void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient);

  /**
   * Evaluates the mean over the batch of the squared error |f(x) − target|² and its gradients in
   * one pass.
   *
   * @param parameterGradient its gradient by parameters, written
   * @param inputGradient its gradient by inputs, written; or null
   * @return the mean squared error
   */
  double squaredError(
      Matrix parameters,
      Matrix inputs,
      Matrix targets,
      Matrix parameterGradient,
      Matrix inputGradient);

  /** Frees the workspace. */
  @Override
  void close();

  /**
   * The sizes and the activation of a plan.
   *
   * @param type type of parameters, inputs and outputs
   * @param widths inputs, hidden widths, outputs: at least two, each at least 1
   * @param activation the function between layers
   */
  record Shape(ElementType type, List<Integer> widths, Activation activation) {

    /** Checks the widths. */
    public Shape {
      widths = List.copyOf(widths);
      if (widths.size() < 2 || widths.stream().anyMatch(width -> width < 1)) {
        throw new IllegalArgumentException(
            "a multilayer perceptron needs at least two widths (inputs and outputs), each at least 1, not "
                + widths);
      }
    }

    /** Number of inputs. */
    public int inputs() {
      return widths.getFirst();
    }

    /** Number of outputs. */
    public int outputs() {
      return widths.getLast();
    }

    /** Number of weights and biases. */
    public long parameterCount() {
      long count = 0;
      for (int layer = 1; layer < widths.size(); layer++) {
        count += (long) widths.get(layer) * (widths.get(layer - 1) + 1);
      }
      return count;
    }
  }
}
