package org.sluice.bench.peer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.sluice.bench.workload.FourierProblem;
import org.sluice.bench.workload.FourierSize;
import org.sluice.bench.workload.LossProblem;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.NetworkProblem;
import org.sluice.bench.workload.NetworkSize;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein.Inputs;

/**
 * One problem, written into a temporary folder for all peers, and the line that asks for it.
 *
 * @param line {@code loss TYPE N d P SETS FOLDER}, {@code network TYPE WIDTHS BATCH SETS FOLDER} or
 *     {@code fourier TYPE SIZES BATCH SETS FOLDER}
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
      write(folder, problem.parameters(), problem.inputs(), problem.targets());
    }
    String line =
        "network %s %s %d %d %s".formatted(type, size.network(), size.batch(), BATCHES, folder);
    return new Task(line, BATCHES, folder);
  }

  /** Likewise for a Fourier operator. */
  static Task fourier(FourierSize size, ElementType type) {
    Path folder = newFolder();
    try (Arena arena = Arena.ofShared()) {
      FourierProblem problem = FourierProblem.draw(arena, size, type, BATCHES);
      write(folder, problem.parameters(), problem.inputs(), problem.targets());
    }
    String line =
        "fourier %s %s %d %d %s".formatted(type, size.network(), size.batch(), BATCHES, folder);
    return new Task(line, BATCHES, folder);
  }

  private static void write(
      Path folder, Matrix parameters, List<Matrix> inputs, List<Matrix> targets) {
    RawFile.write(folder.resolve("parameters"), parameters);
    for (int batch = 0; batch < BATCHES; batch++) {
      RawFile.write(folder.resolve("inputs-" + batch), inputs.get(batch));
      RawFile.write(folder.resolve("targets-" + batch), targets.get(batch));
    }
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
