package org.sluice.inversion.forward;

import java.io.IOException;
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
 * All that decides a solver's numbers, as it stands beside kept solves: a line {@code name = value}
 * for each, for people to read.
 *
 * @param entries values by their names, both of one line
 */
public record SolverDescription(SequencedMap<String, String> entries) {

  private static final String SIGN = " = ";

  /** Takes a copy. */
  public SolverDescription {
    entries = new LinkedHashMap<>(entries);
  }

  static SolverDescription read(Path file) throws IOException {
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    for (String line : Files.readAllLines(file)) {
      int middle = line.indexOf(SIGN);
      if (middle >= 0) {
        entries.put(line.substring(0, middle), line.substring(middle + SIGN.length()));
      }
    }
    return new SolverDescription(entries);
  }

  void write(Path file) throws IOException {
    List<String> lines = new ArrayList<>();
    entries.forEach((name, value) -> lines.add(name + SIGN + value));
    Files.write(
        file,
        lines,
        StandardOpenOption.CREATE,
        StandardOpenOption.WRITE,
        StandardOpenOption.TRUNCATE_EXISTING,
        StandardOpenOption.SYNC);
  }

  /** Says the first entry in which another one is not this, or null if they are the same. */
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
