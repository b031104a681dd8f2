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
 * A look at the NVIDIA driver that loads nothing else: a binding that fails to load its library
 * once fails with a different error ever after, so the driver is tried on its own first.
 */
final class CudaDriver {

  private CudaDriver() {}

  /**
   * Why the driver cannot be used, in one line, or null if it can.
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
      return null;
    } catch (IllegalArgumentException missing) {
      return "there is no NVIDIA driver (%s)".formatted(library);
    } catch (Throwable failure) {
      return "the NVIDIA driver (%s) cannot be called: %s".formatted(library, failure.getMessage());
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(SymbolLookup driver, String name, MemoryLayout argument) {
    MemorySegment symbol =
        driver.find(name).orElseThrow(() -> new IllegalArgumentException(name + " is missing"));
    return Linker.nativeLinker()
        .downcallHandle(symbol, FunctionDescriptor.of(ValueLayout.JAVA_INT, argument));
  }
}
