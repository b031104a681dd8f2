package org.sluice.cli.robustness;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** Changes the bytes of a file in one to three of the ways in which files are damaged or wrong. */
final class Mutator {

  private static final Pattern NUMBER = Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final Pattern TYPE = Pattern.compile("[<>|=][a-zA-Z]\\d{1,3}");
  private static final Pattern WORD = Pattern.compile("[A-Za-z_]{2,}");
  private static final List<String> NUMBERS =
      List.of(
          "nan",
          "NaN",
          "inf",
          "-inf",
          "Infinity",
          "0",
          "-0.0",
          "-1",
          "1",
          "7",
          "0.5",
          "1e308",
          "-1e308",
          "1e-308",
          "5e-324",
          "1e999",
          "1000000000000000000",
          "9223372036854775807",
          "-9223372036854775808",
          "99999999999999999999999",
          "1e",
          "0x10",
          "1,5",
          "1_0",
          "+3",
          "01",
          "true",
          "null",
          "\"\"",
          "\"text\"",
          "[]",
          "{}",
          "[[1]]",
          "1979-05-27",
          "");
  private static final List<String> TYPES =
      List.of(
          "<f8", ">f8", "<f4", "<f2", "|b1", "|i1", "|u1", "<i2", ">i4", "<i8", "<u8", "<c16",
          "|S8", "<U4", "|O8", "<M8", "<f16", "<f99", "|V8", "<i0");
  private static final List<byte[]> INSERTS =
      List.of(
          text("\""),
          text("'"),
          text("\"\"\""),
          text(","),
          text(";"),
          text("\t"),
          text(" "),
          text("\n"),
          text("\r"),
          text("\r\n"),
          text("\n\n"),
          text("#"),
          text("["),
          text("]"),
          text("{"),
          text("}"),
          text("="),
          text("\\"),
          text("\0"),
          text("%s"),
          text("\uFEFF"),
          text("\u2028"),
          text("\u0660"),
          text("é"),
          text("[".repeat(20_000)),
          text("{\"a\":".repeat(20_000)),
          text("a.".repeat(5_000)),
          text(",".repeat(5_000)),
          text("9".repeat(5_000)),
          text("\n".repeat(5_000)),
          new byte[] {(byte) 0xFF},
          new byte[] {(byte) 0xC0, (byte) 0x80},
          new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
          new byte[] {(byte) 0xF0, (byte) 0x9F},
          new byte[64]);

  private final SplittableRandom random;

  Mutator(SplittableRandom random) {
    this.random = random;
  }

  /** Returns changed bytes. */
  byte[] mutate(byte[] original) {
    byte[] bytes = original;
    int times = 1 + random.nextInt(3);
    for (int i = 0; i < times; i++) {
      bytes = once(bytes);
    }
    return bytes;
  }

  private byte[] once(byte[] bytes) {
    return switch (random.nextInt(14)) {
      case 0 -> flipped(bytes);
      case 1 -> overwritten(bytes);
      case 2 -> spliced(bytes, chunk(bytes), new byte[0]);
      case 3 -> doubled(bytes);
      case 4 -> swapped(bytes);
      case 5 -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
      case 6 -> extended(bytes);
      case 7, 8, 9 -> replaced(bytes, NUMBER, NUMBERS);
      case 10 -> replaced(bytes, TYPE, TYPES);
      case 11 -> replaced(bytes, WORD, List.of("", "x", "sd", "file", "gaussian", "1", "名"));
      default -> inserted(bytes);
    };
  }

  private byte[] flipped(byte[] bytes) {
    byte[] changed = bytes.clone();
    for (int k = random.nextInt(4); k >= 0 && bytes.length > 0; k--) {
      changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return changed;
  }

  private byte[] overwritten(byte[] bytes) {
    byte[] changed = bytes.clone();
    int[] range = chunk(bytes);
    for (int i = range[0]; i < Math.min(range[1], range[0] + 16); i++) {
      changed[i] = (byte) random.nextInt(256);
    }
    return changed;
  }

  private byte[] doubled(byte[] bytes) {
    int[] range = chunk(bytes);
    byte[] twice = Arrays.copyOfRange(bytes, range[0], range[1]);
    return spliced(bytes, new int[] {range[0], range[0]}, twice);
  }

  private byte[] swapped(byte[] bytes) {
    int[] a = chunk(bytes);
    int[] b = chunk(bytes);
    int length = Math.min(a[1] - a[0], b[1] - b[0]);
    byte[] changed = bytes.clone();
    System.arraycopy(bytes, a[0], changed, b[0], length);
    System.arraycopy(bytes, b[0], changed, a[0], length);
    return changed;
  }

  private byte[] extended(byte[] bytes) {
    byte[] more = new byte[1 + random.nextInt(64)];
    random.nextBytes(more);
    return spliced(bytes, new int[] {bytes.length, bytes.length}, more);
  }

  private byte[] inserted(byte[] bytes) {
    int place = random.nextInt(bytes.length + 1);
    return spliced(bytes, new int[] {place, place}, INSERTS.get(random.nextInt(INSERTS.size())));
  }

  /** Puts one of some words in the place of a match, if there is one. */
  private byte[] replaced(byte[] bytes, Pattern pattern, List<String> words) {
    // One byte is one character.
    String characters = new String(bytes, StandardCharsets.ISO_8859_1);
    List<MatchResult> found = pattern.matcher(characters).results().toList();
    if (found.isEmpty()) {
      return flipped(bytes);
    }
    MatchResult match = found.get(random.nextInt(found.size()));
    String word = words.get(random.nextInt(words.size()));
    return spliced(bytes, new int[] {match.start(), match.end()}, text(word));
  }

  /** The begin and the end of some of the bytes. */
  private int[] chunk(byte[] bytes) {
    int from = random.nextInt(bytes.length + 1);
    int longest = random.nextBoolean() ? 8 : bytes.length;
    return new int[] {from, Math.min(bytes.length, from + random.nextInt(longest + 1))};
  }

  private static byte[] spliced(byte[] bytes, int[] range, byte[] between) {
    byte[] changed = new byte[bytes.length - (range[1] - range[0]) + between.length];
    System.arraycopy(bytes, 0, changed, 0, range[0]);
    System.arraycopy(between, 0, changed, range[0], between.length);
    System.arraycopy(bytes, range[1], changed, range[0] + between.length, bytes.length - range[1]);
    return changed;
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
