package org.sluice.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Makes the float64 twin of every {@code …F32.java}, and the twin for long integers of every {@code
 * …I32.java}. Float sources are the ones that people write: their float64 accumulators read {@code
 * double} already and stay as they are; so do counts, where arrays are of long integers.
 *
 * <p>Run {@link #main} with the source folder as its argument to write the twins.
 */
final class TwinSources {

  private static final Map<String, String> RENAMED = new LinkedHashMap<>();
  private static final Map<String, String> WIDENED = new LinkedHashMap<>();

  static {
    RENAMED.put("floatToRawIntBits", "doubleToRawLongBits");
    RENAMED.put("F32", "F64");
    RENAMED.put("JAVA_FLOAT", "JAVA_DOUBLE");
    RENAMED.put("FloatVector", "DoubleVector");
    RENAMED.put("\\bFloat\\b", "Double");
    RENAMED.put("\\bfloat\\b", "double");
    // A literal's suffix: 1.0f, 0x1.8p23f.
    RENAMED.put("(?<=[0-9])f\\b", "");
    WIDENED.put("I32", "I64");
    WIDENED.put("\\bint\\[", "long[");
    WIDENED.put("IntVector", "LongVector");
    WIDENED.put("<Integer>", "<Long>");
    WIDENED.put("\\bInteger\\.(MAX_VALUE|BYTES)", "Long.$1");
    WIDENED.put("Lanes\\.INT", "Lanes.LONG");
  }

  private TwinSources() {}

  static List<Path> originals(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(file -> file.toString().matches(".*[FI]32\\.java")).sorted().toList();
    }
  }

  static Path twin(Path original) {
    return original.resolveSibling(original.getFileName().toString().replace("32.java", "64.java"));
  }

  static String source(Path original) throws IOException {
    String text = Files.readString(original);
    boolean integers = original.toString().endsWith("I32.java");
    for (Map.Entry<String, String> rule : (integers ? WIDENED : RENAMED).entrySet()) {
      text = text.replaceAll(rule.getKey(), rule.getValue());
    }
    LinkedHashSet<String> imports = new LinkedHashSet<>();
    StringBuilder twin = new StringBuilder("// Made from " + original.getFileName());
    twin.append(" by TwinSources. Change that file, not this one.\n");
    for (String line : text.split("\n", -1)) {
      if (!line.startsWith("import ") || imports.add(line)) {
        twin.append(line).append('\n');
      }
    }
    return twin.toString().stripTrailing() + "\n";
  }

  /** Writes all twins below the folder given as the only argument. */
  public static void main(String[] arguments) throws IOException {
    for (Path original : originals(Path.of(arguments[0]))) {
      Files.writeString(twin(original), source(original));
    }
  }
}
