package org.sluice.cli.system.population.config;

import java.util.List;
import java.util.Locale;
import org.sluice.cli.config.Choice;
import org.sluice.inversion.range.Range;
import org.sluice.kernels.Activation;
import org.sluice.kernels.ElementType;

/**
 * Keys of the table {@code [surrogate]}: the sizes of its network.
 *
 * @param hidden widths of a perceptron's hidden layers; 64, 64 by default
 * @param activation of a perceptron: tanh, silu, gelu, softplus or relu; silu by default
 * @param grid of a Fourier operator's output field, one or two numbers of points; the forward map's
 *     own where it has one, if null
 * @param modes of a Fourier operator; 12, or as many as the grid holds, if null
 * @param width of a Fourier operator; 32 by default
 * @param layers of a Fourier operator; 4 by default
 * @param precision f32 or f64; f64 by default
 */
public record NetworkConfig(
    List<Integer> hidden,
    String activation,
    List<Integer> grid,
    Integer modes,
    int width,
    int layers,
    String precision) {

  /** Checks the ranges. */
  public NetworkConfig {
    hidden = List.copyOf(hidden);
    hidden.forEach(units -> Range.atLeast("hidden", 1, units));
    Choice.of("activation", activation, "tanh", "silu", "gelu", "softplus", "relu");
    if (modes != null) {
      Range.atLeast("modes", 1, modes);
    }
    Range.atLeast("width", 1, width);
    Range.atLeast("layers", 1, layers);
    Choice.of("precision", precision, "f32", "f64");
  }

  static NetworkConfig defaults() {
    return new NetworkConfig(List.of(64, 64), "silu", null, null, 32, 4, "f64");
  }

  /** The function between a perceptron's layers. */
  public Activation activationFunction() {
    return Activation.valueOf(activation.toUpperCase(Locale.ROOT));
  }

  /** Type of weights and inputs. */
  public ElementType elementType() {
    return precision.equals("f32") ? ElementType.F32 : ElementType.F64;
  }
}
