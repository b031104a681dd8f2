package org.sluice.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.Locale;
import jcuda.Pointer;
import jcuda.driver.JCudaDriver;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Copies between the host and the device, of any layout and either type. */
final class Transfers implements AutoCloseable {

  /** A buffer's length is an int. */
  private static final long PIECE = 1L << 30;

  private final Device device;
  private final Scratch converted;

  Transfers(Device device) {
    this.device = device;
    converted = new Scratch(device);
  }

  void copy(Matrix from, Matrix to) {
    if (from.rows() == 0 || from.columns() == 0) {
      return;
    }
    if (!from.onDevice() && !to.onDevice()) {
      to.copyFrom(from);
    } else if (!from.onDevice()) {
      toDevice(from, to);
    } else if (!to.onDevice()) {
      toHost(from, to);
    } else {
      across(from, to);
    }
  }

  private void toDevice(Matrix from, Matrix to) {
    ElementType crossing = narrower(from.type(), to.type());
    boolean plain = crossing == to.type() && to.contiguous();
    Matrix landed = plain ? to : landing(crossing, from.rows(), from.columns());
    if (crossing == from.type() && from.contiguous() && from.segment().isNative()) {
      write(from.segment(), landed);
    } else {
      try (Arena arena = Arena.ofConfined()) {
        Matrix packed = Matrix.allocate(arena, crossing, from.rows(), from.columns());
        packed.copyFrom(from);
        write(packed.segment(), landed);
      }
    }
    if (!plain) {
      across(landed, to);
    }
  }

  private void toHost(Matrix from, Matrix to) {
    ElementType crossing = narrower(from.type(), to.type());
    boolean plain = crossing == from.type() && from.contiguous();
    Matrix leaving = plain ? from : landing(crossing, from.rows(), from.columns());
    if (!plain) {
      across(from, leaving);
    }
    if (crossing == to.type() && to.contiguous() && to.segment().isNative()) {
      read(leaving, to.segment());
    } else {
      try (Arena arena = Arena.ofConfined()) {
        Matrix packed = Matrix.allocate(arena, crossing, to.rows(), to.columns());
        read(leaving, packed.segment());
        to.copyFrom(packed);
      }
    }
  }

  /** The narrower type, so that as few bytes as possible cross the bus. */
  private static ElementType narrower(ElementType one, ElementType other) {
    return one == ElementType.F32 ? one : other;
  }

  private Matrix landing(ElementType type, long rows, long columns) {
    MemorySegment segment =
        MemorySegment.ofAddress(converted.address(rows * columns * type.bytes()));
    return Matrix.of(segment, type, rows, columns);
  }

  private void across(Matrix from, Matrix to) {
    device
        .kernel("copy_%s_%s".formatted(suffix(from.type()), suffix(to.type())))
        .with(from.rows())
        .with(from.columns())
        .with(from)
        .with(from.stride())
        .with(to)
        .with(to.stride())
        .launchOver(from.rows() * from.columns());
  }

  private static void write(MemorySegment from, Matrix to) {
    requireAlive(from);
    long size = bytes(to);
    for (long done = 0; done < size; done += PIECE) {
      long part = Math.min(PIECE, size - done);
      Pointer source = Pointer.to(from.asSlice(done, part).asByteBuffer());
      Address target = new Address(to.segment().address() + done);
      Device.check(JCudaDriver.cuMemcpyHtoD(target, source, part), "copying to the GPU");
    }
  }

  private static void read(Matrix from, MemorySegment to) {
    requireAlive(to);
    long size = bytes(from);
    for (long done = 0; done < size; done += PIECE) {
      long part = Math.min(PIECE, size - done);
      Pointer target = Pointer.to(to.asSlice(done, part).asByteBuffer());
      Address source = new Address(from.segment().address() + done);
      Device.check(JCudaDriver.cuMemcpyDtoH(target, source, part), "copying from the GPU");
    }
  }

  /**
   * Checks access, since the driver would read a closed segment, or another thread's, without
   * complaint.
   */
  private static void requireAlive(MemorySegment segment) {
    segment.get(ValueLayout.JAVA_BYTE, 0);
  }

  /** Fills a contiguous matrix on the device with zeros. */
  static void clear(Matrix matrix) {
    Address address = new Address(matrix.segment().address());
    long size = bytes(matrix);
    if (size > 0) {
      Device.check(JCudaDriver.cuMemsetD8(address, (byte) 0, size), "clearing memory");
    }
  }

  private static long bytes(Matrix matrix) {
    return matrix.rows() * matrix.columns() * matrix.type().bytes();
  }

  /** The suffix of a type in kernels' names. */
  static String suffix(ElementType type) {
    return type.name().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    converted.close();
  }
}
