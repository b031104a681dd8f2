package org.sluice.inversion.network;

import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;

/** Multilayer perceptrons: dense layers with a function between them. */
public final class Perceptron {

  private Perceptron() {}

  /**
   * Makes a perceptron.
   *
   * @param widths inputs, hidden widths, outputs; at least two, each at least 1
   */
  public static Chain of(
      Backend backend, ElementType type, List<Integer> widths, Activation activation) {
    return Chain.of(backend, type, layers(widths, activation));
  }

  /** Its layers. */
  static List<Layer> layers(List<Integer> widths, Activation activation) {
    List<Layer> layers = new ArrayList<>();
    for (int l = 1; l < widths.size(); l++) {
      if (l > 1) {
        layers.add(new Activate(activation, widths.get(l - 1)));
      }
      layers.add(new Dense(widths.get(l - 1), widths.get(l)));
    }
    return layers;
  }
}
