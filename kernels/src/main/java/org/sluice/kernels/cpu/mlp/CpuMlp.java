package org.sluice.kernels.cpu.mlp;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.spi.AbstractMlp;
import org.sluice.kernels.spi.EvaluationChecks;

/**
 * The multilayer perceptron on the CPU. A batch is cut into pieces, by its size alone, and a piece
 * into tiles. A tile goes through all layers and back in the cache. Each piece has its own gradient
 * by parameters, and these are added in order, so no result depends on the number of threads.
 */
public final class CpuMlp extends AbstractMlp {

  /** Pieces of a large batch, enough for as many threads. */
  private static final int PIECES = 16;

  /** The most rows whose gradient is summed in the element type. */
  private static final int LARGEST_PIECE = 1024;

  private final Parallelism parallelism;
  private final Workspace workspace = new Workspace();
  private final MlpLayer[] layers;
  private final MlpWeights[] weights;
  private final MlpTile[] tiles;
  private final MlpGradient gradient;
  private final double[] losses;

  private final Parallelism.Task packTask = this::pack;
  private final Parallelism.Task pieceTask = this::evaluate;
  private final Parallelism.Task addTask = this::add;
  private final Parallelism.Task unpackTask = this::unpack;

  private Matrix parameters;
  private Matrix inputs;
  private Matrix outputs;
  private Matrix targets;
  private Matrix outputGradient;
  private Matrix parameterGradient;
  private Matrix inputGradient;
  private long pieceRows;
  private int wave;
  private int filled;
  private boolean lastWave;
  private volatile boolean finite;

  public CpuMlp(Kernels kernels, Parallelism parallelism, Shape shape) {
    super(shape);
    this.parallelism = parallelism;
    MlpShapes shapes = MlpShapes.of(kernels);
    int threads = parallelism.threads();
    try {
      layers = MlpLayer.all(kernels, shapes, workspace, shape.widths());
      weights = new MlpWeights[threads];
      tiles = new MlpTile[threads];
      for (int worker = 0; worker < threads; worker++) {
        weights[worker] = new MlpWeights(kernels, shapes, workspace, layers);
        tiles[worker] = new MlpTile(kernels, shapes, workspace, layers, shape.activation());
      }
      gradient = new MlpGradient(kernels, shapes, workspace, layers, threads);
    } catch (RuntimeException | Error failure) {
      workspace.close();
      throw failure;
    }
    losses = new double[gradient.slots()];
  }

  @Override
  public long workspaceBytes() {
    return workspace.bytes();
  }

  @Override
  protected boolean isOpen() {
    return workspace.isOpen();
  }

  @Override
  protected void forwardChecked(Matrix newParameters, Matrix newInputs, Matrix newOutputs) {
    begin(newParameters, newInputs, newOutputs, null, null, null, null);
    run();
  }

  @Override
  protected void backwardChecked(
      Matrix newParameters,
      Matrix newInputs,
      Matrix newOutputGradient,
      Matrix newParameterGradient,
      Matrix newInputGradient) {
    begin(
        newParameters,
        newInputs,
        null,
        null,
        newOutputGradient,
        newParameterGradient,
        newInputGradient);
    run();
  }

  @Override
  protected double squaredErrorChecked(
      Matrix newParameters,
      Matrix newInputs,
      Matrix newTargets,
      Matrix newParameterGradient,
      Matrix newInputGradient) {
    begin(newParameters, newInputs, null, newTargets, null, newParameterGradient, newInputGradient);
    double sum = run();
    return newInputs.rows() == 0 ? 0 : sum / newInputs.rows();
  }

  private void begin(
      Matrix newParameters,
      Matrix newInputs,
      Matrix newOutputs,
      Matrix newTargets,
      Matrix newOutputGradient,
      Matrix newParameterGradient,
      Matrix newInputGradient) {
    parameters = newParameters;
    inputs = newInputs;
    outputs = newOutputs;
    targets = newTargets;
    outputGradient = newOutputGradient;
    parameterGradient = newParameterGradient;
    inputGradient = newInputGradient;
  }

