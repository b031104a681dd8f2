package org.sluice.cli.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.process.SluiceException;

/** Checks output files before anything is computed. */
public final class OutputFile {

  private OutputFile() {}

  /**
   * Checks that a sample file can be written.
   *
   * @param inputs files that must not be overwritten
   * @throws SluiceException if its ending is unknown, its folder does not exist, or it is one of
   *     the inputs
   */
  public static void require(Path output, List<Path> inputs) {
    SampleFile.ending(output);
    Path folder = output.toAbsolutePath().getParent();
    if (!Files.isDirectory(folder)) {
      throw SluiceException.input("cannot write %s: there is no folder %s", output, folder);
    }
    for (Path input : inputs) {
      if (isSame(input, output)) {
        throw SluiceException.input("%s would be overwritten; choose another output", input);
      }
    }
  }

  private static boolean isSame(Path input, Path output) {
    try {
      return Files.exists(input) && Files.exists(output) && Files.isSameFile(input, output);
    } catch (IOException e) {
      throw FileFailure.reading(input, e);
    }
  }
}
