package org.sluice.inversion.network;

import java.util.Arrays;
import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;

/**
 * A network of layers one after another. Runs of {@link Dense} with one {@link Activate} between
 * them are fused into the kernels' plan for perceptrons.
 *
 * <p>Batches go through the layers in tiles of a fixed number of examples, forward and at once
 * back, and gradients by parameters are added up tile by tile. A chain that is one fused run has no
 * tiles of its own, since the plan has. Workspace is allocated once, on the backend and until the
 * backend is closed; evaluations then allocate nothing.
 */
public final class Chain implements Network {

  /** Says a loss's gradient by the outputs of some examples. */
  interface OutputLoss {
    /**
     * Writes the gradient.
     *
     * @param first the number in the batch of the first example
     * @param outputs the network's; their content may be lost
     * @param outputGradient ∂J/∂outputs, written
     */
    void gradient(long first, Matrix outputs, Matrix outputGradient);
  }

  private static final long TILE = 1 << 16;

  private final Backend backend;
  private final ElementType type;
  private final Sequence layers;
  private final Mlp plan;
  private final int tileRows;
  private final Matrix kept;
  private final Matrix scratch;
  private final Matrix ones;
  private final Matrix tileOutputs;
  private final Matrix tileGradient;

  private Chain(Backend backend, ElementType type, Sequence layers, int tileRows) {
    if (tileRows < 1) {
      throw new IllegalArgumentException("a tile needs at least 1 example, not " + tileRows);
    }
    this.backend = backend;
    this.type = type;
    this.layers = layers;
    boolean oneRun = layers.layers().size() == 1 && layers.layers().getFirst() instanceof DenseRun;
    plan = oneRun ? ((DenseRun) layers.layers().getFirst()).plan() : null;
    this.tileRows = oneRun ? 0 : tileRows;
    long rows = this.tileRows;
    kept = allocate(rows * layers.kept());
    scratch = allocate(rows * layers.scratch());
    ones = allocate(rows * layers.ones());
    double[] each = new double[Math.toIntExact(ones.columns())];
    Arrays.fill(each, 1);
    backend.copy(Matrix.of(each, 1, each.length), ones);
    tileOutputs = allocate(rows * layers.outputs());
    tileGradient = allocate(rows * layers.outputs());
  }

  private Matrix allocate(long numbers) {
    return backend.allocate(type, 1, Math.max(1, numbers));
  }

  /**
   * Makes a network whose fused runs are plans of the backend.
   *
   * @param layers from inputs to outputs; closed with the network
   * @param tileRows examples that go through the layers together, at least 1
   * @throws IllegalArgumentException if there is no layer, or two neighbours do not fit
   */
  public static Chain of(Backend backend, ElementType type, List<Layer> layers, int tileRows) {
    return new Chain(backend, type, Sequence.fused(backend, type, layers, false), tileRows);
  }

  /** The same with as many examples in a tile as have 2¹⁶ numbers between their widest layers. */
  public static Chain of(Backend backend, ElementType type, List<Layer> layers) {
    long widest = 1;
    for (Layer layer : layers) {
      widest = Math.max(widest, Math.max(layer.inputs(), layer.outputs()));
    }
    return of(backend, type, layers, Math.toIntExact(Math.max(1, TILE / widest)));
  }

  /** A network whose layers run one by one, for comparison. */
  static Chain unfused(Backend backend, ElementType type, List<Layer> layers, int tileRows) {
    return new Chain(backend, type, new Sequence(layers), tileRows);
  }

  /** Bytes of workspace for tiles; plans of fused runs have theirs. */
  public long workspaceBytes() {
    long numbers = layers.kept() + layers.scratch() + layers.ones() + 2L * layers.outputs();
    return numbers * tileRows * type.bytes();
  }

  /** The kernels' plan that does all of the work, or null where there is more than one layer. */
  Mlp plan() {
    return plan;
  }

  @Override
  public ElementType type() {
    return type;
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
  public void initialise(long seed, long stream, Matrix parameters) {
    layers.initialise(new Draws(seed, stream), parameters);
  }

  @Override
  public void forward(Matrix parameters, Matrix inputs, Matrix outputs) {
    if (plan != null) {
      plan.forward(parameters, inputs, outputs);
      return;
    }
    check("parameters", parameters, 1, parameterCount());
    check("inputs", inputs, inputs.rows(), inputs());
    check("outputs", outputs, inputs.rows(), outputs());
    for (long from = 0; from < inputs.rows(); from += tileRows) {
      long to = Math.min(inputs.rows(), from + tileRows);
      layers.forward(pass(to - from), parameters, inputs.rows(from, to), outputs.rows(from, to));
    }
  }

  @Override
  public void backward(
      Matrix parameters,
      Matrix inputs,
      Matrix outputGradient,
      Matrix parameterGradient,
      Matrix inputGradient) {
    if (plan != null) {
      plan.backward(parameters, inputs, outputGradient, parameterGradient, inputGradient);
      return;
    }
    check("output gradient", outputGradient, inputs.rows(), outputs());
    checkBackward(parameters, inputs, parameterGradient);
    if (inputGradient != null) {
      check("input gradient", inputGradient, inputs.rows(), inputs());
    }
    for (long from = 0; from < inputs.rows(); from += tileRows) {
      long to = Math.min(inputs.rows(), from + tileRows);
      Pass pass = pass(to - from);
      Matrix x = inputs.rows(from, to);
      layers.forward(pass, parameters, x, part(tileOutputs, to - from));
      layers.backward(
          pass,
          parameters,
          x,
          outputGradient.rows(from, to),
          parameterGradient,
          from > 0 ? 1 : 0,
          inputGradient == null ? null : inputGradient.rows(from, to));
    }
  }

  /** The same for a loss that asks for each example's outputs alone: forward runs once. */
  void backward(Matrix parameters, Matrix inputs, OutputLoss loss, Matrix parameterGradient) {
    checkBackward(parameters, inputs, parameterGradient);
    for (long from = 0; from < inputs.rows(); from += tileRows) {
      long to = Math.min(inputs.rows(), from + tileRows);
      Pass pass = pass(to - from);
      Matrix x = inputs.rows(from, to);
      Matrix outputs = part(tileOutputs, to - from);
      Matrix gradient = part(tileGradient, to - from);
      layers.forward(pass, parameters, x, outputs);
      loss.gradient(from, outputs, gradient);
      layers.backward(pass, parameters, x, gradient, parameterGradient, from > 0 ? 1 : 0, null);
    }
  }

  private Matrix part(Matrix tile, long rows) {
    return tile.part(0, rows, outputs());
  }

  private Pass pass(long rows) {
    return new Pass(
        backend,
        kept.part(0, 1, rows * layers.kept()),
        scratch.part(0, 1, rows * layers.scratch()),
        ones);
  }

  private void checkBackward(Matrix parameters, Matrix inputs, Matrix parameterGradient) {
    check("parameters", parameters, 1, parameterCount());
    check("inputs", inputs, inputs.rows(), inputs());
    if (parameterGradient != null) {
      check("parameter gradient", parameterGradient, 1, parameterCount());
    }
  }

  private void check(String name, Matrix matrix, long rows, long columns) {
    if (matrix.type() != type || matrix.rows() != rows || matrix.columns() != columns) {
      throw new IllegalArgumentException(
          "the network's %s must be %s of %d x %d, not %s of %s"
              .formatted(name, type, rows, columns, matrix.type(), matrix.shape()));
    }
  }

  @Override
  public void close() {
    layers.close();
  }
}
