// Made from VectorNetworkF32.java by TwinSources. Change that file, not this one.
package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.DoubleVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Activation;
import org.sluice.kernels.cpu.NetworkKernels;

/** The network's kernels in vectors of {@link Lanes#BITS} bits. */
final class VectorNetworkF64 implements NetworkKernels {

  private static final VectorSpecies<Double> SPECIES = Lanes.F64;
  private static final ByteOrder ORDER = Lanes.ORDER;
  private static final int LENGTH = SPECIES.length();
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final int BYTES = Double.BYTES;
  private static final int PANEL_VECTORS = PanelProductF64.VECTORS;

  @Override
  public int block() {
    return LENGTH;
  }

  @Override
  public void transpose(
      MemorySegment source,
      long sourceOffset,
      long sourceStride,
      int rows,
      int columns,
      MemorySegment target,
      long targetOffset,
      long targetStride) {
    for (int i = 0; i < rows; i += LENGTH) {
      for (int j = 0; j < columns; j += LENGTH) {
        TransposeF64.square(
            source,
            sourceOffset + i * sourceStride + (long) j * BYTES,
            sourceStride,
            target,
            targetOffset + j * targetStride + (long) i * BYTES,
            targetStride);
      }
    }
  }

  @Override
  public void activate(
      Activation activation,
      long count,
      MemorySegment values,
      long offset,
      MemorySegment derivatives) {
    int vectors = vectors(count);
    switch (activation) {
      case IDENTITY -> fillWithOnes(offset, vectors, derivatives);
      case TANH -> ActivationF64.tanh(values, offset, vectors, derivatives);
      case RELU -> ActivationF64.relu(values, offset, vectors, derivatives);
      case GELU -> ActivationF64.gelu(values, offset, vectors, derivatives);
      case SILU -> ActivationF64.silu(values, offset, vectors, derivatives);
      case SOFTPLUS -> ActivationF64.softplus(values, offset, vectors, derivatives);
    }
  }

  private static int vectors(long count) {
    return Math.toIntExact(count / LENGTH);
  }

