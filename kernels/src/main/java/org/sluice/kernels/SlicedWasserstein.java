package org.sluice.kernels;

import java.time.Duration;

/**
 * A plan for evaluating the squared sliced Wasserstein-2 distance between weighted point clouds,
 * with its gradients. Shapes are fixed and workspace is allocated once; evaluations then allocate
 * nothing.
 *
 * <p>For samples x_i (M×d), data y_n (N×d) and directions w_k (P×d, used as given), D_k =
 * W₂²(projections of x on w_k, projections of y on w_k), the integral over (0, 1) of the squared
 * difference of the two quantile functions, exact also for M ≠ N and for weights (merged grid of
 * breakpoints). The loss is the plain mean S = (1/P) Σ_k D_k: no root, no factor d.
 *
 * <p>Gradients: ∂S/∂x_i = (2/P) Σ_k r_ik w_k and ∂S/∂w_k = (2/P) (Σ_i r_ik x_i + Σ_n r′_nk y_n),
 * where r_ik = m_i ⟨w_k, x_i⟩ − ∫ over x_i's own cell of the data's quantile function, and r′
 * likewise with the sides exchanged (m_i: the point's share of the mass). Ties break by index;
 * coinciding clouds have gradient zero.
 *
 * <p>With {@link Shape#withBatches batches}, D_k is the finite-sample corrected distance instead:
 * the samples are B independent batches of the data's own size, and half of the mean distance
 * between different batches is subtracted from the mean distance between data and batches. With q_i
 * the mean over batches of the i-th order statistic, D_k = mean_i (y_(i) − q_i)² − Σ_b mean_i
 * (x_(i)^b − q_i)² / (B (B − 1)), whose expectation is least where both laws are equal, for any N;
 * it may be negative. Its residuals are r = ((q_i − y_(i)) − (x_(i)^b − q_i) / (B − 1)) / (B N) and
 * r′ = (y_(i) − q_i) / N.
 *
 * <p>Sums over points accumulate in float64 also for {@code F32} matrices. For one thread at a
 * time: an evaluation during another throws an {@link IllegalStateException}.
 */
public interface SlicedWasserstein extends AutoCloseable {

  /** The shapes this plan was made for. */
  Shape shape();

  /** Bytes of workspace that the plan holds; see also {@link Shape}. */
  long workspaceBytes();

  /**
   * Evaluates the loss, and each gradient for which {@code outputs} has a matrix.
   *
   * @return the mean over slices of the squared distances
   * @throws IllegalArgumentException if a shape or type does not fit the plan, an output overlaps
   *     an input, an input holds NaN or an infinity, or weights are negative or sum to zero
   * @throws ArithmeticException if projections or their squares overflow the element type; outputs
   *     are then undefined
   * @throws IllegalStateException if the plan or a segment is closed
   */
  double evaluate(Inputs inputs, Outputs outputs);

  /**
   * Evaluates random points of the plan's shape until evaluations no longer become faster. Vector
   * kernels are many times slower until the JVM has compiled them, which takes seconds; call this
   * where a later evaluation must not be slow, such as in a service. Results do not change.
   *
   * <p>Takes the memory of one more set of inputs and outputs while it runs. Host memory, as CPU
   * backends take it.
   *
   * @param atMost the time after which no further evaluation is started
   * @return the time taken
   * @throws IllegalStateException if the plan is closed
   */
  default Duration warmUp(Duration atMost) {
    return WarmUp.of(this, atMost);
  }

  /** Frees the workspace. */
  @Override
  void close();

