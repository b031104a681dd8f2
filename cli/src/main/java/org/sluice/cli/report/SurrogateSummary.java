package org.sluice.cli.report;

import java.util.ArrayList;
import java.util.List;
import org.sluice.cli.setup.Emulation;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.inversion.surrogate.LearningTrace;
import tools.jackson.databind.node.ObjectNode;

/** How good a surrogate was, and whether that matters. */
public final class SurrogateSummary {

  private SurrogateSummary() {}

  /** For people; no sentence if there is no surrogate. */
  public static List<String> sentences(Emulation emulation) {
    List<String> sentences = new ArrayList<>();
    if (!emulation.isSurrogate()) {
      return sentences;
    }
    ActiveLearning learning = emulation.learning();
    sentences.add(
        "surrogate: %d solves, %d failed%s"
            .formatted(
                learning.solves(),
                learning.failures(),
                learning.failures() == 0 ? "" : "; the last one: " + learning.lastFailure()));
    LearningTrace.Row last = learning.trace().rows().getLast();
    if (Double.isFinite(last.heldOutError())) {
      sentences.add(
          "surrogate: held-out error %.3g (%.3g relative) on its latest solves"
              .formatted(last.heldOutError(), last.relativeError()));
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
                "certificate: loss %.6g with the surrogate, %.6g with the solver, difference %.2g with standard error %.2g; error %.3g (%.3g relative) in %d fresh solves, %d failed"
                    .formatted(
                        certificate.surrogateLoss(),
                        certificate.solverLoss(),
                        certificate.difference(),
                        certificate.standardError(),
                        certificate.surrogateError(),
                        certificate.relativeError(),
                        certificate.solves(),
                        certificate.failures())));
    return sentences;
  }

  /** For {@code result.json}. */
  static ObjectNode json(Emulation emulation) {
    ActiveLearning learning = emulation.learning();
    LearningTrace.Row last = learning.trace().rows().getLast();
    ObjectNode node = Json.object();
    node.put("solves", learning.solves());
    node.put("failures", learning.failures());
    Json.put(node, "heldOutError", last.heldOutError());
    Json.put(node, "heldOutRelativeError", last.relativeError());
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
          entry.put("solves", certificate.solves());
          entry.put("failures", certificate.failures());
        });
    return node;
  }
}
