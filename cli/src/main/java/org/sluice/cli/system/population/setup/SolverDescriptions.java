package org.sluice.cli.system.population.setup;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;
import org.sluice.cli.config.TableWriter;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.ForwardConfig;
import org.sluice.inversion.checkpoint.Sha256;
import org.sluice.inversion.forward.SolverDescription;

/**
 * Describes the part of a config that decides the forward map's numbers: the table {@code
 * [forward]} with its defaults and the content of the files that it names, but not how long or on
 * how many workers it is asked.
 */
final class SolverDescriptions {

  private static final Set<String> WITHOUT_EFFECT =
      Set.of("workers", "rows_per_call", "timeout", "retries", "output_cap");

  private SolverDescriptions() {}

  static SolverDescription of(Config config, Path folder) {
    SequencedMap<String, String> entries = new LinkedHashMap<>();
    TableWriter.write(config.forward())
        .forEachEntry((key, value) -> {
          if (!WITHOUT_EFFECT.contains(key)) {
            entries.put(key, value.toString());
          }
        });
    if (VariabilitySetup.isKnown(config)) {
      // It decides the initial states.
      entries.put("seed", String.valueOf(config.seed()));
    }
    for (String name : files(config.forward())) {
      Path file = folder.resolve(name);
      if (Files.isRegularFile(file)) {
        entries.put("content of " + name, digest(file));
      }
    }
    return new SolverDescription(entries);
  }

  private static List<String> files(ForwardConfig forward) {
    return switch (forward) {
      case ForwardConfig.Process process -> process.program().command();
      case ForwardConfig.Linear linear when linear.matrixFile() != null ->
          List.of(linear.matrixFile());
      default -> List.of();
    };
  }

  private static String digest(Path file) {
    try (DigestInputStream stream =
        new DigestInputStream(Files.newInputStream(file), Sha256.begin())) {
      stream.transferTo(OutputStream.nullOutputStream());
      return HexFormat.of().formatHex(stream.getMessageDigest().digest());
    } catch (IOException e) {
      throw SluiceException.input(e, "%s cannot be read: %s", file, e.getMessage());
    }
  }
}
