package org.sluice.inversion.network;

import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * Layers one after another, which are a layer again. The parameters are those of the first layer,
 * then of the second, and so on.
 *
 * <p>The values between layers are kept from forward to backward; gradients go back through two
 * places in turn. Each place begins at a multiple of {@link Pass#ALIGNMENT} numbers of each
 * example.
 */
final class Sequence implements Layer {

  /** The offset of matrices that the caller holds: the first inputs and the last outputs. */
  private static final int OUTSIDE = -1;

  private final List<Layer> layers;

  /** The offset of each layer's own parameters in all of them. */
  private final long[] parameters;

  /** The offset of each layer's inputs in kept memory, in elements of each example. */
  private final long[] values;

  /** The offset of each layer's own part in kept memory, likewise. */
  private final long[] keptOf;

  private final long kept;
  private final long widest;
  private final long scratchOfLayers;

  /**
   * Layers that run one by one.
   *
   * @throws IllegalArgumentException if there is none, or two neighbours do not fit
   */
  Sequence(List<Layer> layers) {
    this.layers = List.copyOf(layers);
    check();
    int count = layers.size();
    parameters = new long[count + 1];
    values = new long[count + 1];
    keptOf = new long[count];
    long most = 0;
    long next = 0;
    long scratch = 0;
    for (int l = 0; l < count; l++) {
      Layer layer = this.layers.get(l);
      parameters[l + 1] = parameters[l] + layer.parameterCount();
      most = Math.max(most, Math.max(layer.inputs(), layer.outputs()));
      scratch = Math.max(scratch, layer.scratch());
      if (l == 0) {
        values[0] = OUTSIDE;
        if (layer.inPlace()) {
          values[0] = next;
          next += Pass.aligned(layer.inputs());
        }
      }
      if (layer.inPlace()) {
        values[l + 1] = values[l];
      } else if (l + 1 == count) {
        values[l + 1] = OUTSIDE;
      } else {
        values[l + 1] = next;
        next += Pass.aligned(layer.outputs());
      }
      keptOf[l] = next;
      next += Pass.aligned(layer.kept());
    }
    kept = next;
    boolean inside = count > 1 || this.layers.getFirst().inPlace();
    widest = inside ? Pass.aligned(most) : 0;
    scratchOfLayers = scratch;
  }

  /**
   * Layers of which runs of {@link Dense} and {@link Activate} are plans of the backend.
   *
   * @param tiles whether gradients are added up tile by tile even where one run is all there is
   */
  static Sequence fused(Backend backend, ElementType type, List<Layer> layers, boolean tiles) {
    return new Sequence(DenseRun.fuse(backend, type, layers, tiles));
  }

  private void check() {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a network needs at least one layer");
    }
    for (int l = 1; l < layers.size(); l++) {
      if (layers.get(l).inputs() != layers.get(l - 1).outputs()) {
        throw new IllegalArgumentException(
            "layer %d has %d outputs, but layer %d has %d inputs; make them agree"
                .formatted(l, layers.get(l - 1).outputs(), l + 1, layers.get(l).inputs()));
      }
    }
  }

  List<Layer> layers() {
    return layers;
  }

  @Override
  public int inputs() {
    return layers.getFirst().inputs();
  }

  @Override
  public int outputs() {
    return layers.getLast().outputs();
  }

  @Override
  public long parameterCount() {
    return parameters[layers.size()];
  }

  @Override
  public long kept() {
    return kept;
  }

  @Override
  public long scratch() {
    return 2 * widest + scratchOfLayers;
  }

  @Override
  public long ones() {
    return layers.stream().mapToLong(Layer::ones).max().orElse(0);
  }

  @Override
  public void initialise(Draws draws, Matrix flat) {
    for (int l = 0; l < layers.size(); l++) {
      layers.get(l).initialise(draws, parameters(flat, l));
    }
  }

  @Override
  public void forward(Pass pass, Matrix flat, Matrix inputs, Matrix outputs) {
    if (layers.getFirst().inPlace()) {
      pass.backend().copy(inputs, value(pass, 0, inputs, outputs));
    }
    for (int l = 0; l < layers.size(); l++) {
      Matrix in = value(pass, l, inputs, outputs);
      Matrix out = value(pass, l + 1, inputs, outputs);
      layers.get(l).forward(pass(pass, l, inputs.rows()), parameters(flat, l), in, out);
    }
    if (layers.getLast().inPlace()) {
      pass.backend().copy(value(pass, layers.size(), inputs, outputs), outputs);
    }
  }

  @Override
  public void backward(
      Pass pass,
      Matrix flat,
      Matrix inputs,
      Matrix outputGradient,
      Matrix flatGradient,
      double beta,
      Matrix inputGradient) {
    long rows = inputs.rows();
    int place = 0;
    Matrix by = outputGradient;
    if (layers.getLast().inPlace()) {
      by = gradient(pass, place, rows, outputs());
      pass.backend().copy(outputGradient, by);
    }
    for (int l = layers.size() - 1; l >= 0; l--) {
      Layer layer = layers.get(l);
      Matrix in = value(pass, l, inputs, null);
      Matrix byInputs;
      if (layer.inPlace()) {
        byInputs = by;
      } else if (l == 0) {
        byInputs = inputGradient;
      } else {
        place = 1 - place;
        byInputs = gradient(pass, place, rows, layer.inputs());
      }
      Matrix byParameters = flatGradient == null ? null : parameters(flatGradient, l);
      layer.backward(
          pass(pass, l, rows), parameters(flat, l), in, by, byParameters, beta, byInputs);
      by = byInputs;
    }
    if (layers.getFirst().inPlace() && inputGradient != null) {
      pass.backend().copy(by, inputGradient);
    }
  }

  private Matrix parameters(Matrix flat, int layer) {
    return flat.part(parameters[layer], 1, parameters[layer + 1] - parameters[layer]);
  }

  /** The values before layer {@code boundary}, or after the last. */
  private Matrix value(Pass pass, int boundary, Matrix inputs, Matrix outputs) {
    long from = values[boundary];
    if (from == OUTSIDE) {
      return boundary == 0 ? inputs : outputs;
    }
    int columns = boundary == 0 ? inputs() : layers.get(boundary - 1).outputs();
    return pass.kept().part(from * inputs.rows(), inputs.rows(), columns);
  }

  private Matrix gradient(Pass pass, int place, long rows, int columns) {
    return pass.scratch().part(place * widest * rows, rows, columns);
  }

  private Pass pass(Pass pass, int layer, long rows) {
    Matrix own = pass.kept().part(keptOf[layer] * rows, 1, layers.get(layer).kept() * rows);
    Matrix rest = pass.scratch().part(2 * widest * rows, 1, layers.get(layer).scratch() * rows);
    return new Pass(pass.backend(), own, rest, pass.ones());
  }

  @Override
  public void close() {
    layers.forEach(Layer::close);
  }
}
