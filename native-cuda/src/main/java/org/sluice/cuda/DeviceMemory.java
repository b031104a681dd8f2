package org.sluice.cuda;

import java.lang.foreign.MemorySegment;
import java.util.ArrayList;
import java.util.List;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.sluice.kernels.BackendFailedException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** The device memory of one owner, with a count of its bytes, freed together. */
final class DeviceMemory implements AutoCloseable {

  private final Device device;
  private final List<Address> blocks = new ArrayList<>();
  private long bytes;
  private boolean open = true;

  DeviceMemory(Device device) {
    this.device = device;
  }

  /**
   * Allocates a contiguous matrix, whose elements are not set.
   *
   * @throws BackendFailedException if the GPU has not that much free
   */
  Matrix matrix(ElementType type, long rows, long columns) {
    long size = Math.multiplyExact(Math.multiplyExact(rows, columns), type.bytes());
    return Matrix.of(MemorySegment.ofAddress(allocate(size)), type, rows, columns);
  }

  /** Allocates bytes, which are not set, and returns their address. */
  long allocate(long size) {
    long needed = Math.max(size, 1);
    long[] free = new long[1];
    Device.check(JCudaDriver.cuMemGetInfo(free, new long[1]), "asking for free memory");
    if (needed > free[0]) {
      throw outOfMemory(needed, free[0]);
    }
    Address address = new Address();
    int result = JCudaDriver.cuMemAlloc(address, needed);
    if (result == CUresult.CUDA_ERROR_OUT_OF_MEMORY) {
      throw outOfMemory(needed, free[0]);
    }
    Device.check(result, "allocating memory");
    blocks.add(address);
    bytes += needed;
    return address.value();
  }

  private static BackendFailedException outOfMemory(long needed, long free) {
    return new BackendFailedException(
        "the GPU has %d MiB free, but another %d MiB are needed at once; use fewer samples, f32, or another backend"
            .formatted(free >> 20, (needed >> 20) + 1));
  }

  long bytes() {
    return bytes;
  }

  boolean isOpen() {
    return open && device.isOpen();
  }

  /** Frees all memory; does nothing if this or the device is closed. */
  @Override
  public void close() {
    if (isOpen()) {
      device.enter();
      // A lost device refuses this, and its memory is gone anyway.
      blocks.forEach(JCudaDriver::cuMemFree);
    }
    open = false;
    blocks.clear();
  }
}
