package org.sluice.cuda;

import static jcuda.driver.CUfunction_attribute.CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import jcuda.Pointer;
import jcuda.driver.CUfunction;
import jcuda.driver.JCudaDriver;
import org.sluice.kernels.Matrix;

/**
 * A kernel and the arguments of its next launch. Arguments are written one after the other into
 * memory that is allocated once, so a launch allocates nothing.
 */
final class Kernel {

  /** Dynamic shared memory that every kernel may use without a request. */
  private static final int PLAIN_SHARED_BYTES = 48 << 10;

  private static final int MOST_ARGUMENTS = 20;
  private static final int ELEMENT_THREADS = 256;

  /** Blocks that fill any GPU; kernels over elements stride over the rest. */
  private static final long ELEMENT_BLOCKS = 4096;

  private final String name;
  private final CUfunction function;
  private final ByteBuffer values;
  private final Pointer arguments;
  private int position;
  private int allowedSharedBytes = PLAIN_SHARED_BYTES;

  Kernel(String name, CUfunction function) {
    this.name = name;
    this.function = function;
    values = ByteBuffer.allocateDirect(MOST_ARGUMENTS * Long.BYTES).order(ByteOrder.nativeOrder());
    Pointer[] slots = new Pointer[MOST_ARGUMENTS];
    for (int slot = 0; slot < MOST_ARGUMENTS; slot++) {
      slots[slot] = Pointer.to(values).withByteOffset((long) slot * Long.BYTES);
    }
    arguments = Pointer.to(slots);
  }

  /**
   * The next argument: a whole number of either size, or an address. Both sizes begin with the low
   * bytes, as on every machine that has such a GPU.
   */
  Kernel with(long value) {
    values.putLong(position++ * Long.BYTES, value);
    return this;
  }

  /** The next argument, a double. */
  Kernel with(double value) {
    values.putDouble(position++ * Long.BYTES, value);
    return this;
  }

  /** The next argument, where a matrix on the device begins; null for null. */
  Kernel with(Matrix matrix) {
    return with(matrix == null ? 0 : matrix.segment().address());
  }

  /** Launches as many blocks as a loop over so many elements needs; none for none. */
  void launchOver(long elements) {
    long blocks = Math.ceilDiv(elements, ELEMENT_THREADS);
    launch(Math.min(blocks, ELEMENT_BLOCKS), 1, ELEMENT_THREADS, 0);
  }

  /** Launches {@code blocks} × {@code columns} blocks; none if there are none. */
  void launch(long blocks, long columns, int threads, int sharedBytes) {
    launch(blocks, columns, 1, threads, sharedBytes);
  }

  /** Launches {@code blocks} × {@code columns} × {@code layers} blocks; none if there are none. */
  void launch(long blocks, long columns, long layers, int threads, int sharedBytes) {
    position = 0;
    if (blocks == 0 || columns == 0 || layers == 0) {
      return;
    }
    if (sharedBytes > allowedSharedBytes) {
      int attribute = CU_FUNC_ATTRIBUTE_MAX_DYNAMIC_SHARED_SIZE_BYTES;
      Device.check(
          JCudaDriver.cuFuncSetAttribute(function, attribute, sharedBytes),
          "asking for the shared memory of kernel " + name);
      allowedSharedBytes = sharedBytes;
    }
    int result =
        JCudaDriver.cuLaunchKernel(
            function,
            Math.toIntExact(blocks),
            Math.toIntExact(columns),
            Math.toIntExact(layers),
            threads,
            1,
            1,
            sharedBytes,
            null,
            arguments,
            null);
    if (result != 0) {
      Device.check(result, "kernel " + name);
    }
  }
}
