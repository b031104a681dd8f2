package org.sluice.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Settings and counts of the stand-in for the driver that a driver does not have. */
@SuppressWarnings("restricted")
final class HostDriver {

  private static final SymbolLookup LIBRARY =
      SymbolLookup.libraryLookup("libcuda.so.1", Arena.global());

  private HostDriver() {}

  /** The order in which the threads of a block run. */
  static void threadsBackwards(boolean backwards) throws Throwable {
    MethodHandle handle =
        function("host_threads_backwards", FunctionDescriptor.ofVoid(ValueLayout.JAVA_INT));
    handle.invokeExact(backwards ? 1 : 0);
  }

  /** Lets the launch after so many more fail, and all that follows; none if negative. */
  static void failAfter(long launches) throws Throwable {
    MethodHandle handle =
        function("host_fail_after", FunctionDescriptor.ofVoid(ValueLayout.JAVA_LONG));
    handle.invokeExact(launches);
  }

  /** Bytes that are allocated. */
  static long usedMemory() throws Throwable {
    MethodHandle handle =
        function("host_used_memory", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
    return (long) handle.invokeExact();
  }

  /** Bytes that have crossed the bus, either way, since the library was loaded. */
  static long copiedBytes() {
    try {
      MethodHandle handle =
          function("host_copied_bytes", FunctionDescriptor.of(ValueLayout.JAVA_LONG));
      return (long) handle.invokeExact();
    } catch (Throwable failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static MethodHandle function(String name, FunctionDescriptor descriptor) {
    return Linker.nativeLinker().downcallHandle(LIBRARY.find(name).orElseThrow(), descriptor);
  }
}
