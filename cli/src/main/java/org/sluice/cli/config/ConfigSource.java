package org.sluice.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.process.SluiceException;

/**
 * The text of a config.
 *
 * @param label the file, or the example's name, for messages
 * @param text TOML
 * @param folder the folder of its relative files
 */
public record ConfigSource(String label, String text, Path folder) {

  /** Names of the bundled examples. */
  public static final List<String> EXAMPLES =
      List.of(
          "darcy",
          "darcy-2d",
          "darcy-levelset",
          "elastodynamics",
          "elastodynamics-correlated",
          "elastodynamics-fourier",
          "known-noise",
          "linear",
          "lorenz96",
          "lorenz96-correlated",
          "lorenz96-multiscale",
          "noise-only",
          "replicates",
          "replicates-skewed",
          "two-designs");

  /** Names of the bundled studies. */
  public static final List<String> STUDIES =
      List.of("cut-vs-standard", "convergence", "slices", "active-learning");

  /**
   * A config file, or a bundled example if there is no such file.
   *
   * @throws SluiceException if there is neither
   */
  public static ConfigSource of(String name) {
    return of(Path.of(name), name, "config file", "example", EXAMPLES);
  }

  /**
   * A study's file, or a bundled study if there is no such file.
   *
   * @throws SluiceException if there is neither
   */
  public static ConfigSource ofStudy(String name) {
    return of(Path.of(name), name, "file of a study", "bundled study", STUDIES);
  }

  /** The bundled examples, in the order of their names. */
  public static List<ConfigSource> bundledExamples() {
    return EXAMPLES.stream().map(name -> bundledConfig("examples", name)).toList();
  }

  /** The bundled studies. */
  public static List<ConfigSource> bundledStudies() {
    return STUDIES.stream().map(name -> bundledConfig("studies", name)).toList();
  }

  /**
   * The source that a config in this one's folder refers to: another file, or a bundled example.
   */
  public ConfigSource sibling(String name) {
    return of(folder.resolve(name), name, "config file", "example", EXAMPLES);
  }

  private static ConfigSource of(
      Path file, String name, String kind, String bundledKind, List<String> bundled) {
    try {
      if (Files.isRegularFile(file)) {
        Path folder = file.toAbsolutePath().getParent();
        return new ConfigSource(name, Files.readString(file), folder);
      }
    } catch (MalformedInputException e) {
      throw SluiceException.input(e, "%s: this is not text in UTF-8", name);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
    if (bundled.contains(name)) {
      return bundledConfig(bundled == EXAMPLES ? "examples" : "studies", name);
    }
    throw SluiceException.input(
        "%s: there is no such %s, and no such %s%s",
        name, kind, bundledKind, Suggestion.of(name, bundled));
  }

  private static ConfigSource bundledConfig(String place, String name) {
    return new ConfigSource(name, bundled(place, name), Path.of("").toAbsolutePath());
  }

  private static String bundled(String place, String name) {
    String resource = "/org/sluice/cli/%s/%s.toml".formatted(place, name);
    try (InputStream stream = ConfigSource.class.getResourceAsStream(resource)) {
      return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
