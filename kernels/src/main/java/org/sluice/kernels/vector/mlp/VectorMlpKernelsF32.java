package org.sluice.kernels.vector.mlp;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Activation;
import org.sluice.kernels.cpu.primitive.MlpKernels;
import org.sluice.kernels.vector.lane.LaneSumF32;
import org.sluice.kernels.vector.lane.Lanes;
import org.sluice.kernels.vector.product.PanelProductF32;
import org.sluice.kernels.vector.product.TransposeF32;

/** The perceptron's kernels in vectors of {@link Lanes#BITS} bits. */
public final class VectorMlpKernelsF32 implements MlpKernels {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final ByteOrder ORDER = Lanes.ORDER;
  private static final int LENGTH = SPECIES.length();
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final int BYTES = Float.BYTES;
  private static final int PANEL_VECTORS = PanelProductF32.VECTORS;

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
        TransposeF32.square(
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
      case TANH -> ActivationF32.tanh(values, offset, vectors, derivatives);
      case RELU -> ActivationF32.relu(values, offset, vectors, derivatives);
      case GELU -> ActivationF32.gelu(values, offset, vectors, derivatives);
      case SILU -> ActivationF32.silu(values, offset, vectors, derivatives);
      case SOFTPLUS -> ActivationF32.softplus(values, offset, vectors, derivatives);
    }
  }

  private static int vectors(long count) {
    return Math.toIntExact(count / LENGTH);
  }

  private static void fillWithOnes(long offset, int vectors, MemorySegment derivatives) {
    for (int i = 0; i < vectors; i++) {
      FloatVector.broadcast(SPECIES, 1).intoMemorySegment(derivatives, offset + i * VECTOR, ORDER);
    }
  }

  @Override
  public void multiplyElements(
      long count, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    int vectors = vectors(count);
    for (int i = 0; i < vectors; i++) {
      long at = xOffset + i * VECTOR;
      FloatVector.fromMemorySegment(SPECIES, x, at, ORDER)
          .mul(FloatVector.fromMemorySegment(SPECIES, y, yOffset + i * VECTOR, ORDER))
          .intoMemorySegment(x, at, ORDER);
    }
  }

  @Override
  public void exponential(long count, MemorySegment values, long offset) {
    int vectors = vectors(count);
    for (int i = 0; i < vectors; i++) {
      long at = offset + i * VECTOR;
      ExponentialF32.of(FloatVector.fromMemorySegment(SPECIES, values, at, ORDER), values, at)
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
    float factor = (float) alpha;
    float kept = (float) beta;
    int vectors = vectors(count);
    if (beta == 0) {
      for (int i = 0; i < vectors; i++) {
        FloatVector.fromMemorySegment(SPECIES, x, xOffset + i * VECTOR, ORDER)
            .mul(factor)
            .intoMemorySegment(y, yOffset + i * VECTOR, ORDER);
      }
    } else {
      for (int i = 0; i < vectors; i++) {
        FloatVector scaled =
            FloatVector.fromMemorySegment(SPECIES, x, xOffset + i * VECTOR, ORDER).mul(factor);
        long at = yOffset + i * VECTOR;
        FloatVector.fromMemorySegment(SPECIES, y, at, ORDER)
            .fma(FloatVector.broadcast(SPECIES, kept), scaled)
            .intoMemorySegment(y, at, ORDER);
      }
    }
    for (long at = vectors * VECTOR; at < count * BYTES; at += BYTES) {
      float value = factor * x.get(JAVA_FLOAT_UNALIGNED, xOffset + at);
      if (beta != 0) {
        value = Math.fma(kept, y.get(JAVA_FLOAT_UNALIGNED, yOffset + at), value);
      }
      y.set(JAVA_FLOAT_UNALIGNED, yOffset + at, value);
    }
  }

  @Override
  public void addRows(
      int rows, MemorySegment panel, MemorySegment target, long offset, long stride) {
    long from = 0;
    for (int row = 0; row < rows; row++) {
      long to = offset + row * stride;
      for (int vector = 0; vector < PANEL_VECTORS; vector++) {
        FloatVector.fromMemorySegment(SPECIES, target, to, ORDER)
            .add(FloatVector.fromMemorySegment(SPECIES, panel, from, ORDER))
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
    float factor = (float) scale;
    for (int vector = 0; vector < PANEL_VECTORS; vector++) {
      FloatVector sum = FloatVector.zero(SPECIES);
      long at = vector * VECTOR;
      for (int row = 0; row < rows; row++) {
        FloatVector residual =
            FloatVector.fromMemorySegment(SPECIES, predictions, predictionsOffset + at, ORDER)
                .sub(FloatVector.fromMemorySegment(SPECIES, targets, targetsOffset + at, ORDER));
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
    WideSum.addF32(vectors(count), source, offset, sums, sumsOffset);
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
      target.set(JAVA_FLOAT, offset + (long) e * BYTES, (float) sum);
    }
  }

  @Override
  public boolean finite(long count, MemorySegment values) {
    // x − x is zero for finite x and NaN otherwise, and a sum with a NaN is NaN.
    FloatVector sum = FloatVector.zero(SPECIES);
    int vectors = vectors(count);
    for (int i = 0; i < vectors; i++) {
      FloatVector x = FloatVector.fromMemorySegment(SPECIES, values, i * VECTOR, ORDER);
      sum = sum.add(x.sub(x));
    }
    return LaneSumF32.of(sum) == 0;
  }

  @Override
  public double sum(int count, MemorySegment values) {
    double sum = 0;
    for (int e = 0; e < count; e++) {
      sum += values.get(JAVA_FLOAT, (long) e * BYTES);
    }
    return sum;
  }
}