  private static void fillWithOnes(long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      DoubleVector.broadcast(SPECIES, 1).intoMemorySegment(derivatives, offset + i * VECTOR, ORDER);
    }
  }

  @Override
  public void multiplyElements(
      long count, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int vectors = vectors(count);
    for (int i = 0; i < vectors; i++) {
      long at = xOffset + i * VECTOR;
      DoubleVector.fromMemorySegment(SPECIES, x, at, ORDER)
          .mul(DoubleVector.fromMemorySegment(SPECIES, y, yOffset + i * VECTOR, ORDER))
          .intoMemorySegment(x, at, ORDER);
    }
  }

  @Override
  public void exponential(long count, MemorySegment values, long offset) {
    int vectors = vectors(count);
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      ExponentialF64.of(DoubleVector.fromMemorySegment(SPECIES, values, at, ORDER), values, at)
          .intoMemorySegment(values, at, ORDER);
    }
  }

  @Override
  public void combine(
      long count,
      double alpha,
      MemorySegment x,
      long xOffset,
      double beta,
      MemorySegment y,
      long yOffset) {
    double factor = (double) alpha;
    double kept = (double) beta;
    int vectors = vectors(count);
    if (beta == 0) {
      for (int i = 0; i < vectors; i++) {
        DoubleVector.fromMemorySegment(SPECIES, x, xOffset + i * VECTOR, ORDER)
            .mul(factor)
            .intoMemorySegment(y, yOffset + i * VECTOR, ORDER);
      }
    } else {
      for (int i = 0; i < vectors; i++) {
        DoubleVector scaled =
            DoubleVector.fromMemorySegment(SPECIES, x, xOffset + i * VECTOR, ORDER).mul(factor);
        long at = yOffset + i * VECTOR;
        DoubleVector.fromMemorySegment(SPECIES, y, at, ORDER)
            .fma(DoubleVector.broadcast(SPECIES, kept), scaled)
            .intoMemorySegment(y, at, ORDER);
      }
    }
    for (long at = vectors * VECTOR; at < count * BYTES; at += BYTES) {
      double value = factor * x.get(JAVA_DOUBLE_UNALIGNED, xOffset + at);
      if (beta != 0) {
        value = Math.fma(kept, y.get(JAVA_DOUBLE_UNALIGNED, yOffset + at), value);
      }
      y.set(JAVA_DOUBLE_UNALIGNED, yOffset + at, value);
    }
  }

  @Override
  public void addRows(
      int rows, MemorySegment panel, MemorySegment target, long offset, long stride) {
    long from = 0;
    for (int row = 0; row < rows; row++) {
      long to = offset + row * stride;
      for (int vector = 0; vector < PANEL_VECTORS; vector++) {
        DoubleVector.fromMemorySegment(SPECIES, target, to, ORDER)
            .add(DoubleVector.fromMemorySegment(SPECIES, panel, from, ORDER))
            .intoMemorySegment(target, to, ORDER);
        from += VECTOR;
        to += VECTOR;
      }
    }
  }

  @Override
  public void residuals(
      int rows,
      double scale,
      MemorySegment predictions,
      long predictionsOffset,
      MemorySegment targets,
      long targetsOffset,
      MemorySegment squares) {
    double factor = (double) scale;
    for (int vector = 0; vector < PANEL_VECTORS; vector++) {
      DoubleVector sum = DoubleVector.zero(SPECIES);
      long at = vector * VECTOR;
      for (int row = 0; row < rows; row++) {
        DoubleVector residual =
            DoubleVector.fromMemorySegment(SPECIES, predictions, predictionsOffset + at, ORDER)
                .sub(DoubleVector.fromMemorySegment(SPECIES, targets, targetsOffset + at, ORDER));
        sum = residual.fma(residual, sum);
        residual.mul(factor).intoMemorySegment(targets, targetsOffset + at, ORDER);
        at += PANEL_VECTORS * VECTOR;
      }
      sum.intoMemorySegment(squares, vector * VECTOR, ORDER);
    }
  }

  @Override
  public void addToDoubles(
      long count, MemorySegment source, long offset, MemorySegment sums, long sumsOffset) {
    WideSum.addF64(vectors(count), source, offset, sums, sumsOffset);
  }

  @Override
  public void clear(long count, MemorySegment sums, long offset) {
    int elements = Math.toIntExact(count);
    for (int e = 0; e < elements; e++) {
      sums.set(JAVA_DOUBLE, offset + (long) e * Double.BYTES, 0);
    }
  }

  @Override
  public void fromDoubles(
      long count, MemorySegment sums, long sumsOffset, MemorySegment target, long offset) {
    int elements = Math.toIntExact(count);
    for (int e = 0; e < elements; e++) {
      double sum = sums.get(JAVA_DOUBLE, sumsOffset + (long) e * Double.BYTES);
      target.set(JAVA_DOUBLE, offset + (long) e * BYTES, (double) sum);
    }
  }

  @Override
  public boolean finite(long count, MemorySegment values) {
    // x − x is zero for finite x and not a number otherwise, which no sum loses again.
    DoubleVector sum = DoubleVector.zero(SPECIES);
    int vectors = vectors(count);
    for (int i = 0; i < vectors; i++) {
      DoubleVector x = DoubleVector.fromMemorySegment(SPECIES, values, i * VECTOR, ORDER);
      sum = sum.add(x.sub(x));
    }
    return LaneSumF64.of(sum) == 0;
  }

  @Override
  public double sum(int count, MemorySegment values) {
    double sum = 0;
    for (int e = 0; e < count; e++) {
      sum += values.get(JAVA_DOUBLE, (long) e * BYTES);
    }
    return sum;
  }
}
