package org.sluice.inversion.checkpoint;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutput;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/**
 * Reads and writes the file {@code inversion.checkpoint} in a directory. A write is atomic:
 * whenever the process or the machine stops, the file is either the old one or the new one.
 *
 * <p>Layout, big-endian: 8 bytes magic {@code SLUICECP}, version (int), number of the run's traits
 * (int), their names and values in turn (modified UTF-8), content, SHA-256 of all preceding bytes
 * (32 bytes). Content of any length is written and read as a stream.
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
  private static final int VERSION = 9;
  private static final int HEAD_BYTES = 8 + 4 + 4;
  private static final int DIGEST_BYTES = 32;
  private static final int BUFFER_BYTES = 1 << 16;

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
   * @param traits of the run, by which another is told from it
   * @throws CheckpointException if it cannot be written; an older file then stays as it was
   */
  public void write(Traits traits, Writer writer) {
    try {
      Files.createDirectories(directory);
      Path fresh = directory.resolve(NAME + ".new");
      // One that a kill left is removed. A link of that name is removed too, and never followed.
      Files.deleteIfExists(fresh);
      try (FileChannel channel =
          FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        write(channel, traits, writer);
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

  private static void write(FileChannel channel, Traits traits, Writer writer) throws IOException {
    MessageDigest digest = Sha256.begin();
    DigestOutputStream digested =
        new DigestOutputStream(
            new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER_BYTES), digest);
    DataOutputStream out = new DataOutputStream(digested);
    out.writeLong(MAGIC);
    out.writeInt(VERSION);
    traits.write(out);
    writer.write(out);
    out.write(digest.digest());
    out.flush();
  }

  /**
   * Reads the file.
   *
   * @param traits of the run that wants to continue
   * @throws CheckpointException if the file is missing, unreadable, truncated or damaged, or
   *     belongs to another version or run; of another run, the trait that differs is named
   */
  public void read(Traits traits, Reader reader) {
    if (!exists()) {
      throw new CheckpointException(
          "there is no checkpoint %s to continue from; begin a run with checkpointInto"
              .formatted(file));
    }
    try {
      long bytes = Files.size(file) - DIGEST_BYTES;
      if (bytes < HEAD_BYTES) {
        throw refused("is not a checkpoint, or was cut off");
      }
      try (DataInputStream in = open()) {
        requireWhole(in, bytes);
      }
      try (DataInputStream in = open()) {
        Section section = new Section(in, bytes);
        section.skipNBytes(HEAD_BYTES - 4);
        readContent(section, traits, reader);
      }
    } catch (IOException e) {
      throw new CheckpointException(
          "the checkpoint %s cannot be read (%s); check its permissions".formatted(file, e), e);
    }
  }

  /**
   * The value of one of the traits of the run that wrote the file, before anything is checked;
   * empty if there is none, or no readable file.
   */
  public Optional<String> trait(String name) {
    if (!exists()) {
      return Optional.empty();
    }
    try (DataInputStream in = open()) {
      boolean ours = in.readLong() == MAGIC && in.readInt() == VERSION;
      return ours ? Traits.read(in).value(name) : Optional.empty();
    } catch (IOException _) {
      return Optional.empty();
    }
  }

  private DataInputStream open() throws IOException {
    return new DataInputStream(new BufferedInputStream(Files.newInputStream(file), BUFFER_BYTES));
  }

  /** Reads the first fields for their meaning, and all bytes for the digest. */
  private void requireWhole(DataInputStream in, long bytes) throws IOException {
    ByteBuffer head = ByteBuffer.wrap(in.readNBytes(HEAD_BYTES));
    if (head.getLong() != MAGIC) {
      throw refused("is not a checkpoint, or was cut off");
    }
    int version = head.getInt();
    if (version != VERSION) {
      throw refused(
          "has format version %d where this program reads version %d".formatted(version, VERSION));
    }
    MessageDigest digest = Sha256.begin();
    digest.update(head.array());
    byte[] buffer = new byte[BUFFER_BYTES];
    long left = bytes - HEAD_BYTES;
    while (left > 0) {
      int count = in.read(buffer, 0, (int) Math.min(left, buffer.length));
      if (count < 0) {
        throw refused("was cut off");
      }
      digest.update(buffer, 0, count);
      left -= count;
    }
    if (!Arrays.equals(digest.digest(), in.readNBytes(DIGEST_BYTES))) {
      throw refused("was cut off or damaged: its checksum does not fit");
    }
  }

  private void readContent(Section section, Traits traits, Reader reader) {
    try {
      DataInputStream in = new DataInputStream(section);
      Optional<String> difference = traits.difference(Traits.read(in));
      if (difference.isPresent()) {
        throw refused("belongs to another run: " + difference.get());
      }
      reader.read(in);
    } catch (IOException _) {
      throw refused("holds less than this run needs");
    }
    if (section.available() != 0) {
      throw refused("holds more than this run can read");
    }
  }

  /** The next bytes of a stream, up to a number of them. */
  private static final class Section extends InputStream {

    private final InputStream in;
    private long left;

    Section(InputStream in, long length) {
      this.in = in;
      left = length;
    }

    @Override
    public int read() throws IOException {
      if (left == 0) {
        return -1;
      }
      left--;
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
      if (length == 0) {
        return 0;
      }
      if (left == 0) {
        return -1;
      }
      int count = in.read(bytes, offset, (int) Math.min(length, left));
      left -= Math.max(count, 0);
      return count;
    }

    @Override
    public int available() {
      return (int) Math.min(left, Integer.MAX_VALUE);
    }
  }

  private CheckpointException refused(String reason) {
    return new CheckpointException(
        "the checkpoint %s %s; it was left as it is: start the run again in another folder"
            .formatted(file, reason));
  }
}
