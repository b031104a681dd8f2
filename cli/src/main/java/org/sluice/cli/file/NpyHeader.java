package org.sluice.cli.file;

import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.kernels.ElementType;

/**
 * What a NumPy {@code .npy} file says of its array. One-dimensional arrays count as one column.
 *
 * @param type the elements' type, always little endian
 * @param fortranOrder whether columns follow each other instead of rows
 * @param rows number of rows
 * @param columns number of columns
 */
record NpyHeader(ElementType type, boolean fortranOrder, long rows, long columns) {

  // Text is read from files of any origin: possessive quantifiers keep matching linear.
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*+(['\"])(descr|fortran_order|shape)\\1\\s*+:\\s*+"
              + "('[^']*+'|\"[^\"]*+\"|True|False|\\([^)]*+\\)|\\[)\\s*+(,?)");
  private static final Pattern SHAPE =
      Pattern.compile("\\(\\s*+(\\d{1,18})L?\\s*+(?:,\\s*+(\\d{1,18})L?\\s*+,?\\s*+|,\\s*+)\\)");

  /**
   * Reads the dictionary that follows the file's magic number.
   *
   * @throws IllegalArgumentException saying in what way the header cannot be used
   */
  static NpyHeader parse(String text) {
    String body = text.strip();
    if (!body.startsWith("{") || !body.endsWith("}")) {
      throw new IllegalArgumentException("its header is not a dictionary");
    }
    body = body.substring(1, body.length() - 1);
    String descr = null;
    String order = null;
    String shape = null;
    Matcher entry = ENTRY.matcher(body);
    int position = 0;
    boolean separated = true;
    while (entry.region(position, body.length()).lookingAt() && separated) {
      String value = entry.group(3);
      switch (entry.group(2)) {
        case "descr" -> descr = once(descr, value, "descr");
        case "fortran_order" -> order = once(order, value, "fortran_order");
        default -> shape = once(shape, value, "shape");
      }
      separated = !entry.group(4).isEmpty();
      position = entry.end();
    }
    if (!body.substring(position).isBlank() || descr == null || order == null || shape == null) {
      throw new IllegalArgumentException(
          "its header does not hold exactly descr, fortran_order and shape");
    }
    if (!order.equals("True") && !order.equals("False")) {
      throw new IllegalArgumentException("its header's fortran_order is neither True nor False");
    }
    Matcher sizes = SHAPE.matcher(shape);
    if (!sizes.matches()) {
      throw new IllegalArgumentException(
          "its array has shape %s, but one or two dimensions are needed".formatted(shape));
    }
    long rows = Long.parseLong(sizes.group(1));
    long columns = sizes.group(2) == null ? 1 : Long.parseLong(sizes.group(2));
    return new NpyHeader(elementType(descr), order.equals("True"), rows, columns);
  }

  /** The header's text for an array that is written in C order. */
  static String text(ElementType type, long rows, long columns) {
    return "{'descr': '%s', 'fortran_order': False, 'shape': (%d, %d), }"
        .formatted(type == ElementType.F32 ? "<f4" : "<f8", rows, columns);
  }

  /** Bytes of the array, or -1 if they cannot be counted in 64 bits. */
  long dataBytes() {
    try {
      return Math.multiplyExact(Math.multiplyExact(rows, columns), type.bytes());
    } catch (ArithmeticException _) {
      return -1;
    }
  }

  private static String once(String before, String value, String key) {
    if (before != null) {
      throw new IllegalArgumentException("its header holds %s twice".formatted(key));
    }
    return value;
  }

  private static ElementType elementType(String descr) {
    String name = descr.length() < 2 ? "" : descr.substring(1, descr.length() - 1);
    return switch (name) {
      case "<f4" -> ElementType.F32;
      case "<f8" -> ElementType.F64;
      default ->
          throw new IllegalArgumentException(
              "its elements are of type %s; save it as float64, numpy.save(file, x.astype('<f8'))"
                  .formatted(printable(descr)));
    };
  }

  private static String printable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    String ascii = new String(bytes, StandardCharsets.US_ASCII).replaceAll("\\p{Cntrl}", "?");
    return ascii.length() <= 40 ? ascii : ascii.substring(0, 40) + "…";
  }
}
