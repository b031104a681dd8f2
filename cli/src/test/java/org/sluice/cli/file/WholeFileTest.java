package org.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.process.SluiceException;

class WholeFileTest {

  @TempDir Path folder;
  private Path file;
  private Path theirs;

  @BeforeEach
  void name() throws IOException {
    file = folder.resolve("result.json");
    theirs = Files.writeString(folder.resolve("theirs"), "precious");
  }

  @Test
  void aLinkAtTheTemporaryNameIsNotFollowed() throws IOException {
    String temporary = ".result.json." + ProcessHandle.current().pid() + ".part";
    Files.createSymbolicLink(folder.resolve(temporary), theirs);
    WholeFile.writeText(file, "new");
    assertThat(file).hasContent("new");
    assertThat(theirs).hasContent("precious");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("result.json", "theirs");
  }

  @Test
  void anOutputThatIsALinkReplacesTheFileThatItPointsTo() throws IOException {
    Files.createSymbolicLink(file, theirs);
    WholeFile.writeText(file, "new");
    assertThat(file).isSymbolicLink();
    assertThat(theirs).hasContent("new");
  }

  /** Writers of tables hide the reason in an unchecked exception. */
  @Test
  void aFullDiskIsSaidWhoeverWrites() throws IOException {
    Files.writeString(file, "old");
    assertThatThrownBy(() ->
            WholeFile.write(
                file,
                channel -> {
                  throw new UncheckedIOException(new IOException("No space left on device"));
                }))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("cannot write " + file)
        .hasMessageContaining("No space left on device");
    assertThat(file).hasContent("old");
    assertThat(folder.toFile().list()).containsExactlyInAnyOrder("result.json", "theirs");
  }

  @Test
  void linksToNothingAndDevicesAreRefused() throws IOException {
    Files.createSymbolicLink(file, folder.resolve("nothing"));
    assertThatThrownBy(() -> WholeFile.writeText(file, "new"))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("it is a link to a file that does not exist");
    assertThatThrownBy(() -> WholeFile.writeText(Path.of("/dev/null"), "new"))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("it is not an ordinary file");
  }
}
