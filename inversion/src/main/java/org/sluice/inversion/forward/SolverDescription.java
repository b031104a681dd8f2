package org.sluice.inversion.forward;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SequencedMap;

/**
 * Describes everything that affects a solver's results, as text beside stored solutions: one line
 * {@code name = value} for each entry.
 *
 * @param entries values by names; neither may contain a line break
 */
public record SolverDescription(SequencedMap<String, String> entries) {

  private static final String SEPARATOR = " = ";

  /** Takes a copy. */
  public SolverDescription {
    entries = new LinkedHashMap<>(entries);
  }

  static SolverDescription read(Path file) throws IOException {
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    List<String> lines;
    try {
      lines = Files.readAllLines(file);
    } catch (CharacterCodingException e) {
      throw new IOException(file.getFileName() + " is not text in UTF-8", e);
    }
    for (String line : lines) {
      int middle = line.indexOf(SEPARATOR);
      if (middle >= 0) {
        entries.put(line.substring(0, middle), line.substring(middle + SEPARATOR.length()));
      }
    }
    return new SolverDescription(entries);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    entries.forEach((name, value) -> lines.add(name + SEPARATOR + value));
    Files.write(
        file,
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
  }

  /** Describes the first difference from another description; returns null if there is none. */
  String difference(SolverDescription other) {
    for (Map.Entry<String, String> entry : entries.entrySet()) {
      String value = other.entries.get(entry.getKey());
      if (!Objects.equals(entry.getValue(), value)) {
        return "%s was %s and is %s".formatted(entry.getKey(), value(value), entry.getValue());
      }
    }
    for (Map.Entry<String, String> entry : other.entries.entrySet()) {
      if (!entries.containsKey(entry.getKey())) {
        return "%s was %s and is %s".formatted(entry.getKey(), entry.getValue(), value(null));
      }
    }
    return null;
  }

  private static String value(String value) {
    return value == null ? "not given" : value;
  }
}