  private double run() {
    finite = true;
    parallelism.forEach(layers.length, packTask);
    requireFinite("parameters", parameters);
    long batch = inputs.rows();
    pieceRows = pieceRows(batch);
    int pieces = Math.toIntExact((batch + pieceRows - 1) / pieceRows);
    int slots = gradient.slots();
    int waves = Math.max(1, (pieces + slots - 1) / slots);
    double loss = 0;
    for (wave = 0; wave < waves; wave++) {
      filled = Math.min(slots, pieces - wave * slots);
      lastWave = wave == waves - 1;
      parallelism.forEach(filled, pieceTask);
      requireFiniteBatch();
      for (int slot = 0; slot < filled; slot++) {
        loss += losses[slot];
      }
      if (parameterGradient != null) {
        parallelism.forEach(gradient.tasks(), addTask);
      }
    }
    if (parameterGradient != null) {
      parallelism.forEach(layers.length, unpackTask);
    }
    return loss;
  }

  /**
   * Rows of a piece: whole tiles, and more of them in large batches, since adding the pieces'
   * gradients has its cost.
   */
  private static long pieceRows(long batch) {
    if (batch <= 4 * MlpTile.ROWS) {
      return MlpTile.ROWS;
    }
    long tiles = (batch + PIECES * MlpTile.ROWS - 1) / (PIECES * MlpTile.ROWS);
    return Math.clamp(tiles * MlpTile.ROWS, 2 * MlpTile.ROWS, LARGEST_PIECE);
  }

  private void pack(int layer, int worker) {
    if (!weights[worker].pack(layers[layer], parameters.segment())) {
      finite = false;
    }
  }

  private void evaluate(int slot, int worker) {
    long first = ((long) wave * gradient.slots() + slot) * pieceRows;
    long end = Math.min(inputs.rows(), first + pieceRows);
    double loss = 0;
    for (long row = first; row < end; row += MlpTile.ROWS) {
      int rows = (int) Math.min(MlpTile.ROWS, end - row);
      loss += evaluateTile(tiles[worker], row, rows, slot, row > first);
    }
    losses[slot] = loss;
  }

  private double evaluateTile(MlpTile tile, long row, int rows, int slot, boolean add) {
    boolean back = outputs == null;
    boolean byParameters = parameterGradient != null;
    boolean good = tile.loadInputs(inputs, row, rows);
    tile.forward(rows, byParameters);
    double loss = 0;
    if (!back) {
      tile.storeOutputs(outputs, row, rows);
    } else {
      Matrix loaded = targets == null ? outputGradient : targets;
      good &= tile.loadOutputGradient(loaded, row, rows);
      if (targets != null) {
        loss = tile.residuals(rows, 2.0 / inputs.rows());
      }
      tile.backward(rows, byParameters ? gradient.slot(slot) : null, add, inputGradient != null);
      if (inputGradient != null) {
        tile.storeInputGradient(inputGradient, row, rows);
      }
    }
    if (!good) {
      finite = false;
    }
    return loss;
  }

  private void add(int task, int worker) {
    gradient.add(task, worker, filled, wave == 0, lastWave);
  }

  private void unpack(int layer, int worker) {
    weights[worker].unpackGradient(layers[layer], gradient.result(), parameterGradient.segment());
  }

  private void requireFinite(String name, Matrix matrix) {
    if (!finite) {
      throw EvaluationChecks.notFinite(name, matrix);
    }
  }

  private void requireFiniteBatch() {
    if (finite || !EvaluationChecks.finite(inputs)) {
      requireFinite("inputs", inputs);
    }
    if (targets != null) {
      requireFinite("targets", targets);
    } else if (outputGradient != null) {
      requireFinite("output gradient", outputGradient);
    }
  }

  @Override
  public void close() {
    workspace.close();
  }
}
