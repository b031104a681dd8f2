package org.sluice.inversion.npy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sluice.kernels.ElementType;

/**
 * The header of a NumPy {@code .npy} file: element type, order and shape of its array. A
 * one-dimensional array counts as one column.
 *
 * @param type the elements' type
 * @param fortranOrder whether the array is stored column by column
 * @param rows number of rows
 * @param columns number of columns
 */
public record NpyHeader(NpyType type, boolean fortranOrder, long rows, long columns) {

  private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;
  private static final int ALIGNMENT = 64;

  // The file may be hostile: possessive quantifiers keep the matching time linear.
  private static final Pattern ENTRY =
      Pattern.compile(
          "\\s*+(['\"])(descr|fortran_order|shape)\\1\\s*+:\\s*+"
              + "('[^']*+'|\"[^\"]*+\"|True|False|\\([^)]*+\\)|\\[)\\s*+(,?)");
  private static final Pattern SHAPE =
      Pattern.compile("\\(\\s*+(\\d{1,18})L?\\s*+(?:,\\s*+(\\d{1,18})L?\\s*+,?\\s*+|,\\s*+)\\)");

  /** The bytes that every header begins with; they occur in no text. */
  public static byte[] magic() {
    return MAGIC.clone();
  }

  /** Makes the header of an array that is written in C order. */
  public static NpyHeader of(ElementType type, long rows, long columns) {
    return new NpyHeader(NpyType.of(type), false, rows, columns);
  }

  /**
   * Reads a header up to the first element.
   *
   * @param available the number of bytes left in the channel; {@code Long.MAX_VALUE} if unknown
   * @throws NpyFormatException if this is not a header, or not of an array that can be read here
   */
  public static NpyHeader read(ReadableByteChannel channel, long available) throws IOException {
    ByteBuffer start = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    if (!NpyElements.fill(channel, start) || !Arrays.equals(start.array(), 0, 6, MAGIC, 0, 6)) {
      throw new NpyFormatException("this is not a .npy file; save one with numpy.save(file, x)");
    }
    int version = start.get(6);
    if (version < 1 || version > 3 || start.get(7) != 0) {
      throw new NpyFormatException(
          ".npy version %d.%d is not known; versions 1.0 to 3.0 are"
              .formatted(version & 0xFF, start.get(7) & 0xFF));
    }
    ByteBuffer size = ByteBuffer.allocate(version == 1 ? 2 : 4).order(ByteOrder.LITTLE_ENDIAN);
    boolean complete = NpyElements.fill(channel, size);
    long length =
        !complete ? 0 : version == 1 ? size.getShort(0) & 0xFFFF : size.getInt(0) & 0xFFFFFFFFL;
    if (!complete || length > available - start.capacity() - size.capacity()) {
      throw new NpyFormatException("the file ends inside its header; it is truncated");
    }
    if (length > LONGEST) {
      throw new NpyFormatException(
          "its header is %d bytes long; at most %d are read".formatted(length, LONGEST));
    }
    ByteBuffer text = ByteBuffer.allocate((int) length);
    if (!NpyElements.fill(channel, text)) {
      throw new NpyFormatException("the file ends inside its header; it is truncated");
    }
    try {
      return parse(new String(text.array(), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException e) {
      throw new NpyFormatException(e.getMessage());
    }
  }

  /** Encodes the header, padded so that the elements start at a multiple of 64 bytes. */
  public byte[] bytes() {
    byte[] text = text().getBytes(StandardCharsets.US_ASCII);
    int prefix = MAGIC.length + 4;
    int total = (prefix + text.length + 1 + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    byte[] header = new byte[total];
    Arrays.fill(header, (byte) ' ');
    ByteBuffer.wrap(header)
        .order(ByteOrder.LITTLE_ENDIAN)
        .put(MAGIC)
        .put((byte) 1)
        .put((byte) 0)
        .putShort((short) (total - prefix))
        .put(text);
    header[total - 1] = '\n';
    return header;
  }

  private static NpyHeader parse(String text) {
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
    return new NpyHeader(NpyType.parse(descr), order.equals("True"), rows, columns);
  }

  private String text() {
    return "{'descr': '%s', 'fortran_order': %s, 'shape': (%d, %d), }"
        .formatted(type.description(), fortranOrder ? "True" : "False", rows, columns);
  }

  /** The size of the array in bytes, or -1 if it does not fit 64 bits. */
  public long dataBytes() {
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
}
