package org.sluice.cuda;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/**
 * Products of matrices on the device. Long inner sums are cut into chunks, by the shape alone, and
 * the chunks' results are added in order and in float64. So many multiprocessors share the work,
 * sums over samples keep their digits in float32, and every run gives the same bits.
 */
final class Products implements AutoCloseable {

  private static final int THREADS = 256;
  private static final int TILE = 64;

  /** Terms of an inner sum that are added in the element type. */
  private static final long CHUNK = 1024;

  /**
   * The most elements of all chunks' results together; chunks are longer where there would be more.
   */
  private static final long MOST_PARTS = 1L << 24;

  /** A grid's second and third sizes are at most 65,535. */
  private static final long MOST_CHUNKS = 1 << 15;

  private final Device device;
  private final Scratch parts;

  Products(Device device) {
    this.device = device;
    parts = new Scratch(device);
  }

  /** A factor, whose element (i, j) for product n lies at n · step + i · row + j · column. */
  record Factor(Matrix matrix, long row, long column, long step) {

    /** A matrix as it is, or transposed. */
    static Factor of(Matrix matrix, boolean transposed) {
      return transposed
          ? new Factor(matrix, 1, matrix.stride(), 0)
          : new Factor(matrix, matrix.stride(), 1, 0);
    }

    /** Matrices as they are, or transposed, whose memory begins at {@code onDevice}. */
    static Factor of(Matrix onDevice, Matrices matrices, boolean transposed) {
      long stride = matrices.first().stride();
      return transposed
          ? new Factor(onDevice, 1, stride, matrices.step())
          : new Factor(onDevice, stride, 1, matrices.step());
    }

    /** The factor of product n alone. */
    Factor number(int n) {
      long start = matrix.segment().address() + n * step * matrix.type().bytes();
      return new Factor(at(start, matrix.type(), 1, 1), row, column, 0);
    }
  }

  /** The memory of results: each begins {@code step} elements after the one before. */
  private record Target(long rows, long columns, long address, long stride, long count, long step) {

    static Target of(long rows, long columns, long address) {
      return new Target(rows, columns, address, columns, 1, 0);
    }
  }

  /**
   * C ← α·A·Bᵀ + β·C.
   *
   * @param inner columns of A and of B
   */
  void multiply(
      double alpha, Factor a, Factor b, long inner, double beta, Matrix c, ElementType type) {
    long rows = c.rows();
    long columns = c.columns();
    long chunk = chunk(rows, columns, inner);
    if (inner <= chunk) {
      Target target = new Target(rows, columns, c.segment().address(), c.stride(), 1, 0);
      launch("product_", type, target, inner, chunk, alpha, a, b, beta);
      return;
    }
    long count = Math.ceilDiv(inner, chunk);
    long address = parts.address(count * rows * columns * type.bytes());
    launch("product_", type, Target.of(rows, columns, address), inner, chunk, 1, a, b, 0);
    fold(type, count, address, alpha, beta, c);
  }

  /**
   * C_n ← α·A_n·B_nᵀ + β·C_n for each of many products.
   *
   * @param onDevice a matrix that begins at C's memory on the device
   */
  void multiplyEach(
      double alpha, Factor a, Factor b, long inner, double beta, Matrix onDevice, Matrices c) {
    Matrix first = c.first();
    long rows = first.rows();
    long columns = first.columns();
    ElementType type = first.type();
    Matrices all =
        new Matrices(
            new Matrix(onDevice.segment(), type, rows, columns, first.stride()),
            c.count(),
            c.step());
    boolean whole = inner <= chunk(rows, columns, inner) && c.count() <= MOST_CHUNKS;
    if (whole) {
      Target target =
          new Target(
              rows, columns, onDevice.segment().address(), first.stride(), c.count(), c.step());
      launch("product_", type, target, inner, Math.max(1, inner), alpha, a, b, beta);
      return;
    }
    for (int n = 0; n < c.count(); n++) {
      multiply(alpha, a.number(n), b.number(n), inner, beta, all.get(n), type);
    }
  }

  /**
   * C ← A·Bᵀ + β·C, C being float64: for sums that go on from call to call.
   *
   * @param inner columns of A and of B
   */
  void accumulate(Factor a, Factor b, long inner, double beta, Matrix c, ElementType type) {
    long rows = c.rows();
    long columns = c.columns();
    long chunk = chunk(rows, columns, inner);
    long count = Math.ceilDiv(inner, chunk);
    long address = parts.address(count * rows * columns * type.bytes());
    launch("product_", type, Target.of(rows, columns, address), inner, chunk, 1, a, b, 0);
    fold(type, count, address, 1, beta, c);
  }

  private static long chunk(long rows, long columns, long inner) {
    double all = (double) rows * columns * inner;
    return Math.max(sampleChunk(inner), (long) Math.ceil(all / MOST_PARTS));
  }

  private static long sampleChunk(long inner) {
    return Math.max(CHUNK, Math.ceilDiv(inner, MOST_CHUNKS));
  }

  /** Chunks into which {@link #multiplyInDouble} cuts an inner sum. */
  static long chunks(long inner) {
    return Math.ceilDiv(inner, sampleChunk(inner));
  }

  /**
   * Writes the chunks of A·Bᵀ, summed in float64, one result after the other.
   *
   * @param address the address of the first result
   */
  void multiplyInDouble(
      long rows, long columns, Factor a, Factor b, long inner, long address, ElementType type) {
    long chunk = sampleChunk(inner);
    Target target = Target.of(rows, columns, address);
    launch("product_in_double_", type, target, inner, chunk, 1, a, b, 0);
  }

  private void launch(
      String name,
      ElementType type,
      Target c,
      long inner,
      long chunk,
      double alpha,
      Factor a,
      Factor b,
      double beta) {
    device
        .kernel(name + Transfers.suffix(type))
        .with(c.rows())
        .with(c.columns())
        .with(inner)
        .with(chunk)
        .with(alpha)
        .with(a.matrix())
        .with(a.row())
        .with(a.column())
        .with(b.matrix())
        .with(b.row())
        .with(b.column())
        .with(beta)
        .with(c.address())
        .with(c.stride())
        .with(c.rows() * c.columns())
        .with(a.step())
        .with(b.step())
        .with(c.step())
        .launch(
            Math.ceilDiv(c.rows(), TILE) * Math.ceilDiv(c.columns(), TILE),
            Math.max(1, Math.ceilDiv(inner, chunk)),
            c.count(),
            THREADS,
            0);
  }

  /** out ← α·(the sum of results that lie one after the other, each of its shape) + β·out. */
  void fold(ElementType type, long count, long address, double alpha, double beta, Matrix out) {
    device
        .kernel("fold_%s_%s".formatted(Transfers.suffix(type), Transfers.suffix(out.type())))
        .with(count)
        .with(out.rows())
        .with(out.columns())
        .with(address)
        .with(alpha)
        .with(beta)
        .with(out)
        .with(out.stride())
        .launchOver(out.rows() * out.columns());
  }

  /** A matrix that begins at an address. */
  static Matrix at(long address, ElementType type, long rows, long columns) {
    return Matrix.of(MemorySegment.ofAddress(address), type, rows, columns);
  }

  @Override
  public void close() {
    parts.close();
  }
}
