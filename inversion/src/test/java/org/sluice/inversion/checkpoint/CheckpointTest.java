package org.sluice.inversion.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {

  @TempDir Path directory;

  private final byte[] fingerprint = new byte[32];
  private CheckpointFile checkpoint;

  @BeforeEach
  void write() {
    Arrays.fill(fingerprint, (byte) 7);
    checkpoint = new CheckpointFile(directory.resolve("deep"));
    checkpoint.write(fingerprint, out -> out.writeLong(42));
  }

  private static void readLong(DataInputStream in) throws IOException {
    assertThat(in.readLong()).isEqualTo(42);
  }

  @Test
  void whatWasWrittenIsRead() {
    long[] read = new long[1];
    checkpoint.read(fingerprint, in -> read[0] = in.readLong());
    assertThat(read[0]).isEqualTo(42);
    assertThat(directory.resolve("deep")).isDirectoryContaining(file -> true);
    assertThat(directory.resolve("deep").toFile().list()).hasSize(1);
  }

  @Test
  void everyTruncationIsRefusedAndTheFileStays() throws IOException {
    byte[] whole = Files.readAllBytes(checkpoint.path());
    for (int length = 0; length < whole.length; length++) {
      refused(Arrays.copyOf(whole, length));
    }
    refused(Arrays.copyOf(whole, whole.length + 1));
  }

  @Test
  void everyMutatedByteIsRefusedAndTheFileStays() throws IOException {
    byte[] whole = Files.readAllBytes(checkpoint.path());
    for (int i = 0; i < whole.length; i++) {
      byte[] mutated = whole.clone();
      mutated[i] ^= 0x10;
      refused(mutated);
    }
  }

  private void refused(byte[] content) throws IOException {
    Files.write(checkpoint.path(), content);
    assertThatThrownBy(() -> checkpoint.read(fingerprint, CheckpointTest::readLong))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(checkpoint.path().toString());
    assertThat(checkpoint.path()).hasBinaryContent(content);
  }

  /** The temporary file may be a link that someone left there; its target is not ours to write. */
  @Test
  void aLinkAtTheTemporaryNameIsNotFollowed() throws IOException {
    Path theirs = Files.writeString(directory.resolve("theirs"), "precious");
    Files.createSymbolicLink(checkpoint.path().resolveSibling("inversion.checkpoint.new"), theirs);
    checkpoint.write(fingerprint, out -> out.writeLong(42));
    checkpoint.read(fingerprint, CheckpointTest::readLong);
    assertThat(theirs).hasContent("precious");
  }

  /** Larger than the buffers, and read in pieces. */
  @Test
  void longContentIsRead() {
    byte[] content = new byte[1_000_003];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 >> 3);
    }
    checkpoint.write(fingerprint, out -> out.write(content));
    byte[] read = new byte[content.length];
    checkpoint.read(fingerprint, in -> in.readFully(read));
    assertThat(read).isEqualTo(content);
  }

  @Test
  void anotherRunsCheckpointIsRefused() {
    assertThatThrownBy(() -> checkpoint.read(new byte[32], CheckpointTest::readLong))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("belongs to another run");
  }

  @Test
  void contentOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> checkpoint.read(fingerprint, DataInputStream::readInt))
        .hasMessageContaining("more than this run can read");
    assertThatThrownBy(() ->
            checkpoint.read(
                fingerprint,
                in -> {
                  in.readLong();
                  in.readByte();
                }))
        .hasMessageContaining("less than this run needs");
  }

  @Test
  void aMissingCheckpointAndAnUnwritableFolderAreSaid() throws IOException {
    assertThatThrownBy(
            () -> new CheckpointFile(directory).read(fingerprint, CheckpointTest::readLong))
        .hasMessageContaining("there is no checkpoint");
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> new CheckpointFile(file).write(fingerprint, out -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("cannot be written");
  }
}
