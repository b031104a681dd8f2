package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.inversion.text.NumberText;
import org.sluice.kernels.Matrix;

/** An answer in text: a line for each system, numbers with commas between them. */
final class TextAnswer {

  private static final String BYTE_ORDER_MARK = "\uFEFF";
  private static final int SHOWN = 40;

  private TextAnswer() {}

  /**
   * Reads all lines; blank ones at the end do not count. A number that is not finite stays so, and
   * fails its system.
   *
   * @throws CallFailure naming the line and the text that is no number, or if there are too few
   *     lines or too many
   */
  static void read(Path file, Matrix x) throws IOException, CallFailure {
    List<String> lines = Files.readAllLines(file);
    while (!lines.isEmpty() && lines.getLast().isBlank()) {
      lines.removeLast();
    }
    for (int i = 0; i < lines.size(); i++) {
      String line = lines.get(i);
      // Windows programs begin their text with a mark of its encoding.
      boolean marked = i == 0 && line.startsWith(BYTE_ORDER_MARK);
      String[] fields = (marked ? line.substring(1) : line).split(",", -1);
      double[] row = new double[fields.length];
      for (int j = 0; j < fields.length; j++) {
        row[j] = number(fields[j], i, j);
      }
      Caller.requireShape(lines.size(), row.length, x);
      x.writeRow(i, row);
    }
    Caller.requireShape(lines.size(), x.columns(), x);
  }

  private static double number(String field, int line, int place) throws CallFailure {
    double number = NumberText.parse(field);
    if (Double.isNaN(number) && !NumberText.isMissing(field)) {
      String text = field.strip().replaceAll("\\p{Cntrl}", "?");
      throw new CallFailure(
          "line %d of the solver's answer has '%s' in place %d, which is no number"
              .formatted(
                  line + 1,
                  text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "…",
                  place + 1));
    }
    return number;
  }
}
