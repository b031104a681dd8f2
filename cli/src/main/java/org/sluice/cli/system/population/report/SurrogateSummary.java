package org.sluice.cli.system.population.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.cli.page.Json;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.step.NoiseWeight;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.LearningTrace;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Summarises the accuracy of a surrogate, and whether its error matters. */
public final class SurrogateSummary {

  private SurrogateSummary() {}

  /** For people; no sentence if there is no surrogate. */
  public static List<String> sentences(Outcome outcome) {
    List<String> sentences = new ArrayList<>();
    for (int i = 0; i < outcome.results().size(); i++) {
      if (outcome.emulations().get(i).isSurrogate()) {
        addSentences(outcome.emulations().get(i), outcome.results().get(i), sentences);
      }
    }
    SolveTally data = outcome.setup().groups().getFirst().simulated();
    if (data.failed() > 0) {
      sentences.add(
          "data: %d of %d solves failed, whose systems were drawn again; the last one: %s"
              .formatted(data.failed(), data.tried(), data.lastFailure()));
    }
    return sentences;
  }

  private static void addSentences(Emulation emulation, Result result, List<String> sentences) {
    ActiveLearning learning = emulation.learning();
    sentences.add(
        "surrogate: %d solves, %d failed%s"
            .formatted(
                learning.solves(),
                learning.failures(),
                learning.failures() == 0 ? "" : "; the last one: " + learning.lastFailure()));
    LearningTrace.Row last = learning.trace().rows().getLast();
    double error = learning.heldOutError(noise(emulation, result));
    if (Double.isNaN(error)) {
      sentences.add(
          "surrogate: no held-out error, as no solve of a step's own population was compared; the certificate states its error");
    } else {
      sentences.add(
          "surrogate: held-out error %.3g (%.3g relative) on its latest solves, up to those of step %d of %d; less the variability of the solver, %.2g of the noise, which adds %.2g to a loss with standard error %.2g"
              .formatted(
                  last.heldOutError(),
                  last.relativeError(),
                  learning.heldOutStep(result.run().steps()),
                  result.run().steps(),
                  error,
                  error * error,
                  result.loss().standardError()));
    }
    double[] variability = learning.solverVariability();
    if (Arrays.stream(variability).anyMatch(deviation -> deviation > 0)) {
      sentences.add(
          "solver: observations at the same parameters vary by standard deviations up to %.2g of the noise, whose recovered part holds that variance"
              .formatted(largestShare(variability, noise(emulation, result))));
    }
    if (Double.isFinite(learning.lipschitzBound())) {
      sentences.add(
          "surrogate: certified Lipschitz bound %.4g between standardised parameters and observations"
              .formatted(learning.lipschitzBound()));
    }
    emulation
        .certificate()
        .ifPresent(certificate ->
            sentences.add(
                "certificate: loss %.6g with the surrogate, %.6g with the solver, difference %.2g with standard error %.2g; error %.3g (%.3g relative, %.2g of the noise) in %d fresh solves of the final population, %d failed"
                    .formatted(
                        certificate.surrogateLoss(),
                        certificate.solverLoss(),
                        certificate.difference(),
                        certificate.standardError(),
                        certificate.surrogateError(),
                        certificate.relativeError(),
                        certificate.errorInNoise(),
                        certificate.solves(),
                        certificate.failures())));
  }

  private static double largestShare(double[] deviations, double[] noise) {
    double largest = 0;
    for (int k = 0; k < noise.length; k++) {
      largest = Math.max(largest, deviations[k] / noise[k]);
    }
    return largest;
  }

  /** Standard deviations of the noise, known and recovered. */
  private static double[] noise(Emulation emulation, Result result) {
    Group group = emulation.problem().group();
    return new NoiseWeight(group.known(), group.dimension())
        .standardDeviations(result.covariances().getFirst());
  }

  /** For {@code result.json}. */
  static ObjectNode json(Emulation emulation, Result result) {
    ActiveLearning learning = emulation.learning();
    LearningTrace.Row last = learning.trace().rows().getLast();
    ObjectNode node = Json.object();
    node.put("solves", learning.solves());
    node.put("failures", learning.failures());
    Json.put(node, "heldOutError", last.heldOutError());
    Json.put(node, "heldOutRelativeError", last.relativeError());
    Json.put(node, "heldOutErrorInNoise", learning.heldOutError(noise(emulation, result)));
    node.put("heldOutStep", learning.heldOutStep(result.run().steps()));
    ArrayNode variability = node.putArray("solverVariability");
    for (double deviation : learning.solverVariability()) {
      variability.add(deviation);
    }
    if (Double.isFinite(learning.lipschitzBound())) {
      node.put("lipschitzBound", learning.lipschitzBound());
    }
    emulation
        .certificate()
        .ifPresent(certificate -> {
          ObjectNode entry = node.putObject("certificate");
          Json.put(entry, "solverLoss", certificate.solverLoss());
          Json.put(entry, "surrogateLoss", certificate.surrogateLoss());
          Json.put(entry, "difference", certificate.difference());
          Json.put(entry, "standardError", certificate.standardError());
          Json.put(entry, "surrogateError", certificate.surrogateError());
          Json.put(entry, "surrogateRelativeError", certificate.relativeError());
          Json.put(entry, "surrogateErrorInNoise", certificate.errorInNoise());
          entry.put("solves", certificate.solves());
          entry.put("failures", certificate.failures());
        });
    return node;
  }
}
