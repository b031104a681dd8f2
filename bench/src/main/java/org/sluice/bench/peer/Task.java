package org.sluice.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.sluice.bench.LossProblem;
import org.sluice.bench.LossSize;
import org.sluice.bench.NetworkProblem;
import org.sluice.bench.NetworkSize;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.SlicedWasserstein.Inputs;

/**
 * One problem, written into a temporary folder for all peers, and the line that asks for it.
 *
 * @param line {@code loss TYPE N d P SETS FOLDER} or {@code network TYPE WIDTHS BATCH SETS FOLDER}
 * @param sets different inputs in the folder
 * @param folder the folder
 */
record Task(String line, int sets, Path folder) implements AutoCloseable {

  private static final int BATCHES = 4;

  /** Draws and writes a loss: files samples-0, data-0, directions-0, samples-1, … */
  static Task loss(LossSize size, ElementType type) {
    int sets = LossProblem.setsFor(size);
    Path folder = newFolder();
    try (Arena arena = Arena.ofShared()) {
      LossProblem problem = LossProblem.draw(arena, size, type, sets);
      for (int set = 0; set < sets; set++) {
        Inputs inputs = problem.sets().get(set);
        RawFile.write(folder.resolve("samples-" + set), inputs.samples());
        RawFile.write(folder.resolve("data-" + set), inputs.data());
        RawFile.write(folder.resolve("directions-" + set), inputs.directions());
      }
    }
    String line =
        "loss %s %d %d %d %d %s"
            .formatted(type, size.points(), size.dimension(), size.slices(), sets, folder);
    return new Task(line, sets, folder);
  }

  /** Draws and writes batches: files parameters, inputs-0, targets-0, inputs-1, … */
  static Task network(NetworkSize size, ElementType type) {
    Path folder = newFolder();
    try (Arena arena = Arena.ofShared()) {
      NetworkProblem problem = NetworkProblem.draw(arena, size, type, BATCHES);
      RawFile.write(folder.resolve("parameters"), problem.parameters());
      for (int batch = 0; batch < BATCHES; batch++) {
        RawFile.write(folder.resolve("inputs-" + batch), problem.inputs().get(batch));
        RawFile.write(folder.resolve("targets-" + batch), problem.targets().get(batch));
      }
    }
    String line =
        "network %s %s %d %d %s".formatted(type, size.network(), size.batch(), BATCHES, folder);
    return new Task(line, BATCHES, folder);
  }

  private static Path newFolder() {
    try {
      return Files.createTempDirectory("sluice-bench");
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot make a temporary folder for the peers", failure);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(folder);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + folder, failure);
    }
  }
}
