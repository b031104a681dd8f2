package org.sluice.cli.robustness;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.SplittableRandom;

/** Small valid files of samples. */
final class SmallFiles {

  /** The types of arrays that can be read, or most of them. */
  static final List<String> TYPES =
      List.of("<f8", ">f8", "<f4", "<f2", "<i8", ">i4", "<i2", "|i1", "|u1", "<u4", "|b1");

  private SmallFiles() {}

  /** A table of small numbers, positive ones if it has one column. */
  static String table(int rows, int columns, char separator) {
    SplittableRandom random = new SplittableRandom(rows * 31 + columns);
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        double number = columns == 1 ? random.nextDouble() : random.nextGaussian();
        text.append(j == 0 ? "" : separator).append("%.4g".formatted(number));
      }
      text.append('\n');
    }
    return text.toString();
  }

  /** The table with the numbers of its rows in front. */
  static String numbered(String table) {
    List<String> lines = table.lines().toList();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < lines.size(); i++) {
      text.append(i + 1).append(',').append(lines.get(i)).append('\n');
    }
    return text.toString();
  }

  /** An array of small numbers of a type, in Fortran's order where the type is of one byte. */
  static byte[] npy(String type, int rows, int columns) throws IOException {
    int size = type.charAt(2) - '0';
    String header =
        "{'descr': '%s', 'fortran_order': %s, 'shape': (%d, %d), }"
            .formatted(type, size == 1 ? "True" : "False", rows, columns);
    ByteBuffer numbers =
        ByteBuffer.allocate(rows * columns * size)
            .order(type.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(size);
    while (numbers.hasRemaining()) {
      double number = random.nextGaussian();
      switch (type.substring(1)) {
        case "f8" -> numbers.putDouble(number);
        case "f4" -> numbers.putFloat((float) number);
        case "f2" -> numbers.putShort(Float.floatToFloat16((float) number));
        case "i8" -> numbers.putLong((long) (9 * number));
        case "i4", "u4" -> numbers.putInt((int) Math.abs(9 * number));
        case "i2" -> numbers.putShort((short) (9 * number));
        default -> numbers.put((byte) (number > 0 ? 1 : 0));
      }
    }
    byte[] text = (header + "\n").getBytes(US_ASCII);
    return Envelope.NPY.close(
        ByteBuffer.allocate(text.length + numbers.capacity())
            .put(text)
            .put(numbers.array())
            .array());
  }
}
