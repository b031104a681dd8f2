package org.sluice.inversion.npy;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.kernels.ElementType;

/**
 * The type of the elements of a NumPy array: floats of 2, 4 and 8 bytes, integers with and without
 * sign of 1 to 8 bytes, and booleans, in either byte order.
 *
 * @param kind {@code f}, {@code i}, {@code u} or {@code b}, as NumPy's {@code dtype.kind}
 * @param bytes size of an element
 * @param order of its bytes; of no importance for one byte
 */
public record NpyType(char kind, int bytes, ByteOrder order) {

  // Whole numbers up to this one are exact in a double.
  private static final long EXACT = 0x20_0000_0000_0000L;
  private static final Pattern DESCRIPTION = Pattern.compile("(['\"])([<>|=])([fiub])([1248])\\1");

  /** The type that floats and doubles are written in: little endian. */
  public static NpyType of(ElementType type) {
    return new NpyType('f', (int) type.bytes(), ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Reads the header's {@code descr}, such as {@code '<f8'}, with its quotation marks.
   *
   * @throws IllegalArgumentException if such elements cannot be read here
   */
  static NpyType parse(String description) {
    Matcher parts = DESCRIPTION.matcher(description);
    if (parts.matches()) {
      char kind = parts.group(3).charAt(0);
      int bytes = Integer.parseInt(parts.group(4));
      boolean known = kind == 'f' ? bytes > 1 : kind != 'b' || bytes == 1;
      boolean ordered = bytes == 1 || !parts.group(2).equals("|");
      if (known && ordered) {
        ByteOrder order =
            switch (parts.group(2)) {
              case ">" -> ByteOrder.BIG_ENDIAN;
              case "<" -> ByteOrder.LITTLE_ENDIAN;
              default -> ByteOrder.nativeOrder();
            };
        return new NpyType(kind, bytes, order);
      }
    }
    throw new IllegalArgumentException(
        "its elements are of type %s; save it as float64, numpy.save(file, x.astype('<f8'))"
            .formatted(printable(description)));
  }

  /** The header's {@code descr}. */
  String description() {
    String mark = bytes == 1 ? "|" : order == ByteOrder.BIG_ENDIAN ? ">" : "<";
    return mark + kind + bytes;
  }

  /**
   * Reads an element.
   *
   * @param offset in bytes
   * @throws ArithmeticException if it is a whole number that no double holds exactly
   */
  double get(MemorySegment elements, long offset) {
    if (kind == 'f') {
      return switch (bytes) {
        case 2 ->
            Float.float16ToFloat(
                elements.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), offset));
        case 4 -> elements.get(ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(order), offset);
        default -> elements.get(ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(order), offset);
      };
    }
    long whole =
        switch (bytes) {
          case 1 -> elements.get(ValueLayout.JAVA_BYTE, offset);
          case 2 -> elements.get(ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(order), offset);
          case 4 -> elements.get(ValueLayout.JAVA_INT_UNALIGNED.withOrder(order), offset);
          default -> elements.get(ValueLayout.JAVA_LONG_UNALIGNED.withOrder(order), offset);
        };
    if (kind != 'i' && bytes < Long.BYTES) {
      return whole & ((1L << (8 * bytes)) - 1);
    }
    boolean unsigned = kind != 'i';
    if (Math.abs(whole) > EXACT || unsigned && whole < 0) {
      throw new ArithmeticException(unsigned ? Long.toUnsignedString(whole) : Long.toString(whole));
    }
    return whole;
  }

  private static String printable(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    String ascii = new String(bytes, StandardCharsets.US_ASCII).replaceAll("\\p{Cntrl}", "?");
    return ascii.length() <= 40 ? ascii : ascii.substring(0, 40) + "…";
  }
}
