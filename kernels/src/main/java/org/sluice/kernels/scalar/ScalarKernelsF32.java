package org.sluice.kernels.scalar;

import static java.lang.foreign.ValueLayout.JAVA_DOUBLE_UNALIGNED;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT_UNALIGNED;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import org.sluice.kernels.Adam;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Philox;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.primitive.MlpKernels;
import org.sluice.kernels.cpu.slice.MergeSchedule;
import org.sluice.kernels.cpu.slice.SliceMatcher;

/** The specification of every kernel, as plain loops: a panel is one point, a strip one row. */
public final class ScalarKernelsF32 implements Kernels {

  private static final int BYTES = Float.BYTES;

  private final MlpKernels mlp = new ScalarMlpKernelsF32();

  @Override
  public ElementType type() {
    return ElementType.F32;
  }

  @Override
  public int panelWidth() {
    return 1;
  }

  @Override
  public int stripHeight() {
    return 1;
  }

  @Override
  public int stripStride() {
    return 1;
  }

  @Override
  public boolean packPanels(
      MemorySegment source,
      long rowStride,
      long columnStride,
      long first,
      long last,
      int columns,
      MemorySegment panels,
      long panelStride) {
    boolean finite = true;
    for (long i = first; i < last; i++) {
      for (int j = 0; j < columns; j++) {
        float value = source.get(JAVA_FLOAT_UNALIGNED, i * rowStride + j * columnStride);
        finite &= Float.isFinite(value);
        panels.set(JAVA_FLOAT_UNALIGNED, i * panelStride + (long) j * BYTES, value);
      }
    }
    return finite;
  }

  @Override
  public void unpackPanels(
      MemorySegment panels,
      long panelStride,
      long first,
      long last,
      int columns,
      double scale,
      MemorySegment target,
      long rowStride) {
    for (long i = first; i < last; i++) {
      for (int j = 0; j < columns; j++) {
        float value = panels.get(JAVA_FLOAT_UNALIGNED, i * panelStride + (long) j * BYTES);
        target.set(JAVA_FLOAT_UNALIGNED, i * rowStride + (long) j * BYTES, (float) scale * value);
      }
    }
  }

  @Override
  public void packStrips(
      MemorySegment source,
      long offset,
      long rowStride,
      long columnStride,
      int rows,
      int inner,
      MemorySegment strips,
      int first,
      int depth) {
    for (int i = 0; i < rows; i++) {
      long target = ((long) i * depth + first) * BYTES;
      for (int k = 0; k < inner; k++) {
        float value = source.get(JAVA_FLOAT_UNALIGNED, offset + i * rowStride + k * columnStride);
        strips.set(JAVA_FLOAT_UNALIGNED, target, value);
        target += BYTES;
      }
    }
  }

  @Override
  public void multiplyPanel(
      int strips,
      int inner,
      MemorySegment a,
      MemorySegment b,
      long bOffset,
      MemorySegment c,
      long cOffset,
      long cStride,
      MemorySegment tile) {
    for (int i = 0; i < strips; i++) {
      long target = cOffset + i * cStride;
      float sum = 0;
      for (int k = 0; k < inner; k++) {
        float left = a.get(JAVA_FLOAT_UNALIGNED, ((long) i * inner + k) * BYTES);
        sum = Math.fma(left, b.get(JAVA_FLOAT_UNALIGNED, bOffset + (long) k * BYTES), sum);
      }
      float old = tile == null ? 0 : c.get(JAVA_FLOAT_UNALIGNED, target);
      c.set(JAVA_FLOAT_UNALIGNED, target, old + sum);
    }
  }

