package org.sluice.kernels.scalar;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Activation;
import org.sluice.kernels.cpu.primitive.MlpKernels;

/** The specification of the perceptron's kernels, as plain loops. */
final class ScalarMlpKernelsF32 implements MlpKernels {

  private static final int BYTES = Float.BYTES;

  @Override
  public int block() {
    return 1;
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
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float value =
            source.get(JAVA_FLOAT_UNALIGNED, sourceOffset + i * sourceStride + (long) j * BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, targetOffset + j * targetStride + (long) i * BYTES, value);
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
    for (long at = offset; at < offset + count * BYTES; at += BYTES) {
      double x = values.get(JAVA_FLOAT_UNALIGNED, at);
      values.set(JAVA_FLOAT_UNALIGNED, at, (float) ScalarActivation.value(activation, x));
      double slope = ScalarActivation.derivative(activation, x);
      derivatives.set(JAVA_FLOAT_UNALIGNED, at, (float) slope);
    }
  }

  @Override
  public void multiplyElements(
      long count, MemorySegment x, long xOffset, MemorySegment y, long yOffset) {
    for (long at = 0; at < count * BYTES; at += BYTES) {
      float product =
          x.get(JAVA_FLOAT_UNALIGNED, xOffset + at) * y.get(JAVA_FLOAT_UNALIGNED, yOffset + at);
      x.set(JAVA_FLOAT_UNALIGNED, xOffset + at, product);
    }
  }

  @Override
  public void exponential(long count, MemorySegment values, long offset) {
    for (long at = offset; at < offset + count * BYTES; at += BYTES) {
      double x = values.get(JAVA_FLOAT_UNALIGNED, at);
      values.set(JAVA_FLOAT_UNALIGNED, at, (float) StrictMath.exp(x));
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
    for (long at = 0; at < count * BYTES; at += BYTES) {
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
    for (int row = 0; row < rows; row++) {
      long at = offset + row * stride;
      float sum = target.get(JAVA_FLOAT_UNALIGNED, at);
      float value = panel.get(JAVA_FLOAT_UNALIGNED, (long) row * BYTES);
      target.set(JAVA_FLOAT_UNALIGNED, at, sum + value);
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
    float sum = 0;
    for (long at = 0; at < (long) rows * BYTES; at += BYTES) {
      float residual =
          predictions.get(JAVA_FLOAT_UNALIGNED, predictionsOffset + at)
              - targets.get(JAVA_FLOAT_UNALIGNED, targetsOffset + at);
      sum = Math.fma(residual, residual, sum);
      targets.set(JAVA_FLOAT_UNALIGNED, targetsOffset + at, factor * residual);
    }
    squares.set(JAVA_FLOAT_UNALIGNED, 0, sum);
  }

  @Override
  public void addToDoubles(
      long count, MemorySegment source, long offset, MemorySegment sums, long sumsOffset) {
    for (long e = 0; e < count; e++) {
      long at = sumsOffset + e * Double.BYTES;
      double sum = sums.get(JAVA_DOUBLE_UNALIGNED, at);
      double value = source.get(JAVA_FLOAT_UNALIGNED, offset + e * BYTES);
      sums.set(JAVA_DOUBLE_UNALIGNED, at, sum + value);
    }
  }

  @Override
  public void clear(long count, MemorySegment sums, long offset) {
    for (long e = 0; e < count; e++) {
      sums.set(JAVA_DOUBLE_UNALIGNED, offset + e * Double.BYTES, 0);
    }
  }

  @Override
  public void fromDoubles(
      long count, MemorySegment sums, long sumsOffset, MemorySegment target, long offset) {
    for (long e = 0; e < count; e++) {
      double sum = sums.get(JAVA_DOUBLE_UNALIGNED, sumsOffset + e * Double.BYTES);
      target.set(JAVA_FLOAT_UNALIGNED, offset + e * BYTES, (float) sum);
    }
  }

  @Override
  public boolean finite(long count, MemorySegment values) {
    boolean finite = true;
    for (long e = 0; e < count; e++) {
      finite &= Float.isFinite(values.get(JAVA_FLOAT_UNALIGNED, e * BYTES));
    }
    return finite;
  }

  @Override
  public double sum(int count, MemorySegment values) {
    double sum = 0;
    for (int e = 0; e < count; e++) {
      sum += values.get(JAVA_FLOAT_UNALIGNED, (long) e * BYTES);
    }
    return sum;
  }
}
