package org.sluice.bench.ceiling;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
import static java.lang.foreign.ValueLayout.JAVA_FLOAT;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * OpenBLAS's own product, called through the foreign function interface. Looked for as the file
 * that the system property {@code sluice.bench.openblas} names, as the system's {@code
 * libopenblas}, and as the one that numpy carries.
 */
// Foreign functions are restricted; --enable-native-access says that they are meant.
@SuppressWarnings("restricted")
public final class OpenBlas {

  private static final int ROW_MAJOR = 101;
  private static final int NO_TRANSPOSE = 111;
  private static final int TRANSPOSE = 112;

  /** The decoration of names in a build of the library, and the width of its integers. */
  private record Naming(String prefix, String suffix, ValueLayout integer) {}

  private static final List<Naming> NAMINGS =
      List.of(
          new Naming("", "", JAVA_INT),
          new Naming("scipy_", "64_", JAVA_LONG),
          new Naming("", "64_", JAVA_LONG));

  private final String version;
  private final boolean wide;
  private final MethodHandle single;
  private final MethodHandle twice;
  private final MethodHandle setThreads;

  private OpenBlas(SymbolLookup library, Naming naming) throws Throwable {
    Linker linker = Linker.nativeLinker();
    wide = naming.integer == JAVA_LONG;
    single = linker.downcallHandle(find(library, naming, "cblas_sgemm"), gemm(naming, JAVA_FLOAT));
    twice = linker.downcallHandle(find(library, naming, "cblas_dgemm"), gemm(naming, JAVA_DOUBLE));
    setThreads =
        linker.downcallHandle(
            find(library, naming, "openblas_set_num_threads"), FunctionDescriptor.ofVoid(JAVA_INT));
    MethodHandle config =
        linker.downcallHandle(
            find(library, naming, "openblas_get_config"), FunctionDescriptor.of(ADDRESS));
    MemorySegment text = (MemorySegment) config.invokeExact();
    version = text.reinterpret(1024).getString(0).strip();
  }

  private static MemorySegment find(SymbolLookup library, Naming naming, String name) {
    return library.findOrThrow(naming.prefix + name + naming.suffix);
  }

  private static FunctionDescriptor gemm(Naming naming, ValueLayout element) {
    MemoryLayout integer = naming.integer;
    return FunctionDescriptor.ofVoid(
        JAVA_INT, JAVA_INT, JAVA_INT, integer, integer, integer, element, ADDRESS, integer, ADDRESS,
        integer, element, ADDRESS, integer);
  }

  /**
   * Finds and loads the library, which stays loaded.
   *
   * @param python the interpreter whose numpy may carry one
   */
  public static Optional<OpenBlas> find(String python) {
    List<String> candidates = new ArrayList<>();
    String named = System.getProperty("sluice.bench.openblas");
    if (named != null) {
      candidates.add(named);
    }
    candidates.addAll(List.of("libopenblas.so.0", "libopenblas.so"));
    candidates.addAll(carriedByNumpy(python));
    for (String candidate : candidates) {
      try {
        SymbolLookup library = SymbolLookup.libraryLookup(candidate, Arena.global());
        for (Naming naming : NAMINGS) {
          if (library.find(naming.prefix + "cblas_sgemm" + naming.suffix).isPresent()) {
            return Optional.of(new OpenBlas(library, naming));
          }
        }
      } catch (IllegalArgumentException absent) {
        // Try the next candidate; the caller reports it if none is found.
      } catch (Throwable failure) {
        throw new IllegalStateException("OpenBLAS in " + candidate + " could not be used", failure);
      }
    }
    return Optional.empty();
  }

  private static List<String> carriedByNumpy(String python) {
    String program =
        "import glob, numpy, os; print(*glob.glob(os.path.join(os.path.dirname(numpy.__file__),"
            + " '..', 'numpy.libs', '*openblas*')), sep='\\n')";
    try {
      Process process =
          new ProcessBuilder(python, "-c", program)
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      byte[] output = process.getInputStream().readAllBytes();
      return new String(output, StandardCharsets.UTF_8).lines().filter(s -> !s.isBlank()).toList();
    } catch (IOException absent) {
      return List.of();
    }
  }

  /** The library's description of its configuration. */
  public String version() {
    return version;
  }

  /** Sets the number of threads for all products. */
  public void threads(int threads) {
    try {
      setThreads.invokeExact(threads);
    } catch (Throwable failure) {
      throw new IllegalStateException("OpenBLAS failed", failure);
    }
  }

  /** C ← A·Bᵀ for contiguous native matrices of one type. */
  public void multiplyByTransposed(Matrix a, Matrix b, Matrix c) {
    int m = Math.toIntExact(a.rows());
    int n = Math.toIntExact(b.rows());
    int k = Math.toIntExact(a.columns());
    MemorySegment x = a.segment();
    MemorySegment y = b.segment();
    MemorySegment z = c.segment();
    try {
      if (a.type() == ElementType.F32) {
        if (wide) {
          single.invokeExact(
              ROW_MAJOR,
              NO_TRANSPOSE,
              TRANSPOSE,
              (long) m,
              (long) n,
              (long) k,
              1f,
              x,
              (long) k,
              y,
              (long) k,
              0f,
              z,
              (long) n);
        } else {
          single.invokeExact(ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE, m, n, k, 1f, x, k, y, k, 0f, z, n);
        }
      } else if (wide) {
        twice.invokeExact(
            ROW_MAJOR,
            NO_TRANSPOSE,
            TRANSPOSE,
            (long) m,
            (long) n,
            (long) k,
            1d,
            x,
            (long) k,
            y,
            (long) k,
            0d,
            z,
            (long) n);
      } else {
        twice.invokeExact(ROW_MAJOR, NO_TRANSPOSE, TRANSPOSE, m, n, k, 1d, x, k, y, k, 0d, z, n);
      }
    } catch (Throwable failure) {
      throw new IllegalStateException("OpenBLAS failed", failure);
    }
  }
}
