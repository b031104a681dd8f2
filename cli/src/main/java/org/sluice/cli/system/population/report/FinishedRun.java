package org.sluice.cli.system.population.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.DoubleStream;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.file.FileFailure;
import org.sluice.cli.page.Json;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.noise.JointNoise;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.surrogate.TrainedSurrogate;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

/**
 * A run, read back from the folder that it wrote.
 *
 * @param folder the folder that it wrote
 * @param setup its setup, with the same data; where the run went through a surrogate, so does its
 *     problem, and the surrogate learns no more
 * @param method the estimator
 * @param optimum coordinates of the result, of the population and then of the noise
 * @param verdict whether it has arrived
 * @param resultHash {@code sha256:} and the hash of {@code result.json}, which names the result in
 *     the files of its examinations
 */
public record FinishedRun(
    Path folder,
    Setup setup,
    Method method,
    double[] optimum,
    StatedVerdict verdict,
    String resultHash) {

  /**
   * Reads {@code result.json}, the run's data and, where there is a surrogate, the checkpoint.
   *
   * @param session owns the data that are read
   * @throws SluiceException if there is no such file, if it holds two runs, if one of its entries
   *     cannot be used, which is named, or if the data are no longer those of the run
   */
  public static FinishedRun read(Path folder, Session session) {
    Path file = folder.resolve(RunFolder.RESULT);
    byte[] bytes = bytes(file);
    String resultHash = ResultFile.hash(bytes);
    JsonNode root = tree(file, bytes);
    if (root.has("variants")) {
      throw SluiceException.input(
          "%s holds the results of two gradients; run again with one of them, into another folder",
          file);
    }
    JsonNode provenance = root.path("provenance");
    if (!provenance.path("config").isObject() || !provenance.path("folder").isString()) {
      throw SluiceException.input(
          "%s does not say how it was made, as results of 'sluice run' do; run again", file);
    }
    Setup setup = setup(file, provenance, session);
    String hash = ResultFile.dataHash(setup.problem());
    if (!provenance.path("dataHash").asString("").equals(hash)) {
      throw SluiceException.input(
          "the data have changed since %s was written; run again on the data as they are", file);
    }
    double[] optimum = optimum(file, root, setup.problem());
    Method method = setup.config().loss().methods().getFirst();
    StatedVerdict verdict = StatedVerdict.read(file, root.path("run"));
    if (setup.config().surrogate() == null) {
      return new FinishedRun(folder, setup, method, optimum, verdict, resultHash);
    }
    TrainedSurrogate surrogate =
        session.open(
            Emulation.trained(setup, setup.settings(method), folder.resolve("checkpoint")));
    return new FinishedRun(folder, setup.through(surrogate), method, optimum, verdict, resultHash);
  }

  /** The settings with which the result was found. */
  public Settings settings() {
    return setup.settings(method);
  }

  private static byte[] bytes(Path file) {
    if (!Files.isRegularFile(file)) {
      throw SluiceException.input("there is no %s; give the folder that 'sluice run' wrote", file);
    }
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw FileFailure.reading(file, e);
    }
  }

  private static JsonNode tree(Path file, byte[] bytes) {
    try {
      return Json.MAPPER.readTree(bytes);
    } catch (JacksonException e) {
      throw SluiceException.input(
          e, "%s is not the JSON that 'sluice run' writes; run again", file);
    }
  }

  private static Setup setup(Path file, JsonNode provenance, Session session) {
    String label = file + ", provenance.config";
    String folder = provenance.get("folder").stringValue();
    try {
      ConfigSource source =
          new ConfigSource(
              label,
              new TomlMapper().writeValueAsString(provenance.get("config")),
              Path.of(folder));
      return Setup.of(source, Config.read(new WrittenConfig(source, List.of())), session);
    } catch (InvalidPathException e) {
      throw SluiceException.input(
          e,
          "%s: provenance.folder is no name of a folder, since it has %s; run again",
          file,
          e.getReason());
    } catch (SluiceException e) {
      // The sentence may name a file of the config alone.
      throw e.getMessage().startsWith(label) ? e : e.in(label);
    }
  }

  private static double[] optimum(Path file, JsonNode root, Problem problem) {
    JointNoise noise = problem.noise();
    return DoubleStream.concat(
            DoubleStream.of(
                coordinates(
                    file,
                    "parameters",
                    root,
                    problem.measure().names(),
                    problem.measure()::coordinates)),
            DoubleStream.of(coordinates(file, "noise", root, noise.names(), noise::coordinates)))
        .toArray();
  }

  /** The coordinates of the estimates under a key. */
  private static double[] coordinates(
      Path file, String key, JsonNode root, List<String> names, UnaryOperator<double[]> family) {
    JsonNode entries = root.path(key);
    for (int i = 0; i < Math.max(entries.size(), names.size()); i++) {
      String name = entries.path(i).path("name").asString("nothing");
      String expected = i < names.size() ? names.get(i) : "nothing";
      if (!name.equals(expected)) {
        throw SluiceException.input(
            "%s: entry %d of %s is for %s, but the run has %s there; run again",
            file, i + 1, key, name, expected);
      }
    }
    double[] estimates = new double[names.size()];
    for (int i = 0; i < estimates.length; i++) {
      JsonNode estimate = entries.get(i).path("estimate");
      if (!estimate.isNumber() || !Double.isFinite(estimate.doubleValue())) {
        throw SluiceException.input(
            "%s: entry %d of %s has no finite estimate; run again", file, i + 1, key);
      }
      estimates[i] = estimate.doubleValue();
    }
    try {
      return family.apply(estimates);
    } catch (IllegalArgumentException e) {
      throw SluiceException.input(e, "%s: %s: %s; run again", file, key, e.getMessage());
    }
  }
}
