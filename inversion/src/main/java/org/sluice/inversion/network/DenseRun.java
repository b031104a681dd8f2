package org.sluice.inversion.network;

import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;

/**
 * {@link Dense} layers with one and the same {@link Activate} between them as one plan of the
 * kernels, whose tiles go through all of them in cache. Backward evaluates forward again.
 */
final class DenseRun implements Layer {

  private final Sequence layers;
  private final Mlp plan;
  private final Matrix gradient;

  private DenseRun(Backend backend, ElementType type, List<Layer> run, boolean tiles) {
    layers = new Sequence(run);
    List<Integer> widths = new ArrayList<>(List.of(layers.inputs()));
    Activation activation = Activation.IDENTITY;
    for (Layer layer : run) {
      switch (layer) {
        case Dense dense -> widths.add(dense.outputs());
        case Activate activate -> activation = activate.activation();
        default -> throw new IllegalArgumentException("a run holds no " + layer);
      }
    }
    plan = backend.mlp(new Mlp.Shape(type, widths, activation));
    gradient = tiles ? backend.allocate(type, 1, plan.parameterCount()) : null;
  }

  /**
   * Replaces each run that holds an activation or is all there is.
   *
   * @param tiles whether gradients are added up tile by tile even where one run is all there is
   */
  static List<Layer> fuse(Backend backend, ElementType type, List<Layer> layers, boolean tiles) {
    List<Layer> fused = new ArrayList<>();
    for (int l = 0; l < layers.size(); ) {
      int end = end(layers, l);
      List<Layer> run = layers.subList(l, end);
      boolean alone = run.size() == layers.size();
      if (run.size() >= 3 || alone && run.getFirst() instanceof Dense) {
        fused.add(new DenseRun(backend, type, run, tiles || !alone));
      } else {
        fused.addAll(run);
      }
      l = end;
    }
    return fused;
  }

  /** The end of the run that begins with a layer: the layer after it if there is none. */
  private static int end(List<Layer> layers, int start) {
    if (!(layers.get(start) instanceof Dense)) {
      return start + 1;
    }
    int end = start + 1;
    while (end + 1 < layers.size()
        && layers.get(end) instanceof Activate next
        && layers.get(end + 1) instanceof Dense
        && (end == start + 1
            || ((Activate) layers.get(start + 1)).activation() == next.activation())) {
      end += 2;
    }
    return end;
  }

  Mlp plan() {
    return plan;
  }

  @Override
  public int inputs() {
    return layers.inputs();
  }

  @Override
  public int outputs() {
    return layers.outputs();
  }

  @Override
  public long parameterCount() {
    return layers.parameterCount();
  }

  @Override
  public void initialise(Draws draws, Matrix parameters) {
    layers.initialise(draws, parameters);
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    plan.forward(parameters, inputs, outputs);
  }

  @Override
  public void backward(
      Pass pass,
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      double beta,
      Matrix inputGradient) {
    boolean add = parameterGradient != null && beta != 0;
    Matrix written = add ? gradient : parameterGradient;
    plan.backward(parameters, inputs, outputGradient, written, inputGradient);
    if (add) {
      pass.backend().combine(1, gradient, null, null, beta, parameterGradient);
    }
  }

  @Override
  public void close() {
    plan.close();
  }
}
