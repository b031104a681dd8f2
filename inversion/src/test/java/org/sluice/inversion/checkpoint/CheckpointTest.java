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

  private final Traits traits = traits("7", 10);
  private CheckpointFile checkpoint;

  @BeforeEach
  void write() {
    checkpoint = new CheckpointFile(directory.resolve("deep"));
    checkpoint.write(traits, out -> out.writeLong(42));
  }

  private static void readLong(DataInputStream in) throws IOException {
    assertThat(in.readLong()).isEqualTo(42);
  }

  @Test
  void whatWasWrittenIsRead() {
    long[] read = new long[1];
    checkpoint.read(traits, in -> read[0] = in.readLong());
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
    assertThatThrownBy(() -> checkpoint.read(traits, CheckpointTest::readLong))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(checkpoint.path().toString());
    assertThat(checkpoint.path()).hasBinaryContent(content);
  }

  /** The temporary file may be a link that someone left there; its target is not ours to write. */
  @Test
  void aLinkAtTheTemporaryNameIsNotFollowed() throws IOException {
    Path theirs = Files.writeString(directory.resolve("theirs"), "precious");
    Files.createSymbolicLink(checkpoint.path().resolveSibling("inversion.checkpoint.new"), theirs);
    checkpoint.write(traits, out -> out.writeLong(42));
    checkpoint.read(traits, CheckpointTest::readLong);
    assertThat(theirs).hasContent("precious");
  }

  /** Larger than the buffers, and read in pieces. */
  @Test
  void longContentIsRead() {
    byte[] content = new byte[1_000_003];
    for (int i = 0; i < content.length; i++) {
      content[i] = (byte) (i * 31 >> 3);
    }
    checkpoint.write(traits, out -> out.write(content));
    byte[] read = new byte[content.length];
    checkpoint.read(traits, in -> in.readFully(read));
    assertThat(read).isEqualTo(content);
  }

  private static Traits traits(String seed, long steps) {
    Traits traits = new Traits();
    traits.add("seed", seed);
    traits.addLimit("steps", steps);
    traits.addHash("data", new byte[] {1});
    return traits;
  }

  @Test
  void ofAnotherRunTheTraitThatDiffersIsNamed() {
    refused(traits("8", 10), "belongs to another run: its seed was 7 and is now 8");
    refused(traits("7", 9), "its steps was 10 and is now 9");
    Traits otherData = new Traits();
    otherData.add("seed", "7");
    otherData.addLimit("steps", 10);
    otherData.addHash("data", new byte[] {2});
    refused(otherData, "its data differ");
    checkpoint.read(traits("7", 11), CheckpointTest::readLong);
  }

  @Test
  void aLimitThatIsNoNumberIsADifference() {
    Traits wordy = new Traits();
    wordy.add("seed", "7");
    wordy.add("steps", "ten");
    wordy.addHash("data", new byte[] {1});
    checkpoint.write(wordy, out -> out.writeLong(1));
    refused(traits("7", 10), "its steps was ten and is now 10");
  }

  @Test
  void aTraitCanBeReadAlone() {
    assertThat(checkpoint.trait("seed")).contains("7");
    assertThat(checkpoint.trait("colour")).isEmpty();
    assertThat(new CheckpointFile(directory).trait("seed")).isEmpty();
  }

  private void refused(Traits other, String reason) {
    assertThatThrownBy(() -> checkpoint.read(other, CheckpointTest::readLong))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining(reason);
  }

  @Test
  void contentOfAnotherLengthIsRefused() {
    assertThatThrownBy(() -> checkpoint.read(traits, DataInputStream::readInt))
        .hasMessageContaining("more than this run can read");
    assertThatThrownBy(() ->
            checkpoint.read(
                traits,
                in -> {
                  in.readLong();
                  in.readByte();
                }))
        .hasMessageContaining("less than this run needs");
  }

  @Test
  void aMissingCheckpointAndAnUnwritableFolderAreSaid() throws IOException {
    assertThatThrownBy(() -> new CheckpointFile(directory).read(traits, CheckpointTest::readLong))
        .hasMessageContaining("there is no checkpoint");
    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> new CheckpointFile(file).write(traits, out -> {}))
        .isInstanceOf(CheckpointException.class)
        .hasMessageContaining("cannot be written");
  }
}
