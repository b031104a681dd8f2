package org.sluice.kernels;

/**
 * The place where evaluations run and their memory lies. Its operations are whole evaluations of
 * matrices. Matrices that it allocates itself ({@link #allocate}) are used where they lie; any host
 * matrix is taken as well, which on a device costs a copy for each call.
 *
 * <p>One caller at a time: a second one gets an {@link IllegalStateException}. The memory that a
 * backend allocates is freed when it is closed.
 */
public interface Backend extends AutoCloseable {

  /** The name by which it is asked for: {@code scalar}, {@code vector}, {@code cuda}. */
  String name();

  /** The name, the vector width or device and the number of threads, in one line. */
  String description();

  /** Allocates a zero-filled contiguous matrix in this backend's memory. */
  Matrix allocate(ElementType type, long rows, long columns);

  /** Copies between matrices of one shape, of either type and in host or device memory. */
  void copy(Matrix from, Matrix to);

  /**
   * Fills a contiguous matrix with standard normals: element e (row-major) depends on (seed,
   * stream, e) alone and is the same on every backend; {@code F32} gets the rounded {@code F64}
   * numbers. See {@link Philox}.
   */
  void normals(long seed, long stream, Matrix out);

  /** Fills a contiguous matrix with uniforms in (0, 1), under the rules of {@link #normals}. */
  void uniforms(long seed, long stream, Matrix out);

  /**
   * C ← α·op(A)·op(B) + β·C, where op transposes if asked. All three have one element type; C must
   * not overlap A or B. With β = 0, C's old values are not read.
   *
   * @throws IllegalArgumentException if shapes or types do not fit
   */
  void multiply(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c);

  /**
   * C_i ← α·op(A_i)·op(B_i) + β·C_i for each i, under the rules of {@link #multiply}. One call for
   * many small products is faster than many calls.
   *
   * @throws IllegalArgumentException if shapes, types or counts do not fit
   */
  void multiplyEach(
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c);

  /**
   * Y ← α·X·diag(scale) + shift + β·Y, computed in float64 whatever the types, with {@code scale}
   * and {@code shift} one for each column. With β = 0, Y's old values are not read. X may be Y.
   *
   * @param scale 1 × columns of type {@code F64}, or null for ones
   * @param shift 1 × columns of type {@code F64}, or null for zeros
   * @throws IllegalArgumentException if shapes do not fit
   */
  void combine(double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y);

  /**
   * X ← X ∘ Y, entry by entry; both contiguous and off the heap. Y may be X.
   *
   * @throws IllegalArgumentException if shapes or types differ
   */
  void multiplyElements(Matrix x, Matrix y);

  /**
   * Values ← σ(values), entry by entry, and the derivatives σ′ at the old values; both contiguous
   * and off the heap.
   *
   * @param derivatives gets the derivatives; or null
   * @throws IllegalArgumentException if shapes or types differ
   */
  void activate(Activation activation, Matrix values, Matrix derivatives);

  /** Values ← e^values, entry by entry, of a contiguous matrix off the heap. */
  void exponential(Matrix values);

  /**
   * Each row of {@code to} becomes a row of {@code from}, drawn with replacement: row i takes row
   * ⌊u·rows⌋, u being element i of {@link #uniforms}.
   *
   * @throws IllegalArgumentException if columns or types differ, or there is nothing to draw from
   */
  void drawRows(long seed, long stream, Matrix from, Matrix to);

  /**
   * Makes a plan for evaluations of one shape and allocates its workspace.
   *
   * @throws IllegalArgumentException if the shape is not possible
   */
  SlicedWasserstein slicedWasserstein(SlicedWasserstein.Shape shape);

  /** Makes a plan for a multilayer perceptron and allocates its workspace. */
  Mlp mlp(Mlp.Shape shape);

  /** One fused step of Adam. See {@link Adam}. */
  void adam(Adam.Step step, Matrix parameters, Matrix gradient, Matrix first, Matrix second);

  /** Frees all that the backend allocated. Its {@link Parallelism} stays the caller's. */
  @Override
  void close();
}
