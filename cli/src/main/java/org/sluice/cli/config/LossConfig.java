package org.sluice.cli.config;

import java.util.List;
import org.sluice.inversion.GradientVariant;
import org.sluice.inversion.Sampling;
import org.sluice.kernels.DirectionScheme;

/**
 * The table {@code [loss]}. Defaults are those of {@link Sampling}.
 *
 * @param gradient {@code cut}, {@code standard} or {@code both}
 * @param samples M, model samples in a step
 * @param slices P, directions in a step
 * @param directions {@code orthogonal} or {@code iid}
 * @param randomNumbers {@code fresh} in each step or {@code common} to all
 * @param dataBatch observations drawn in each step; 0 for all
 */
public record LossConfig(
    String gradient,
    Integer samples,
    Integer slices,
    String directions,
    String randomNumbers,
    Integer dataBatch) {

  /** Fills in defaults and checks the ranges. */
  public LossConfig {
    Sampling defaults = Sampling.defaults();
    gradient =
        gradient == null
            ? "cut"
            : Require.oneOf("loss.gradient", gradient, "cut", "standard", "both");
    samples = samples == null ? defaults.samples() : Require.atLeast("loss.samples", 2, samples);
    slices = slices == null ? defaults.slices() : Require.atLeast("loss.slices", 1, slices);
    directions =
        directions == null
            ? "orthogonal"
            : Require.oneOf("loss.directions", directions, "orthogonal", "iid");
    randomNumbers =
        randomNumbers == null
            ? "fresh"
            : Require.oneOf("loss.random_numbers", randomNumbers, "fresh", "common");
    dataBatch =
        dataBatch == null ? defaults.dataBatch() : Require.atLeast("loss.data_batch", 0, dataBatch);
  }

  static LossConfig defaults() {
    return new LossConfig(null, null, null, null, null, null);
  }

  /** The gradients to follow, one run each. */
  public List<GradientVariant> gradients() {
    return switch (gradient) {
      case "cut" -> List.of(GradientVariant.CUT);
      case "standard" -> List.of(GradientVariant.STANDARD);
      default -> List.of(GradientVariant.CUT, GradientVariant.STANDARD);
    };
  }

  /** What a step draws. */
  public Sampling sampling() {
    return new Sampling(
        samples,
        slices,
        directions.equals("iid") ? DirectionScheme.IID : DirectionScheme.ORTHOGONAL,
        dataBatch,
        randomNumbers.equals("common"));
  }
}
