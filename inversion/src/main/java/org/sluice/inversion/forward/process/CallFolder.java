package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A folder in the temporary directory for the files of one call, removed at its end. */
final class CallFolder implements AutoCloseable {

  private static final Set<CallFolder> OPEN = ConcurrentHashMap.newKeySet();

  private final Path folder;

  private CallFolder(Path folder) {
    this.folder = folder;
    OPEN.add(this);
  }

  /**
   * Makes one.
   *
   * @throws IOException if it cannot be made
   */
  static CallFolder make() throws IOException {
    return Leaving.begin(() -> new CallFolder(Files.createTempDirectory("sluice")));
  }

  Path resolve(String name) {
    return folder.resolve(name);
  }

  /** Removes all folders whose calls have not ended. For a JVM that is about to go. */
  static void removeAll() {
    OPEN.forEach(CallFolder::close);
  }

  /** Removes the folder, unless the program has created folders in it; it stays then. */
  @Override
  public void close() {
    OPEN.remove(this);
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.deleteIfExists(file);
      }
      Files.deleteIfExists(folder);
    } catch (IOException _) {
      // It is in the temporary directory, which the system empties.
    }
  }
}
