package org.sluice.kernels.cpu;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Adam;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.loss.CpuSlicedWasserstein;
import org.sluice.kernels.cpu.memory.KernelMemory;
import org.sluice.kernels.cpu.memory.Scratch;
import org.sluice.kernels.cpu.mlp.CpuMlp;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.product.MatrixProduct;
import org.sluice.kernels.spi.AbstractBackend;

/** Evaluations on the CPU, by plain loops or vectors. Matrices lie in host memory. */
public final class CpuBackend extends AbstractBackend {

  private static final long RANDOM_CHUNK = 1 << 14;

  private final String name;
  private final String kind;
  private final Parallelism parallelism;
  private final Map<ElementType, Kernels> kernels = new EnumMap<>(ElementType.class);
  private final Arena arena = Arena.ofShared();
  private final MatrixProduct product;
  private final ElementLoops elements;

  /**
   * A backend over the given kernels.
   *
   * @param name {@code scalar} or {@code vector}
   * @param kind the rest of the description, such as the vector width
   */
  public CpuBackend(
      String name, String kind, Kernels single, Kernels twice, Parallelism parallelism) {
    this.name = name;
    this.kind = kind;
    this.parallelism = Objects.requireNonNull(parallelism, "parallelism");
    this.product = new MatrixProduct(parallelism, new Scratch(arena));
    this.elements = new ElementLoops(parallelism, new Scratch(arena));
    kernels.put(ElementType.F32, single);
    kernels.put(ElementType.F64, twice);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    int threads = parallelism.threads();
    return "%s (%s, %d thread%s)".formatted(name, kind, threads, threads == 1 ? "" : "s");
  }

  @Override
  public Matrix allocate(ElementType type, long rows, long columns) {
    requireOpen();
    return Matrix.allocate(arena, type, rows, columns);
  }

  @Override
  protected void copyChecked(Matrix from, Matrix to) {
    to.copyFrom(from);
  }

  @Override
  protected void normalsChecked(long seed, long stream, Matrix out) {
    fill(out, (kind, first, target, count) -> kind.normals(seed, stream, first, target, 0, count));
  }

  @Override
  protected void uniformsChecked(long seed, long stream, Matrix out) {
    fill(out, (kind, first, target, count) -> kind.uniforms(seed, stream, first, target, 0, count));
  }

  private interface Filler {
    void fill(Kernels kernels, long first, MemorySegment target, long count);
  }

  private void fill(Matrix out, Filler filler) {
    Kernels implementation = kernels.get(out.type());
    long elements = out.rows() * out.columns();
    long bytes = out.type().bytes();
    if (!KernelMemory.direct(out, parallelism)) {
      try (Arena staging = Arena.ofConfined()) {
        Matrix copy = Matrix.allocate(staging, out.type(), out.rows(), out.columns());
        filler.fill(implementation, 0, copy.segment(), elements);
        out.copyFrom(copy);
      }
      return;
    }
    int chunks = Math.toIntExact((elements + RANDOM_CHUNK - 1) / RANDOM_CHUNK);
    parallelism.forEach(
        chunks,
        (chunk, worker) -> {
          long first = chunk * RANDOM_CHUNK;
          long count = Math.min(RANDOM_CHUNK, elements - first);
          filler.fill(
              implementation, first, out.segment().asSlice(first * bytes, count * bytes), count);
        });
  }

  @Override
  protected void multiplyEachChecked(
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c) {
    Kernels implementation = kernels.get(c.first().type());
    product.multiply(implementation, alpha, a, transposeA, b, transposeB, beta, c);
  }

  @Override
  protected void combineChecked(
      double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y) {
    elements.combine(alpha, x, scale, shift, beta, y);
  }

  @Override
  protected void multiplyElementsChecked(Matrix x, Matrix y) {
    elements.multiply(kernels.get(x.type()), x, y);
  }

  @Override
  protected void activateChecked(Activation activation, Matrix values, Matrix derivatives) {
    elements.activate(kernels.get(values.type()), activation, values, derivatives);
  }

  @Override
  protected void exponentialChecked(Matrix values) {
    elements.exponential(kernels.get(values.type()), values);
  }

  @Override
  protected void drawRowsChecked(long seed, long stream, Matrix from, Matrix to) {
    elements.drawRows(seed, stream, from, to);
  }

  @Override
  public SlicedWasserstein slicedWasserstein(SlicedWasserstein.Shape shape) {
    requireOpen();
    return new CpuSlicedWasserstein(kernels.get(shape.type()), parallelism, shape);
  }

  @Override
  public Mlp mlp(Mlp.Shape shape) {
    requireOpen();
    return new CpuMlp(kernels.get(shape.type()), parallelism, shape);
  }

  @Override
  protected void adamChecked(
      Adam.Step step, Matrix parameters, Matrix gradient, Matrix first, Matrix second) {
    kernels
        .get(parameters.type())
        .adam(
            step,
            parameters.rows() * parameters.columns(),
            parameters.segment(),
            gradient.segment(),
            first.segment(),
            second.segment());
  }

  @Override
  public void close() {
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }

  private void requireOpen() {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("this backend is closed");
    }
  }
}
