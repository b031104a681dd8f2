package org.sluice.cli.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.sluice.cli.process.SluiceException;

/**
 * Keeps other processes from writing into a folder. The operating system ends the lock with the
 * process, however that ends, so none is ever left behind; the file {@code .lock}, which names the
 * process, stays. Who gets the lock removes the temporary files of killed writers.
 */
public final class FolderLock implements AutoCloseable {

  private static final String NAME = ".lock";
  private static final int LONGEST_OWNER = 100;

  // Closing any channel of a file ends all locks of this process on it, so a file is opened once.
  private static final Set<Path> HELD = ConcurrentHashMap.newKeySet();

  private final Path file;
  private final FileChannel channel;

  private FolderLock(Path file, FileChannel channel) {
    this.file = file;
    this.channel = channel;
  }

  /**
   * Locks a folder, and creates it if it does not exist.
   *
   * @throws SluiceException if it cannot be written, or if another process has it, which is named
   */
  public static FolderLock of(Path folder) {
    WholeFile.makeFolder(folder);
    Path file;
    try {
      file = folder.toRealPath().resolve(NAME);
    } catch (IOException e) {
      throw FileFailure.writing(folder, e);
    }
    if (!HELD.add(file)) {
      throw taken(folder, "this process");
    }
    FileChannel channel = null;
    try {
      channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.READ,
              StandardOpenOption.WRITE,
              LinkOption.NOFOLLOW_LINKS);
      FileLock lock = channel.tryLock();
      if (lock == null) {
        String owner = owner(channel);
        release(file, channel);
        throw taken(folder, owner);
      }
      channel.truncate(0);
      channel.write(ByteBuffer.wrap(self().getBytes(StandardCharsets.US_ASCII)));
      WholeFile.removeLeftBehind(folder);
      return new FolderLock(file, channel);
    } catch (IOException e) {
      release(file, channel);
      throw FileFailure.writing(file, e);
    }
  }

  private static String self() {
    return "process " + ProcessHandle.current().pid();
  }

  private static String owner(FileChannel channel) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(LONGEST_OWNER);
    channel.read(bytes, 0);
    String owner =
        new String(bytes.array(), 0, bytes.position(), StandardCharsets.US_ASCII).strip();
    // It is empty for the moment between the other process's locking and writing.
    return owner.isEmpty() ? "another process" : owner;
  }

  private static SluiceException taken(Path folder, String owner) {
    return SluiceException.input(
        "%s is being written by %s; wait until that ends, or choose another folder", folder, owner);
  }

  private static void release(Path file, FileChannel channel) {
    try (channel) {
      HELD.remove(file);
    } catch (IOException _) {
      // The lock ends with the process at the latest.
    }
  }

  @Override
  public void close() {
    release(file, channel);
  }
}