  @Override
  public void multiplyDirect(
      int rows,
      int columns,
      int inner,
      MemorySegment a,
      long aOffset,
      long aRow,
      long aColumn,
      MemorySegment b,
      long bOffset,
      long bStride,
      MemorySegment c,
      long cOffset,
      long cStride) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        float sum = 0;
        for (int k = 0; k < inner; k++) {
          float left = a.get(JAVA_FLOAT_UNALIGNED, aOffset + i * aRow + k * aColumn);
          long right = bOffset + k * bStride + (long) j * BYTES;
          sum = Math.fma(left, b.get(JAVA_FLOAT_UNALIGNED, right), sum);
        }
        c.set(JAVA_FLOAT_UNALIGNED, cOffset + i * cStride + (long) j * BYTES, sum);
      }
    }
  }

  @Override
  public MlpKernels mlp() {
    return mlp;
  }

  @Override
  public SliceMatcher matcher(SlicedWasserstein.Shape shape, MergeSchedule schedule, Arena arena) {
    return new ScalarSlicesF32(shape, schedule);
  }

  @Override
  public void addWeightedPoints(
      MemorySegment panels,
      long panelStride,
      int columns,
      long panelCount,
      MemorySegment column,
      long columnOffset,
      long columnStride,
      int columnCount,
      MemorySegment sums,
      long sumsOffset,
      MemorySegment scratch) {
    for (int c = 0; c < columnCount; c++) {
      for (int j = 0; j < columns; j++) {
        long entry = sumsOffset + ((long) c * columns + j) * Double.BYTES;
        double sum = sums.get(JAVA_DOUBLE_UNALIGNED, entry);
        for (long i = 0; i < panelCount; i++) {
          long piece = columnOffset + i * columnStride + c * BYTES;
          double weight = column.get(JAVA_FLOAT_UNALIGNED, piece);
          sum += weight * panels.get(JAVA_FLOAT_UNALIGNED, i * panelStride + (long) j * BYTES);
        }
        sums.set(JAVA_DOUBLE_UNALIGNED, entry, sum);
      }
    }
  }

  @Override
  public void normals(
      long seed, long stream, long first, MemorySegment out, long offset, long count) {
    for (long e = 0; e < count; e++) {
      double normal = Philox.normal(seed, stream, first + e);
      out.set(JAVA_FLOAT_UNALIGNED, offset + e * BYTES, (float) normal);
    }
  }

  @Override
  public void uniforms(
      long seed, long stream, long first, MemorySegment out, long offset, long count) {
    for (long e = 0; e < count; e++) {
      double uniform = Philox.uniform(seed, stream, first + e);
      out.set(JAVA_FLOAT_UNALIGNED, offset + e * BYTES, (float) uniform);
    }
  }

  @Override
  public void adam(
      Adam.Step step,
      long count,
      MemorySegment parameters,
      MemorySegment gradient,
      MemorySegment first,
      MemorySegment second) {
    float beta1 = (float) step.beta1();
    float beta2 = (float) step.beta2();
    float rest1 = (float) (1 - step.beta1());
    float rest2 = (float) (1 - step.beta2());
    float rate = (float) (step.learningRate() / (1 - Math.pow(step.beta1(), step.count())));
    float scale = (float) (1 / Math.sqrt(1 - Math.pow(step.beta2(), step.count())));
    float epsilon = (float) step.epsilon();
    for (long offset = 0; offset < count * BYTES; offset += BYTES) {
      float g = gradient.get(JAVA_FLOAT_UNALIGNED, offset);
      float m = Math.fma(beta1, first.get(JAVA_FLOAT_UNALIGNED, offset), rest1 * g);
      float v = Math.fma(beta2, second.get(JAVA_FLOAT_UNALIGNED, offset), rest2 * g * g);
      first.set(JAVA_FLOAT_UNALIGNED, offset, m);
      second.set(JAVA_FLOAT_UNALIGNED, offset, v);
      float root = (float) Math.sqrt(v);
      float p = parameters.get(JAVA_FLOAT_UNALIGNED, offset);
      parameters.set(JAVA_FLOAT_UNALIGNED, offset, p - rate * m / Math.fma(root, scale, epsilon));
    }
  }
}
