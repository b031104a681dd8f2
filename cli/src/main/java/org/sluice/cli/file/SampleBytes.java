package org.sluice.cli.file;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

/** The bytes and the text of a sample file, unpacked if its name ends in {@code .gz}. */
record SampleBytes(Path file) {

  private static final int BUFFER_BYTES = 1 << 16;

  boolean packed() {
    return SampleFile.name(file).endsWith(".gz");
  }

  InputStream open() throws IOException {
    InputStream stream = new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES);
    if (!packed()) {
      return stream;
    }
    try {
      return new GZIPInputStream(stream, BUFFER_BYTES);
    } catch (IOException e) {
      stream.close();
      throw e;
    }
  }

  /**
   * The text, in UTF-8 or, if a byte-order mark says so, in UTF-16. Bytes that are not text throw a
   * {@link java.nio.charset.CharacterCodingException}.
   */
  Reader text() throws IOException {
    InputStream stream = new BufferedInputStream(open(), BUFFER_BYTES);
    stream.mark(3);
    byte[] start = stream.readNBytes(3);
    stream.reset();
    Charset charset = StandardCharsets.UTF_8;
    int mark = 0;
    if (startsWith(start, 0xEF, 0xBB, 0xBF)) {
      mark = 3;
    } else if (startsWith(start, 0xFE, 0xFF)) {
      charset = StandardCharsets.UTF_16BE;
      mark = 2;
    } else if (startsWith(start, 0xFF, 0xFE)) {
      charset = StandardCharsets.UTF_16LE;
      mark = 2;
    }
    stream.skipNBytes(mark);
    return new BufferedReader(new InputStreamReader(stream, charset.newDecoder()));
  }

  /** The lines of a text, and the bytes that they take, unpacked. */
  record Extent(long lines, long bytes) {

    /**
     * An upper bound of the number of rows: a row takes one line, or more if its cells contain line
     * breaks, and has a byte for each separator and for its end. So a damaged text of one long row
     * and many short ones takes no more memory than a whole one of its size.
     */
    long rows(int cells) {
      return Math.min(lines, bytes / cells + 1);
    }
  }

  /** Counts lines and bytes. */
  Extent extent() throws IOException {
    long lines = 1;
    long bytes = 0;
    try (InputStream stream = open()) {
      byte[] buffer = new byte[BUFFER_BYTES];
      boolean afterReturn = false;
      for (int length = stream.read(buffer); length > 0; length = stream.read(buffer)) {
        bytes += length;
        for (int i = 0; i < length; i++) {
          boolean newline = buffer[i] == '\n';
          lines += buffer[i] == '\r' || newline && !afterReturn ? 1 : 0;
          afterReturn = buffer[i] == '\r';
        }
      }
    }
    return new Extent(lines, bytes);
  }

  private static boolean startsWith(byte[] start, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= start.length || (start[i] & 0xFF) != mark[i]) {
        return false;
      }
    }
    return true;
  }
}
