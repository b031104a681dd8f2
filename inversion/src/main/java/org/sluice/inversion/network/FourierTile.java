package org.sluice.inversion.network;

import java.util.Arrays;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Some examples on their way through a Fourier network and back. */
final class FourierTile {

  private final Backend backend;
  private final FourierFields fields;
  private final FourierLift lift;
  private final FourierLayer[] layers;
  private final int width;
  private final int projection;
  private final Matrix[] values;
  private final Matrix[] gradients;
  private final Matrix hidden;
  private final Matrix hiddenSlopes;
  private final Matrix hiddenGradient;
  private final Matrix column;
  private final Matrix ones;
  private final Matrix readout;

  /** Allocates for up to {@code most} examples. */
  FourierTile(Backend backend, FourierShape shape, FourierBasis basis, ElementType type, int most) {
    this.backend = backend;
    width = shape.width();
    projection = FourierParameters.projection(shape);
    fields = new FourierFields(backend, type, shape.points(), most);
    values = new Matrix[shape.layers() + 1];
    for (int l = 0; l < values.length; l++) {
      values[l] = fields.allocateField(width);
    }
    gradients = new Matrix[] {fields.allocateField(width), fields.allocateField(width)};
    hidden = fields.allocateField(projection);
    hiddenSlopes = fields.allocateField(projection);
    hiddenGradient = fields.allocateField(projection);
    column = fields.allocateField(1);
    ones = fields.allocateField(1);
    double[] each = new double[Math.toIntExact(ones.columns())];
    Arrays.fill(each, 1);
    backend.copy(Matrix.of(each, 1, each.length), ones);
    lift = new FourierLift(backend, shape, type, fields, ones);
    layers = new FourierLayer[shape.layers()];
    Matrix mixed = fields.allocate((2L * basis.size() + 1) * width);
    Matrix mixedGradient = fields.allocate(2L * basis.size() * width);
    for (int l = 0; l < layers.length; l++) {
      boolean active = l + 1 < layers.length;
      layers[l] =
          new FourierLayer(backend, basis, fields, l, width, mixed, mixedGradient, ones, active);
    }
    readout = shape.readout() == null ? null : readout(shape, type);
  }

  private Matrix readout(FourierShape shape, ElementType type) {
    Matrix host =
        Matrix.of(new double[shape.outputs() * shape.points()], shape.outputs(), shape.points());
    for (int r = 0; r < shape.outputs(); r++) {
      host.writeRow(r, shape.readout()[r]);
    }
    Matrix there = backend.allocate(type, shape.outputs(), shape.points());
    backend.copy(host, there);
    return there;
  }

  /** Outputs of up to as many inputs as the tile holds, one example a row. */
  void forward(FourierParameters parameters, Matrix inputs, Matrix outputs) {
    fields.use((int) inputs.rows());
    lift.forward(parameters, inputs, values[0]);
    for (int l = 0; l < layers.length; l++) {
      layers[l].forward(parameters, values[l], values[l + 1]);
    }
    Matrix last = fields.tall(values[layers.length], width);
    Matrix inner = fields.tall(hidden, projection);
    backend.multiply(1, pointOnes(), false, parameters.hiddenBias(), false, 0, inner);
    backend.multiply(1, last, false, parameters.hidden(), false, 1, inner);
    backend.activate(Activation.SILU, inner, fields.tall(hiddenSlopes, projection));
    Matrix field = fields.tall(column, 1);
    backend.multiply(1, pointOnes(), false, parameters.outputBias(), false, 0, field);
    backend.multiply(1, inner, false, parameters.output(), false, 1, field);
    if (readout == null) {
      fields.turn(fields.wide(column, 1), outputs);
    } else {
      backend.multiply(1, fields.wide(column, 1), true, readout, true, 0, outputs);
    }
  }

  /**
   * The gradients, after {@link #forward}.
   *
   * @param inputs those of {@link #forward}
   * @param gradient by the parameters; or null
   * @param add whether to add to it, or to write it
   * @param inputGradient written; or null
   */
  void backward(
      FourierParameters parameters,
      Matrix inputs,
      Matrix outputGradient,
      FourierParameters gradient,
      boolean add,
      Matrix inputGradient) {
    projectBack(parameters, outputGradient, gradient, add ? 1 : 0);
    int from = 0;
    for (int l = layers.length - 1; l >= 0; l--) {
      Matrix out = gradients[from];
      from = 1 - from;
      layers[l].backward(parameters, gradient, add, values[l], out, gradients[from]);
    }
    lift.backward(parameters, gradient, add, inputs, gradients[from], inputGradient);
  }

  /** From the gradient by the outputs to that by the last field. */
  private void projectBack(
      FourierParameters parameters,
      Matrix outputGradient,
      FourierParameters gradient,
      double beta) {
    if (readout == null) {
      fields.turn(outputGradient, fields.wide(column, 1));
    } else {
      backend.multiply(1, readout, true, outputGradient, true, 0, fields.wide(column, 1));
    }
    Matrix field = fields.tall(column, 1);
    Matrix delta = fields.tall(hiddenGradient, projection);
    Matrix last = fields.tall(values[layers.length], width);
    backend.multiply(1, field, false, parameters.output(), true, 0, delta);
    backend.multiplyElements(delta, fields.tall(hiddenSlopes, projection));
    if (gradient != null) {
      Matrix inner = fields.tall(hidden, projection);
      backend.multiply(1, inner, true, field, false, beta, gradient.output());
      backend.multiply(1, pointOnes(), true, field, false, beta, gradient.outputBias());
      backend.multiply(1, last, true, delta, false, beta, gradient.hidden());
      backend.multiply(1, pointOnes(), true, delta, false, beta, gradient.hiddenBias());
    }
    Matrix target = fields.tall(gradients[0], width);
    backend.multiply(1, delta, false, parameters.hidden(), true, 0, target);
  }

  private Matrix pointOnes() {
    return fields.tall(ones, 1);
  }
}
