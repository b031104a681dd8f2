package org.sluice.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Writes the float64 twin of each {@code …F32.java} and the long twin of each {@code …I32.java}
 * below a folder: {@code java TwinSources.java SOURCES GENERATED}.
 *
 * <p>The rules replace words and nothing else, so that a twin has its original's lines. A float32
 * source accumulates in {@code double} already; that stays as it is. In an integer source only
 * arrays and vectors become longer; counts and indices stay {@code int}.
 */
final class TwinSources {

  private static final Map<String, String> FLOAT_RULES = new LinkedHashMap<>();
  private static final Map<String, String> INTEGER_RULES = new LinkedHashMap<>();

  static {
    FLOAT_RULES.put("floatToRawIntBits", "doubleToRawLongBits");
    FLOAT_RULES.put("F32", "F64");
    FLOAT_RULES.put("JAVA_FLOAT", "JAVA_DOUBLE");
    FLOAT_RULES.put("FloatVector", "DoubleVector");
    FLOAT_RULES.put("\\bFloat\\b", "Double");
    FLOAT_RULES.put("\\bfloat\\b", "double");
    // A literal's suffix: 1.0f, 0x1.8p23f.
    FLOAT_RULES.put("(?<=[0-9])f\\b", "");
    INTEGER_RULES.put("I32", "I64");
    INTEGER_RULES.put("\\bint\\[", "long[");
    INTEGER_RULES.put("IntVector", "LongVector");
    INTEGER_RULES.put("<Integer>", "<Long>");
    INTEGER_RULES.put("\\bInteger\\.(MAX_VALUE|BYTES)", "Long.$1");
    INTEGER_RULES.put("Lanes\\.INT", "Lanes.LONG");
  }

  private TwinSources() {}

  /** Writes the twins, or fails with the reason. */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 2) {
      throw new IllegalArgumentException("usage: java TwinSources.java SOURCES GENERATED");
    }
    write(Path.of(arguments[0]), Path.of(arguments[1]));
  }

  /**
   * Makes {@code generated} hold the twins of the sources and no other file. A twin that has not
   * changed is not written again, so that compilers need not look at it.
   *
   * @throws IllegalStateException if a twin's name is taken by a source that somebody wrote
   */
  static void write(Path sources, Path generated) throws IOException {
    Set<Path> current = new HashSet<>();
    for (Path original : files(sources)) {
      String name = original.getFileName().toString();
      if (!name.matches(".*[FI]32\\.java")) {
        continue;
      }
      Path twin = original.resolveSibling(name.replace("32.java", "64.java"));
      if (Files.exists(twin)) {
        throw new IllegalStateException(
            "%s is made from %s by the build; delete it from the sources".formatted(twin, name));
      }
      Path target = generated.resolve(sources.relativize(twin));
      writeIfChanged(target, source(name, Files.readString(original)));
      current.add(target);
    }
    for (Path file : files(generated)) {
      if (!current.contains(file)) {
        Files.delete(file);
      }
    }
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static void writeIfChanged(Path file, String text) throws IOException {
    if (!Files.exists(file) || !Files.readString(file).equals(text)) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
    }
  }

  /** The twin of the source of that file name. */
  static String source(String name, String original) {
    String text = original;
    Map<String, String> rules = name.endsWith("I32.java") ? INTEGER_RULES : FLOAT_RULES;
    for (Map.Entry<String, String> rule : rules.entrySet()) {
      text = text.replaceAll(rule.getKey(), rule.getValue());
    }
    // Two imports of an original may be one import of its twin.
    Set<String> imports = new LinkedHashSet<>();
    StringBuilder twin = new StringBuilder("// Made from " + name);
    twin.append(" by TwinSources. Change that file, not this one.\n");
    for (String line : text.split("\n", -1)) {
      if (!line.startsWith("import ") || imports.add(line)) {
        twin.append(line).append('\n');
      }
    }
    return twin.toString().stripTrailing() + "\n";
  }
}
