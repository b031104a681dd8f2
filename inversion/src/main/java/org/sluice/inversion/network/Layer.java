package org.sluice.inversion.network;

import org.sluice.kernels.Matrix;

/**
 * A differentiable function of an example's numbers with trainable parameters, made of a backend's
 * operations. A {@link Chain} is a network of layers; a new kind of layer is one class.
 *
 * <p>A layer states the memory it needs for each example and gets it from the chain with each
 * {@link Pass}, so it holds nothing of a batch itself. All that backward needs of forward beside
 * the inputs, such as slopes, outputs or random numbers, goes into {@link #kept} memory.
 *
 * <p>A batch of b examples is a matrix of b × inputs or b × outputs. Inside a chain it has no gaps,
 * and neighbours may agree on another order of its elements, as layers on fields do. All matrices
 * of a pass have one type, {@code F32} or {@code F64}, and lie on the backend.
 */
public interface Layer extends AutoCloseable {

  /** Numbers of an example that go in. */
  int inputs();

  /** Numbers of an example that come out. */
  int outputs();

  /** Number of parameters. */
  long parameterCount();

  /** Numbers of each example that {@link #backward} finds as {@link #forward} left them. */
  default long kept() {
    return 0;
  }

  /** Numbers of each example whose content is lost after each call. */
  default long scratch() {
    return 0;
  }

  /** Entries of each example in the longest column of ones that the layer asks for. */
  default long ones() {
    return 0;
  }

  /**
   * Whether forward replaces the inputs by the outputs, and backward the one gradient by the other,
   * in the same memory. Backward then finds the outputs in the place of the inputs. The layer
   * before must not need its outputs in backward, or must keep them.
   */
  default boolean inPlace() {
    return false;
  }

  /**
   * Writes the parameters to start from.
   *
   * @param parameters 1 × {@link #parameterCount} on the host
   */
  void initialise(Draws draws, Matrix parameters);

  /**
   * Computes the outputs of a batch.
   *
   * @param parameters 1 × {@link #parameterCount}
   * @param inputs b × {@link #inputs}
   * @param outputs b × {@link #outputs}, written
   */
  void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs);

  /**
   * Computes the gradients, after {@link #forward} of the same batch.
   *
   * @param inputs those of {@link #forward}
   * @param outputGradient ∂J/∂outputs; unchanged, unless the layer works {@link #inPlace}
   * @param parameterGradient ← ∂J/∂parameters + β · old content, which is not read with β = 0; or
   *     null
   * @param beta β: 0 for a batch's first tile, 1 for the others
   * @param inputGradient ∂J/∂inputs, written; or null
   */
  void backward(
      Pass pass,
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      double beta,
      Matrix inputGradient);

  /** Frees plans that the layer made. */
  @Override
  default void close() {}
}
