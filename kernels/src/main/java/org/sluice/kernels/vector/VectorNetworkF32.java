package org.sluice.kernels.vector;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

import java.lang.foreign.MemorySegment;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.sluice.kernels.Activation;
import org.sluice.kernels.cpu.NetworkKernels;

/** The network's kernels in vectors of {@link Lanes#BITS} bits. */
final class VectorNetworkF32 implements NetworkKernels {

  private static final VectorSpecies<Float> SPECIES = Lanes.F32;
  private static final int LENGTH = SPECIES.length();
  private static final long VECTOR = SPECIES.vectorByteSize();
  private static final int BYTES = Float.BYTES;
  private static final int HEIGHT = PanelProductF32.HEIGHT;
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
  public void interleave(
      MemorySegment source, long sourceStride, int rows, int columns, MemorySegment groups) {
    long target = 0;
    for (int first = 0; first < columns; first += HEIGHT) {
      long from = (long) first * BYTES;
      for (int k = 0; k < rows; k++) {
        // Each store may spill over into elements that the next one writes.
        for (int i = 0; i < HEIGHT; i += LENGTH) {
          long piece = (long) i * BYTES;
          store(load(source, from + piece), groups, target + piece);
        }
        from += sourceStride;
        target += HEIGHT * BYTES;
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
    long end = offset + count * BYTES;
    switch (activation) {
      case IDENTITY -> {
        if (derivatives != null) {
          ActivationF32.identity(offset, end, derivatives);
        }
      }
      case TANH -> ActivationF32.tanh(values, offset, end, derivatives);
      case RELU -> ActivationF32.relu(values, offset, end, derivatives);
      case GELU -> ActivationF32.gelu(values, offset, end, derivatives);
      case SILU -> ActivationF32.silu(values, offset, end, derivatives);
      case SOFTPLUS -> ActivationF32.softplus(values, offset, end, derivatives);
    }
  }

  @Override
  public void multiplyElements(
      long count, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (long at = 0; at < count * BYTES; at += VECTOR) {
      store(load(x, xOffset + at).mul(load(y, yOffset + at)), x, xOffset + at);
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
            load(predictions, predictionsOffset + at).sub(load(targets, targetsOffset + at));
        sum = residual.fma(residual, sum);
        store(residual.mul(factor), targets, targetsOffset + at);
        at += PANEL_VECTORS * VECTOR;
      }
      store(sum, squares, vector * VECTOR);
    }
  }

  @Override
  public void addToDoubles(
      long count, MemorySegment source, long offset, MemorySegment sums, long sumsOffset) {
    for (long e = 0; e < count; e += LENGTH) {
      WideSum.add(load(source, offset + e * BYTES), sums, sumsOffset + e * Double.BYTES);
    }
  }

  @Override
  public void clear(long count, MemorySegment sums, long offset) {
    for (long e = 0; e < count; e++) {
      sums.set(JAVA_DOUBLE, offset + e * Double.BYTES, 0);
    }
  }

  @Override
  public void fromDoubles(
      long count, MemorySegment sums, long sumsOffset, MemorySegment target, long offset) {
    for (long e = 0; e < count; e++) {
      double sum = sums.get(JAVA_DOUBLE, sumsOffset + e * Double.BYTES);
      target.set(JAVA_FLOAT, offset + e * BYTES, (float) sum);
    }
  }

  @Override
  public boolean finite(long count, MemorySegment values) {
    // x − x is zero for finite x and not a number otherwise, which no sum loses again.
    FloatVector sum = FloatVector.zero(SPECIES);
    for (long at = 0; at < count * BYTES; at += VECTOR) {
      FloatVector x = load(values, at);
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

  private static FloatVector load(MemorySegment segment, long offset) {
    return FloatVector.fromMemorySegment(SPECIES, segment, offset, Lanes.ORDER);
  }

  private static void store(FloatVector vector, MemorySegment segment, long offset) {
    vector.intoMemorySegment(segment, offset, Lanes.ORDER);
  }
}
