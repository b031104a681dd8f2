package org.sluice.cli.system.population.report;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.page.Json;
import org.sluice.cli.process.Version;
import org.sluice.cli.system.population.config.NoiseConfig;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.checkpoint.Sha256;
import org.sluice.inversion.noise.KnownNoise;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code result.json}: parameters, noise, the population's moments, loss, run and provenance; where
 * both gradients were followed, an array {@code variants} of such objects.
 */
public final class ResultFile {

  private static final ValueLayout.OfDouble LITTLE_ENDIAN =
      ValueLayout.JAVA_DOUBLE_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private ResultFile() {}

  /** Writes the file. */
  public static void write(Path file, Outcome outcome) {
    List<Result> results = outcome.results();
    ObjectNode root;
    if (results.size() == 1) {
      root = variant(outcome, results.getFirst());
    } else {
      root = Json.object();
      ArrayNode variants = root.putArray("variants");
      results.forEach(result -> variants.add(variant(outcome, result)));
    }
    WholeFile.writeText(file, Json.pretty(root));
  }

  /**
   * {@code sha256:} and the hash of the observations as little-endian float64, row after row; of
   * groups one after another, and of known noise its covariances.
   */
  static String dataHash(Problem problem) {
    MessageDigest digest = Sha256.begin();
    for (Group group : problem.groups()) {
      double[] row = new double[group.dimension()];
      for (long i = 0; i < group.data().rows(); i++) {
        group.data().readRow(i, row);
        update(digest, row);
      }
      if (group.known() != null) {
        update(digest, group.known());
      }
    }
    return words(digest);
  }

  /** {@code sha256:} and the hash of a file's bytes. */
  static String hash(byte[] file) {
    MessageDigest digest = Sha256.begin();
    digest.update(file);
    return words(digest);
  }

  private static String words(MessageDigest digest) {
    return "sha256:" + HexFormat.of().formatHex(digest.digest());
  }

  private static void update(MessageDigest digest, KnownNoise known) {
    update(digest, known.meanCovariance());
    double[] row = new double[known.dimension()];
    for (int n = 0; n < known.count(); n++) {
      Arrays.fill(row, 1);
      known.colour(n, row);
      update(digest, row);
    }
  }

  private static void update(MessageDigest digest, double[] row) {
    byte[] bytes = new byte[row.length * Double.BYTES];
    MemorySegment segment = MemorySegment.ofArray(bytes);
    for (int j = 0; j < row.length; j++) {
      segment.set(LITTLE_ENDIAN, (long) j * Double.BYTES, row[j]);
    }
    digest.update(bytes);
  }

  /** Those of free covariances; of groups by their names. */
  private static void putCovariances(ObjectNode node, Setup setup, Result result) {
    ObjectNode named = Json.object();
    for (int g = 0; g < setup.groups().size(); g++) {
      if (setup.groups().get(g).config().noise() instanceof NoiseConfig.Full) {
        named.set(setup.groups().get(g).group().name(), square(result.covariances().get(g)));
      }
    }
    if (!named.isEmpty()) {
      node.set("covariance", setup.groups().size() == 1 ? named.values().iterator().next() : named);
    }
  }

  /** Versions of the programs that computed the result. */
  static ObjectNode versions() {
    ObjectNode versions = Json.object();
    versions.put("sluice", Version.number());
    versions.put("java", Runtime.version().toString());
    versions.put("system", System.getProperty("os.name") + " " + System.getProperty("os.arch"));
    return versions;
  }

  private static ObjectNode variant(Outcome outcome, Result result) {
    ObjectNode node = Json.object();
    double[] errors = outcome.standardErrors(outcome.results().indexOf(result));
    int split = result.parameters().size();
    node.set("parameters", numbers(result.parameters(), errors, 0, outcome.truePopulation()));
    node.set("noise", numbers(result.noise(), errors, split, outcome.trueNoise()));
    node.set(
        "population",
        numbers(
            Population.estimated(outcome.setup(), result),
            null,
            0,
            Population.truth(outcome.setup())));
    putCovariances(node, outcome.setup(), result);
    ObjectNode loss = node.putObject("loss");
    Json.put(loss, "squared", result.loss().squared());
    Json.put(loss, "standardError", result.loss().standardError());
    node.set("run", run(outcome, result));
    int index = outcome.results().indexOf(result);
    node.put("identifiability", outcome.identified().get(index).sentence());
    ArrayNode warnings = node.putArray("warnings");
    result.warnings().forEach(warnings::add);
    Emulation emulation = outcome.emulations().get(index);
    if (emulation.isSurrogate()) {
      node.set("surrogate", SurrogateSummary.json(emulation, result));
    }
    ObjectNode provenance = node.putObject("provenance");
    provenance.set("config", outcome.setup().tree());
    provenance.put("folder", outcome.setup().folder().toString());
    provenance.put("dataHash", dataHash(outcome.setup().problem()));
    provenance.set("versions", versions());
    return node;
  }

  /**
   * Numbers with their errors and truths.
   *
   * @param errors the first-order standard errors, from index {@code first} on; or null
   */
  private static ArrayNode numbers(
      List<Parameter> numbers, double[] errors, int first, double[] truth) {
    ArrayNode array = Json.array();
    for (int i = 0; i < numbers.size(); i++) {
      ObjectNode node = array.addObject();
      double estimate = numbers.get(i).value();
      node.put("name", numbers.get(i).name());
      Json.put(node, "estimate", estimate);
      if (errors != null) {
        Json.put(node, "firstOrderStandardError", errors[first + i]);
      }
      if (truth != null) {
        node.put("truth", truth[i]);
        if (truth[i] != 0) {
          Json.put(node, "relativeError", Math.abs(estimate - truth[i]) / Math.abs(truth[i]));
        }
      }
    }
    return array;
  }

  private static ObjectNode run(Outcome outcome, Result result) {
    ObjectNode node = Json.object();
    node.put("method", result.method().word());
    node.put("gradient", result.method().gradient().word());
    node.put("whitening", result.method().weight().word());
    node.put("finiteSample", result.method().finiteSample().word());
    node.put("directions", outcome.setup().settings().sampling().directions().word());
    node.put("steps", result.run().steps());
    node.put("seconds", result.run().seconds());
    node.put("forwardSolves", result.run().forwardSolves());
    node.put("samples", result.run().samples());
    node.put("slices", result.run().slices());
    node.put("backend", outcome.backend());
    node.put("precision", outcome.setup().config().run().precision());
    node.put("threads", outcome.setup().config().run().threads());
    node.put("seed", outcome.setup().config().seed());
    node.put("stopped", result.run().stopped().word());
    putVerdict(node, result.arrival());
    return node;
  }

  private static void putVerdict(ObjectNode run, Arrival arrival) {
    if (arrival == null) {
      run.putNull("verdict");
      return;
    }
    run.put("verdict", arrival.verdict().word());
    ObjectNode step = run.putObject("newtonStep");
    Json.put(step, "inStandardErrors", arrival.step());
    Json.put(step, "monteCarloError", arrival.error());
    Json.put(step, "drift", arrival.drift());
    step.put("movesMost", arrival.mostMoving());
    step.put("evaluations", arrival.evaluations());
  }

  private static ArrayNode square(double[] matrix) {
    int d = (int) Math.round(Math.sqrt(matrix.length));
    ArrayNode rows = Json.array();
    for (int i = 0; i < d; i++) {
      ArrayNode row = rows.addArray();
      for (int j = 0; j < d; j++) {
        row.add(matrix[i * d + j]);
      }
    }
    return rows;
  }
}
