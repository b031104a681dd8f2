package org.sluice.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/**
 * Asks whether the NVIDIA driver is usable, before the binding is loaded: once the binding has
 * failed to load its library, all later errors are different ones.
 */
final class CudaDriver {

  private static final int COMPUTE_CAPABILITY_MAJOR = 75;
  private static final int COMPUTE_CAPABILITY_MINOR = 76;
  private static final int LEAST_MAJOR = 8;

  /** The driver version for which the binding was made, 1000 for each major version. */
  private static final int LEAST_VERSION = 12_000;

  private CudaDriver() {}

  /**
   * The reason why the driver cannot be used, in one line; null if it can.
   *
   * @param library the driver's shared library, {@code libcuda.so.1}
   */
  @SuppressWarnings("restricted")
  static String unavailable(String library) {
    try (Arena arena = Arena.ofConfined()) {
      SymbolLookup driver = SymbolLookup.libraryLookup(library, arena);
      int initialised = (int) function(driver, "cuInit", ValueLayout.JAVA_INT).invokeExact(0);
      if (initialised != 0) {
        return "the NVIDIA driver finds no usable GPU (cuInit gave error %d)"
            .formatted(initialised);
      }
      MemorySegment count = arena.allocate(ValueLayout.JAVA_INT);
      int counted =
          (int) function(driver, "cuDeviceGetCount", ValueLayout.ADDRESS).invokeExact(count);
      if (counted != 0 || count.get(ValueLayout.JAVA_INT, 0) == 0) {
        return "the NVIDIA driver reports no GPU";
      }
      return tooOld(driver, arena);
    } catch (IllegalArgumentException missing) {
      return "there is no NVIDIA driver (%s)".formatted(library);
    } catch (Throwable failure) {
      return "the NVIDIA driver (%s) cannot be called: %s".formatted(library, failure.getMessage());
    }
  }

  /** The reason why the first GPU or the driver cannot run the kernels; null if they can. */
  private static String tooOld(SymbolLookup driver, Arena arena) throws Throwable {
    int major = attribute(driver, arena, COMPUTE_CAPABILITY_MAJOR);
    int minor = attribute(driver, arena, COMPUTE_CAPABILITY_MINOR);
    if (major < LEAST_MAJOR) {
      return "the GPU has compute capability %d.%d, but %d.0 or more is needed"
          .formatted(major, minor, LEAST_MAJOR);
    }
    MemorySegment version = arena.allocate(ValueLayout.JAVA_INT);
    int asked =
        (int) function(driver, "cuDriverGetVersion", ValueLayout.ADDRESS).invokeExact(version);
    if (asked != 0 || version.get(ValueLayout.JAVA_INT, 0) < LEAST_VERSION) {
      return "the NVIDIA driver is older than CUDA %d; install a newer one"
          .formatted(LEAST_VERSION / 1000);
    }
    return null;
  }

  private static int attribute(SymbolLookup driver, Arena arena, int which) throws Throwable {
    MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
    MethodHandle get =
        function(
            driver,
            "cuDeviceGetAttribute",
            ValueLayout.ADDRESS,
            ValueLayout.JAVA_INT,
            ValueLayout.JAVA_INT);
    int asked = (int) get.invokeExact(value, which, 0);
    return asked == 0 ? value.get(ValueLayout.JAVA_INT, 0) : 0;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(
      SymbolLookup driver, String name, MemoryLayout... arguments) {
    MemorySegment symbol =
        driver.find(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    return Linker.nativeLinker()
        .downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }
}
