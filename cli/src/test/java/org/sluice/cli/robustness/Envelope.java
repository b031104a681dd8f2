package org.sluice.cli.robustness;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.CRC32C;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.sluice.inversion.checkpoint.Sha256;

/**
 * A layer around a file's content that would refuse most mutations by itself: compression, a length
 * or a checksum. It is taken off before the content is mutated, and put back to fit.
 */
enum Envelope {
  /** None: the bytes are the content. */
  NONE,
  /** Compression of one file. */
  GZIP,
  /** An archive of one file. */
  ZIP,
  /** The length of a {@code .npy} file's header. */
  NPY,
  /** The SHA-256 at the end of a checkpoint. */
  CHECKPOINT,
  /** The checksums of a study's rows. */
  ROWS;

  private static final int PREFIX = 10;
  private static final int DIGEST = 32;

  /** The content. */
  byte[] open(byte[] file) throws IOException {
    return switch (this) {
      case NONE -> file;
      case GZIP -> new GZIPInputStream(new ByteArrayInputStream(file)).readAllBytes();
      case ZIP -> {
        ZipInputStream archive = new ZipInputStream(new ByteArrayInputStream(file));
        archive.getNextEntry();
        yield archive.readAllBytes();
      }
      case NPY -> Arrays.copyOfRange(file, PREFIX, file.length);
      case CHECKPOINT -> Arrays.copyOf(file, file.length - DIGEST);
      case ROWS ->
          new String(file, StandardCharsets.UTF_8)
              .replaceAll("(?m),[^,\\n]*$", "")
              .getBytes(StandardCharsets.UTF_8);
    };
  }

  /** The file with a content. */
  byte[] close(byte[] content) throws IOException {
    ByteArrayOutputStream file = new ByteArrayOutputStream();
    switch (this) {
      case NONE -> file.write(content);
      case GZIP -> {
        try (GZIPOutputStream packed = new GZIPOutputStream(file)) {
          packed.write(content);
        }
      }
      case ZIP -> {
        try (ZipOutputStream archive = new ZipOutputStream(file)) {
          archive.putNextEntry(new ZipEntry("x.npy"));
          archive.write(content);
        }
      }
      case NPY -> {
        int end = 0;
        while (end < content.length && content[end] != '\n') {
          end++;
        }
        file.write(
            ByteBuffer.allocate(PREFIX)
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) (end + 1))
                .array());
        file.write(content);
      }
      case CHECKPOINT -> {
        MessageDigest digest = Sha256.begin();
        digest.update(content);
        file.write(content);
        file.write(digest.digest());
      }
      case ROWS -> {
        String header = null;
        for (String row : new String(content, StandardCharsets.UTF_8).split("\n")) {
          CRC32C crc = new CRC32C();
          crc.update((row + "\n").getBytes(StandardCharsets.UTF_8));
          String check =
              header == null ? "check" : HexFormat.of().toHexDigits((int) crc.getValue());
          header = row;
          file.write((row + "," + check + "\n").getBytes(StandardCharsets.UTF_8));
        }
      }
    }
    return file.toByteArray();
  }
}
