package org.sluice.cli.system.population.report;

import java.nio.file.Path;
import java.util.Optional;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.population.newton.Verdict;
import tools.jackson.databind.JsonNode;

/**
 * The verdict in a {@code result.json}: whether its run has arrived, so that intervals, tests and
 * comparisons make sense.
 *
 * @param file that states it
 * @param known whether the file has an entry for it at all; files of older versions have none
 * @param verdict or null if it was not examined
 * @param step of Newton from the result, in standard errors
 * @param error of the step by the scatter of its evaluations, likewise
 * @param movesMost the number that the step moves by the most standard errors
 */
public record StatedVerdict(
    Path file, boolean known, Verdict verdict, double step, double error, String movesMost) {

  static StatedVerdict read(Path file, JsonNode run) {
    JsonNode step = run.path("newtonStep");
    return new StatedVerdict(
        file,
        run.has("verdict"),
        verdict(file, run.path("verdict")),
        number(file, step, "inStandardErrors"),
        number(file, step, "monteCarloError"),
        step.path("movesMost").asString(""));
  }

  private static Verdict verdict(Path file, JsonNode word) {
    if (!word.isString()) {
      return null;
    }
    for (Verdict verdict : Verdict.values()) {
      if (verdict.word().equals(word.stringValue())) {
        return verdict;
      }
    }
    throw SluiceException.input(
        "%s: run.verdict is '%s', which is no verdict; run again", file, word.stringValue());
  }

  /** NaN where it is null, as numbers are that are not finite. */
  private static double number(Path file, JsonNode step, String key) {
    JsonNode number = step.path(key);
    if (!number.isNumber() && !number.isNull() && !number.isMissingNode()) {
      throw SluiceException.input(
          "%s: run.newtonStep.%s is %s, which is no number; run again", file, key, number);
    }
    return number.asDouble(Double.NaN);
  }

  /**
   * Refuses a run that still moves.
   *
   * @throws SluiceException if it does
   */
  public void requireArrival() {
    if (verdict == Verdict.MOVING) {
      throw SluiceException.input(
          "%s: the run has not arrived: a Newton step from its end moves %s most, and the numbers by %.3g ± %.2g of their standard errors; run again with more steps or optimiser.type=gauss-newton, or give --anyway",
          file, movesMost, step, error);
    }
  }

  /** A sentence for the user where intervals or tests may mislead, or where nothing is known. */
  public Optional<String> caution() {
    if (!known) {
      return Optional.of(
          "%s does not say whether its run has arrived, since an older version wrote it; run again to know"
              .formatted(file));
    }
    return Optional.ofNullable(
        switch (verdict) {
          case null -> null;
          case ARRIVED -> null;
          case MOVING ->
              "the run has not arrived: a Newton step from its end moves the numbers by %.3g ± %.2g of their standard errors"
                  .formatted(step, error);
          case NOISY ->
              "whether the run has arrived cannot be told from its scatter: a Newton step from its end moves the numbers by %.3g ± %.2g of their standard errors"
                  .formatted(step, error);
          case UNDETERMINED ->
              "whether the run has arrived cannot be told, since the data do not determine all numbers";
        });
  }
}
