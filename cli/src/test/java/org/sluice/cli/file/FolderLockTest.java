package org.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.process.SluiceException;

class FolderLockTest {

  @TempDir Path folder;

  /** Locks the folder, says so, and waits to be killed. */
  static final class Holder {
    private Holder() {}

    public static void main(String[] arguments) throws IOException {
      try (FolderLock _ = FolderLock.of(Path.of(arguments[0]))) {
        System.out.println("locked");
        System.out.flush();
        System.in.read();
      }
    }
  }

  @Test
  void anotherProcessIsNamedAndItsDeathEndsTheLock() throws Exception {
    Process holder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Holder.class.getName(),
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try {
      assertThat(holder.inputReader().readLine()).isEqualTo("locked");
      assertThatThrownBy(() -> FolderLock.of(folder))
          .isInstanceOf(SluiceException.class)
          .hasMessage(
              "%s is being written by process %d; wait until that ends, or choose another folder",
              folder, holder.pid());
    } finally {
      holder.destroyForcibly();
      assertThat(holder.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }
    assertThatCode(() -> FolderLock.of(folder).close()).doesNotThrowAnyException();
  }

  @Test
  void aFolderIsLockedOnceInAProcessToo() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder);
    try (FolderLock _ = FolderLock.of(folder)) {
      assertThatThrownBy(() -> FolderLock.of(link)).hasMessageContaining("this process");
    }
    FolderLock.of(link).close();
  }

  /** That of a living process may still be written, as by {@code simulate}, which takes no lock. */
  @Test
  void temporaryFilesOfKilledWritersAreRemoved() throws Exception {
    Process ended = new ProcessBuilder("true").start();
    ended.waitFor();
    String living = ".y.csv.%d.part".formatted(ProcessHandle.current().pid());
    List<String> kept = List.of(living, ".y.csv.part", "y.7.part", "result.json");
    for (String name : kept) {
      Files.writeString(folder.resolve(name), "kept");
    }
    Files.writeString(folder.resolve(".result.json.%d.part".formatted(ended.pid())), "half of");
    FolderLock.of(folder).close();
    assertThat(folder.toFile().list()).contains(".lock").hasSize(kept.size() + 1);
    assertThat(folder.toFile().list()).containsAll(kept);
  }
}
