package org.sluice.cli.file;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.sluice.cli.process.SluiceException;

/**
 * Writes files whole or not at all: into a temporary file in the same folder, which is then
 * renamed. Until then the old file is kept. Where the file is a link, that to which it points is
 * replaced.
 */
public final class WholeFile {

  private static final Pattern TEMPORARY = Pattern.compile("\\..+\\.(\\d{1,18})\\.part");

  private WholeFile() {}

  /** Writes the content of one file. */
  @FunctionalInterface
  public interface Content {
    /** Writes all bytes; the channel starts at position 0. */
    void writeTo(FileChannel channel) throws IOException;
  }

  /** Writes the content of one file as a stream. */
  @FunctionalInterface
  public interface StreamContent {
    /** Writes all bytes; the stream is flushed and closed by the caller. */
    void writeTo(OutputStream stream) throws IOException;
  }

  /**
   * Writes {@code file}, in a folder that exists.
   *
   * @throws SluiceException if that is not possible
   */
  public static void write(Path file, Content content) {
    Path target = target(file);
    Path sibling =
        target.resolveSibling(
            ".%s.%d.part".formatted(target.getFileName(), ProcessHandle.current().pid()));
    try {
      // One of that name is left of a killed process of the same number. A link is not followed.
      Files.deleteIfExists(sibling);
      try (FileChannel channel =
          FileChannel.open(sibling, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        content.writeTo(channel);
        channel.force(true);
      }
      Files.move(
          sibling, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    } catch (UncheckedIOException e) {
      throw FileFailure.writing(file, e.getCause());
    } finally {
      discard(sibling);
    }
  }

  /** The regular file that {@code file} is or will be; that which it points to if it is a link. */
  private static Path target(Path file) {
    if (Files.isDirectory(file)) {
      throw SluiceException.input("cannot write %s: it is a folder; name a file in it", file);
    }
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return file;
    }
    try {
      Path target = file.toRealPath();
      if (!Files.isRegularFile(target)) {
        throw SluiceException.input(
            "cannot write %s: it is not an ordinary file; choose another name", file);
      }
      return target;
    } catch (NoSuchFileException e) {
      throw SluiceException.input(
          e, "cannot write %s: it is a link to a file that does not exist; remove it", file);
    } catch (IOException e) {
      throw FileFailure.writing(file, e);
    }
  }

  /** Writes {@code file} through a stream, under the rules of {@link #write}. */
  public static void writeStream(Path file, StreamContent content) {
    write(
        file,
        channel -> {
          OutputStream stream = Channels.newOutputStream(channel);
          content.writeTo(stream);
          stream.flush();
        });
  }

  /** Writes text in UTF-8, under the rules of {@link #write}. */
  public static void writeText(Path file, String text) {
    writeStream(file, stream -> stream.write(text.getBytes(StandardCharsets.UTF_8)));
  }

  /** Creates a folder and its parents if they do not exist. */
  public static void makeFolder(Path folder) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw FileFailure.writing(folder, e);
    }
    if (!Files.isWritable(folder)) {
      throw SluiceException.input(
          "cannot write into %s: permission denied; choose another folder", folder);
    }
  }

  /** Removes the temporary files in a folder whose writers were killed. */
  static void removeLeftBehind(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Matcher name = TEMPORARY.matcher(file.getFileName().toString());
        if (name.matches() && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static void discard(Path sibling) {
    try {
      Files.deleteIfExists(sibling);
    } catch (IOException _) {
      // The failure that left the temporary file behind is already reported.
    }
  }
}