  /**
   * The sizes of a plan, and the gradients and weights that it allows.
   *
   * @param type type of samples, data, directions and gradients
   * @param samples M, at least 1
   * @param data N, at least 1
   * @param dimension d, at least 1
   * @param slices P, at least 1
   * @param weighted whether either side may carry weights
   * @param sampleGradient whether ∂/∂samples may be asked for
   * @param directionGradient whether ∂/∂directions may be asked for
   * @param batches 1 for the plain distance; B ≥ 2 for the corrected one, where M = B·N and rows
   *     b·N to b·N + N − 1 are batch b
   * @param recurringDirections see {@link #withRecurringDirections}
   * @param constantData see {@link #withConstantData}
   */
  record Shape(
      ElementType type,
      long samples,
      long data,
      int dimension,
      int slices,
      boolean weighted,
      boolean sampleGradient,
      boolean directionGradient,
      int batches,
      boolean recurringDirections,
      boolean constantData) {

    /** Checks the sizes. */
    public Shape {
      if (samples < 1 || data < 1 || dimension < 1 || slices < 1) {
        throw new IllegalArgumentException(
            "a loss needs at least one sample, one datum, one dimension and one slice, not samples %d, data %d, dimension %d, slices %d"
                .formatted(samples, data, dimension, slices));
      }
      if (samples > MAX_POINTS || data > MAX_POINTS) {
        throw new IllegalArgumentException(
            "at most %d points a side are possible, not samples %d, data %d"
                .formatted(MAX_POINTS, samples, data));
      }
      if (batches < 1 || batches > 1 && samples != batches * data) {
        throw new IllegalArgumentException(
            "%d batches of %d data need as many samples as their product, not %d"
                .formatted(batches, data, samples));
      }
      if (batches > 1 && weighted) {
        throw new IllegalArgumentException(
            "the corrected distance takes equal weights only; leave out withWeights() or withBatches()");
      }
    }

    /** The largest number of points on a side, since permutations hold 32-bit indices. */
    public static final long MAX_POINTS = Integer.MAX_VALUE - 1024;

    /** Unweighted, value only. */
    public static Shape of(ElementType type, long samples, long data, int dimension, int slices) {
      return new Shape(
          type, samples, data, dimension, slices, false, false, false, 1, false, false);
    }

    /** The same with weights allowed. */
    public Shape withWeights() {
      return new Shape(
          type,
          samples,
          data,
          dimension,
          slices,
          true,
          sampleGradient,
          directionGradient,
          batches,
          recurringDirections,
          constantData);
    }

    /** The same with the gradient by samples. */
    public Shape withSampleGradient() {
      return new Shape(
          type,
          samples,
          data,
          dimension,
          slices,
          weighted,
          true,
          directionGradient,
          batches,
          recurringDirections,
          constantData);
    }

    /** The same with the gradient by directions. */
    public Shape withDirectionGradient() {
      return new Shape(
          type,
          samples,
          data,
          dimension,
          slices,
          weighted,
          sampleGradient,
          true,
          batches,
          recurringDirections,
          constantData);
    }

    /**
     * The same for data and directions that mostly stay the same between evaluations, directions up
     * to a scale. The plan then keeps the data's order in each slice, 4·N·P bytes, instead of
     * sorting again. Results have the same bits whatever is evaluated: a kept order is checked and
     * repaired, and the data are sorted again where repairing takes too long.
     */
    public Shape withRecurringDirections() {
      return new Shape(
          type,
          samples,
          data,
          dimension,
          slices,
          weighted,
          sampleGradient,
          directionGradient,
          batches,
          true,
          constantData);
    }

    /**
     * The same for data that never change. A plan may read a data matrix once, and again only after
     * an evaluation with another {@link Matrix}; it may miss numbers that change in place. This
     * saves reading, checking and packing the data, which matters most where they outnumber the
     * samples.
     */
    public Shape withConstantData() {
      return new Shape(
          type,
          samples,
          data,
          dimension,
          slices,
          weighted,
          sampleGradient,
          directionGradient,
          batches,
          recurringDirections,
          true);
    }

    /**
     * The same with the finite-sample correction: samples in {@code count} batches of the data's
     * size, at least 2.
     *
     * @throws IllegalArgumentException if the samples are not that many, or weights are allowed
     */
    public Shape withBatches(int count) {
      if (count < 2) {
        throw new IllegalArgumentException(
            "the corrected distance needs at least 2 batches, not " + count);
      }
      return new Shape(
          type,
          samples,
          data,
          dimension,
          slices,
          weighted,
          sampleGradient,
          directionGradient,
          count,
          recurringDirections,
          constantData);
    }
  }

  /**
   * The inputs of an evaluation; may be used again.
   *
   * @param samples M×d
   * @param data N×d
   * @param directions P×d, rows w_k as they are to be used (whitened, not normalised here)
   * @param sampleWeights M×1 {@code F64}, not negative, of any positive sum, or null for equal ones
   * @param dataWeights N×1 {@code F64}, likewise
   */
  record Inputs(
      Matrix samples, Matrix data, Matrix directions, Matrix sampleWeights, Matrix dataWeights) {

    /** Equal weights on both sides. */
    public static Inputs of(Matrix samples, Matrix data, Matrix directions) {
      return new Inputs(samples, data, directions, null, null);
    }
  }

  /**
   * The outputs of an evaluation; may be used again.
   *
   * @param squared P×1 {@code F64}, the squared distance D_k of each slice, or null
   * @param sampleGradient M×d, ∂S/∂samples, or null
   * @param directionGradient P×d, ∂S/∂directions, or null
   */
  record Outputs(Matrix squared, Matrix sampleGradient, Matrix directionGradient) {}
}
