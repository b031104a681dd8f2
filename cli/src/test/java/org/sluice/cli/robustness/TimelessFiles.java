package org.sluice.cli.robustness;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a result by their names, without what differs from run to run: measured times, and
 * the number of the process. These are left out:
 *
 * <ul>
 *   <li>{@code .lock}, {@code times.csv} and {@code checkpoint/inversion.checkpoint}, which holds
 *       the times of the trace;
 *   <li>entries {@code seconds} of JSON, and columns of CSV whose names begin so;
 *   <li>{@code in 0.6 s} in a run's page, and all from "Powers" on in a study's, which is the power
 *       of the times and then the times.
 * </ul>
 */
final class TimelessFiles {

  private static final List<String> OF_TIMES =
      List.of(".lock", "times.csv", "checkpoint/inversion.checkpoint");
  private static final String TIME = "seconds";
  private static final int SHOWN = 60;

  private TimelessFiles() {}

  /** Reads all; bytes are characters, so that any difference shows. */
  static SortedMap<String, String> of(Path folder) throws IOException {
    SortedMap<String, String> texts = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String name = folder.relativize(file).toString();
        if (!OF_TIMES.contains(name)) {
          texts.put(name, timeless(name, Files.readString(file, StandardCharsets.ISO_8859_1)));
        }
      }
    }
    return texts;
  }

  /** Says how the files differ from those of a reference, or returns nothing if they do not. */
  static String difference(SortedMap<String, String> reference, SortedMap<String, String> files) {
    if (!files.keySet().equals(reference.keySet())) {
      return "the files are %s and should be %s".formatted(files.keySet(), reference.keySet());
    }
    for (Map.Entry<String, String> file : files.entrySet()) {
      String expected = reference.get(file.getKey());
      int place = Arrays.mismatch(file.getValue().toCharArray(), expected.toCharArray());
      if (place >= 0) {
        return "%s differs from its byte %d on: it has '%s' where '%s' should be"
            .formatted(
                file.getKey(), place, around(file.getValue(), place), around(expected, place));
      }
    }
    return "";
  }

  private static String around(String text, int place) {
    return text.substring(Math.max(0, place - SHOWN), Math.min(text.length(), place + SHOWN));
  }

  private static String timeless(String name, String text) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "json" -> text.replaceAll("\"" + TIME + "\" : [^,\\s]+", "");
      case "csv" -> withoutTimes(text);
      case "html" -> text.replaceAll(" in \\d+\\.\\d s ", " ").replaceAll("(?s)<h2>Powers.*", "");
      default -> text;
    };
  }

  private static String withoutTimes(String table) {
    List<String> lines = table.lines().toList();
    List<String> header = List.of(lines.getFirst().split(","));
    List<Integer> kept = new ArrayList<>();
    for (int i = 0; i < header.size(); i++) {
      if (!header.get(i).startsWith(TIME)) {
        kept.add(i);
      }
    }
    if (kept.size() == header.size()) {
      return table;
    }
    StringBuilder text = new StringBuilder();
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      kept.forEach(i -> text.append(cells[i]).append(','));
      text.append('\n');
    }
    return text.toString();
  }
}
