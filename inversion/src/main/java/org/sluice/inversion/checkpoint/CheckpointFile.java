package org.sluice.inversion.checkpoint;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * Reads and writes the file {@code inversion.checkpoint} in a directory. A write is atomic:
 * whenever the process or the machine stops, the file is either the old one or the new one.
 *
 * <p>Layout, big-endian: 8 bytes magic {@code SLUICECP}, version (int), length n of the content
 * (long), fingerprint of the run (32 bytes), content (n bytes), CRC32C of all preceding bytes
 * (int).
 */
public final class CheckpointFile {

  /** Writes the content. */
  @FunctionalInterface
  public interface Writer {
    /** Writes to {@code out}. */
    void write(DataOutput out) throws IOException;
  }

  /** Reads the content; it must read all of it. */
  @FunctionalInterface
  public interface Reader {
    /** Reads from {@code in}. */
    void read(DataInputStream in) throws IOException;
  }

  private static final String NAME = "inversion.checkpoint";
  private static final long MAGIC = 0x534C554943454350L;
  private static final int VERSION = 6;
  private static final int FINGERPRINT_BYTES = 32;
  private static final int HEAD_BYTES = 8 + 4 + 8 + FINGERPRINT_BYTES;
  private static final int TAIL_BYTES = 4;
  private static final long LARGEST = 1L << 30;

  private final Path directory;
  private final Path file;

  /** Names the checkpoint in a directory, which need not exist yet. */
  public CheckpointFile(Path directory) {
    this.directory = directory;
    this.file = directory.resolve(NAME);
  }

  /** The file's path. */
  public Path path() {
    return file;
  }

  /** Whether there is such a file. */
  public boolean exists() {
    return Files.exists(file);
  }

  /**
   * Replaces the file by a new one, and returns when the new one is on the disk.
   *
   * @param fingerprint of the run, 32 bytes
   * @throws CheckpointException if it cannot be written; an older file then stays as it was
   */
  public void write(byte[] fingerprint, Writer writer) {
    try {
      ByteArrayOutputStream content = new ByteArrayOutputStream();
      writer.write(new DataOutputStream(content));
      ByteBuffer bytes = ByteBuffer.allocate(HEAD_BYTES + content.size() + TAIL_BYTES);
      bytes.putLong(MAGIC).putInt(VERSION).putLong(content.size());
      bytes.put(fingerprint, 0, FINGERPRINT_BYTES).put(content.toByteArray());
      bytes.putInt(checksum(bytes.array(), bytes.position())).flip();
      Files.createDirectories(directory);
      Path fresh = directory.resolve(NAME + ".new");
      try (FileChannel channel =
          FileChannel.open(
              fresh,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
        channel.force(true);
      }
      Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      // A rename is durable only after its directory has been forced to disk.
      try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new CheckpointException(
          "the checkpoint %s cannot be written (%s); free some space or choose another output folder"
              .formatted(file, e),
          e);
    }
  }

  /**
   * Reads the file.
   *
   * @param fingerprint of the run that wants to continue, 32 bytes
   * @throws CheckpointException if the file is missing, unreadable, truncated or damaged, or
   *     belongs to another version or run
   */
  public void read(byte[] fingerprint, Reader reader) {
    byte[] bytes = wholeFile();
    ByteBuffer head = ByteBuffer.wrap(bytes);
    if (bytes.length < HEAD_BYTES + TAIL_BYTES || head.getLong() != MAGIC) {
      throw refused("is not a checkpoint, or was cut off");
    }
    int version = head.getInt();
    if (version != VERSION) {
      throw refused(
          "has format version %d where this program reads version %d".formatted(version, VERSION));
    }
    long length = head.getLong();
    if (length != bytes.length - HEAD_BYTES - TAIL_BYTES) {
      throw refused("was cut off or has bytes too many");
    }
    int end = bytes.length - TAIL_BYTES;
    if (checksum(bytes, end) != head.getInt(end)) {
      throw refused("was damaged: its checksum does not fit");
    }
    int start = HEAD_BYTES - FINGERPRINT_BYTES;
    if (!Arrays.equals(bytes, start, HEAD_BYTES, fingerprint, 0, FINGERPRINT_BYTES)) {
      throw refused("belongs to another run (problem, data, settings or backend differ)");
    }
    DataInputStream in =
        new DataInputStream(new ByteArrayInputStream(bytes, HEAD_BYTES, (int) length));
    try {
      reader.read(in);
      if (in.available() != 0) {
        throw refused("holds more than this run can read");
      }
    } catch (IOException e) {
      throw refused("holds less than this run needs");
    }
  }

  private byte[] wholeFile() {
    if (!exists()) {
      throw new CheckpointException(
          "there is no checkpoint %s to continue from; start the run anew".formatted(file));
    }
    try {
      if (Files.size(file) > LARGEST) {
        throw refused("is too large to be a checkpoint");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new CheckpointException(
          "the checkpoint %s cannot be read (%s); check its permissions".formatted(file, e), e);
    }
  }

  private CheckpointException refused(String reason) {
    return new CheckpointException(
        "the checkpoint %s %s; it was left as it is: start the run anew in another folder"
            .formatted(file, reason));
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }
}
