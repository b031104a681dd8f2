package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sluice.cli.file.SampleFile;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.population.config.LossConfig;
import org.sluice.inversion.directions.GivenDirections;
import org.sluice.inversion.directions.RandomDirections;
import org.sluice.inversion.directions.SliceDirections;
import org.sluice.inversion.directions.SobolDirections;
import org.sluice.inversion.population.settings.Sampling;
import org.sluice.kernels.ElementType;

/** Makes the sampling of a config, and reads its file of directions. */
final class SamplingSetup {

  private SamplingSetup() {}

  /**
   * The sampling of a config.
   *
   * @param folder the folder of the config's relative files
   * @param dimension d
   * @throws SluiceException naming the key or the file, if the directions do not fit
   */
  static Sampling of(LossConfig loss, Path folder, int dimension) {
    SliceDirections directions =
        switch (loss.directions()) {
          case "orthogonal" -> RandomDirections.ORTHOGONAL;
          case "iid" -> RandomDirections.IID;
          case "sobol" -> new SobolDirections();
          default -> given(loss, folder, dimension);
        };
    return loss.sampling().withDirections(directions);
  }

  private static GivenDirections given(LossConfig loss, Path folder, int dimension) {
    Path file = folder.resolve(loss.directions());
    if (!Files.exists(file)) {
      throw new IllegalArgumentException(
          "loss.directions must be orthogonal, iid, sobol or a file, and there is no file %s"
              .formatted(file));
    }
    try (Arena arena = Arena.ofConfined()) {
      GivenDirections given = new GivenDirections(SampleFile.read(file, arena, ElementType.F64));
      given.requireFit(loss.sampling().slices().orElse(given.count()), dimension);
      return given;
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s", file, e.getMessage());
    }
  }
}
