package org.sluice.inversion.surrogate;

import java.lang.foreign.Arena;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * A few examples on their way through a Fourier network and back. Point-major: a field of c
 * channels is n × (b·c) to the transforms and (n·b) × c to the pointwise products, without moving a
 * number.
 */
final class FourierTile {

  private final Backend backend;
  private final FourierShape shape;
  private final FourierBasis basis;
  private final int examples;
  private final int rows;
  private final Matrix channels;
  private final Matrix[] fields;
  private final Matrix[] sums;
  private final Matrix[] coefficients;
  private final Matrix mixed;
  private final Matrix coefficientGradient;
  private final Matrix hiddenSum;
  private final Matrix hidden;
  private final Matrix hiddenGradient;
  private final Matrix fieldGradient;
  private final Matrix sumGradient;
  private final Matrix channelGradient;
  private final Matrix ones;
  private final Matrix field;
  private final Matrix transposed;
  private final Matrix readout;

  FourierTile(
      Backend backend,
      FourierShape shape,
      FourierBasis basis,
      ElementType type,
      int examples,
      Arena arena) {
    this.backend = backend;
    this.shape = shape;
    this.basis = basis;
    this.examples = examples;
    int n = shape.points();
    int w = shape.width();
    rows = n * examples;
    channels = Matrix.allocate(arena, type, rows, shape.channels());
    fields = new Matrix[shape.layers() + 1];
    sums = new Matrix[shape.layers()];
    coefficients = new Matrix[shape.layers()];
    for (int l = 0; l < shape.layers(); l++) {
      sums[l] = Matrix.allocate(arena, type, rows, w);
      coefficients[l] = Matrix.allocate(arena, type, 2L * basis.size(), (long) examples * w);
    }
    for (int l = 0; l < shape.layers(); l++) {
      fields[l] = Matrix.allocate(arena, type, rows, w);
    }
    // The last layer has no activation.
    fields[shape.layers()] = sums[shape.layers() - 1];
    mixed = Matrix.allocate(arena, type, 2L * basis.size(), (long) examples * w);
    coefficientGradient = Matrix.allocate(arena, type, 2L * basis.size(), (long) examples * w);
    hiddenSum = Matrix.allocate(arena, type, rows, FourierParameters.projection(shape));
    hidden = Matrix.allocate(arena, type, rows, FourierParameters.projection(shape));
    hiddenGradient = Matrix.allocate(arena, type, rows, FourierParameters.projection(shape));
    fieldGradient = Matrix.allocate(arena, type, rows, w);
    sumGradient = Matrix.allocate(arena, type, rows, w);
    channelGradient = Matrix.allocate(arena, type, rows, shape.channels());
    ones = Matrix.allocate(arena, type, rows, 1);
    for (long i = 0; i < rows; i++) {
      ones.set(i, 0, 1);
    }
    field = Matrix.allocate(arena, type, rows, 1);
    transposed = Matrix.allocate(arena, type, examples, n);
    readout = shape.readout() == null ? null : Matrix.allocate(arena, type, shape.outputs(), n);
    for (int r = 0; readout != null && r < shape.outputs(); r++) {
      readout.writeRow(r, shape.readout()[r]);
    }
  }

  /** Outputs of as many inputs as the tile holds. */
  void forward(FourierParameters parameters, Matrix inputs, Matrix outputs) {
    gather(inputs);
    multiply(1, channels, false, parameters.lift(), false, 0, fields[0]);
    for (int l = 0; l < shape.layers(); l++) {
      multiply(1, fields[l], false, parameters.pointwise(l), false, 0, sums[l]);
      multiply(1, ones, false, parameters.bias(l), false, 1, sums[l]);
      multiply(1, basis.analysis, false, wide(fields[l]), false, 0, coefficients[l]);
      mix(parameters, l);
      multiply(1, basis.synthesis, true, mixed, false, 1, wide(sums[l]));
      if (l + 1 < shape.layers()) {
        Silu.apply(sums[l], fields[l + 1]);
      }
    }
    multiply(1, fields[shape.layers()], false, parameters.hidden(), false, 0, hiddenSum);
    multiply(1, ones, false, parameters.hiddenBias(), false, 1, hiddenSum);
    Silu.apply(hiddenSum, hidden);
    multiply(1, hidden, false, parameters.output(), false, 0, field);
    multiply(1, ones, false, parameters.outputBias(), false, 1, field);
    for (int p = 0; p < shape.points(); p++) {
      for (int b = 0; b < examples; b++) {
        transposed.set(b, p, field.get((long) p * examples + b, 0));
      }
    }
    if (readout == null) {
      outputs.copyFrom(transposed);
    } else {
      multiply(1, transposed, false, readout, true, 0, outputs);
    }
  }

  /**
   * The gradients, after {@link #forward}.
   *
   * @param gradient by the parameters, added to; or null
   * @param inputGradient written; or null
   */
  void backward(
      FourierParameters parameters,
      Matrix outputGradient,
      FourierParameters gradient,
      Matrix inputGradient) {
    if (readout == null) {
      transposed.copyFrom(outputGradient);
    } else {
      multiply(1, outputGradient, false, readout, false, 0, transposed);
    }
    for (int p = 0; p < shape.points(); p++) {
      for (int b = 0; b < examples; b++) {
        field.set((long) p * examples + b, 0, transposed.get(b, p));
      }
    }
    if (gradient != null) {
      multiply(1, hidden, true, field, false, 1, gradient.output());
      multiply(1, ones, true, field, false, 1, gradient.outputBias());
    }
    multiply(1, field, false, parameters.output(), true, 0, hiddenGradient);
    Silu.backward(hiddenSum, hiddenGradient);
    if (gradient != null) {
      multiply(1, fields[shape.layers()], true, hiddenGradient, false, 1, gradient.hidden());
      multiply(1, ones, true, hiddenGradient, false, 1, gradient.hiddenBias());
    }
    multiply(1, hiddenGradient, false, parameters.hidden(), true, 0, fieldGradient);
    for (int l = shape.layers() - 1; l >= 0; l--) {
      layerBackward(parameters, gradient, l);
    }
    if (gradient != null) {
      multiply(1, channels, true, fieldGradient, false, 1, gradient.lift());
    }
    if (inputGradient != null) {
      multiply(1, fieldGradient, false, parameters.lift(), true, 0, channelGradient);
      scatter(inputGradient);
    }
  }

  /** From the gradient by a layer's output field to that by its input field, in place. */
  private void layerBackward(FourierParameters parameters, FourierParameters gradient, int l) {
    sumGradient.copyFrom(fieldGradient);
    if (l + 1 < shape.layers()) {
      Silu.backward(sums[l], sumGradient);
    }
    if (gradient != null) {
      multiply(1, fields[l], true, sumGradient, false, 1, gradient.pointwise(l));
      multiply(1, ones, true, sumGradient, false, 1, gradient.bias(l));
    }
    multiply(1, basis.synthesis, false, wide(sumGradient), false, 0, mixed);
    mixBackward(parameters, gradient, l);
    multiply(1, sumGradient, false, parameters.pointwise(l), true, 0, fieldGradient);
    multiply(1, basis.analysis, true, coefficientGradient, false, 1, wide(fieldGradient));
  }

  /** Multiplies each mode's coefficients by its complex matrix. */
  private void mix(FourierParameters parameters, int l) {
    for (int k = 0; k < basis.size(); k++) {
      Matrix real = parameters.real(l, k);
      Matrix imaginary = parameters.imaginary(l, k);
      Matrix sine = mode(coefficients[l], 2 * k + 1, 1);
      Matrix cosine = mode(coefficients[l], 2 * k, 1);
      multiply(1, mode(coefficients[l], 2 * k, 2), false, real, false, 0, mode(mixed, 2 * k, 2));
      multiply(1, sine, false, imaginary, false, 1, mode(mixed, 2 * k, 1));
      multiply(-1, cosine, false, imaginary, false, 1, mode(mixed, 2 * k + 1, 1));
    }
  }

  private void mixBackward(FourierParameters parameters, FourierParameters gradient, int l) {
    for (int k = 0; k < basis.size(); k++) {
      Matrix real = parameters.real(l, k);
      Matrix imaginary = parameters.imaginary(l, k);
      Matrix both = mode(mixed, 2 * k, 2);
      Matrix byCosine = mode(mixed, 2 * k, 1);
      Matrix bySine = mode(mixed, 2 * k + 1, 1);
      if (gradient != null) {
        Matrix cosine = mode(coefficients[l], 2 * k, 1);
        Matrix sine = mode(coefficients[l], 2 * k + 1, 1);
        multiply(1, mode(coefficients[l], 2 * k, 2), true, both, false, 1, gradient.real(l, k));
        multiply(1, sine, true, byCosine, false, 1, gradient.imaginary(l, k));
        multiply(-1, cosine, true, bySine, false, 1, gradient.imaginary(l, k));
      }
      multiply(1, both, false, real, true, 0, mode(coefficientGradient, 2 * k, 2));
      multiply(-1, bySine, false, imaginary, true, 1, mode(coefficientGradient, 2 * k, 1));
      multiply(1, byCosine, false, imaginary, true, 1, mode(coefficientGradient, 2 * k + 1, 1));
    }
  }

  private void gather(Matrix inputs) {
    int values = shape.channels() - shape.grid().size() - 1;
    boolean isField = shape.input() == FourierShape.Input.FIELD;
    for (int p = 0; p < shape.points(); p++) {
      for (int b = 0; b < examples; b++) {
        long row = (long) p * examples + b;
        for (int c = 0; c < values; c++) {
          channels.set(row, c, inputs.get(b, isField ? p : c));
        }
        for (int axis = 0; axis < shape.grid().size(); axis++) {
          channels.set(row, values + axis, FourierBasis.position(shape, p, axis));
        }
        channels.set(row, shape.channels() - 1, 1);
      }
    }
  }

  private void scatter(Matrix inputGradient) {
    boolean isField = shape.input() == FourierShape.Input.FIELD;
    for (int b = 0; b < examples; b++) {
      for (int c = 0; c < shape.inputs(); c++) {
        double sum = 0;
        for (int p = isField ? c : 0; p < (isField ? c + 1 : shape.points()); p++) {
          sum += channelGradient.get((long) p * examples + b, isField ? 0 : c);
        }
        inputGradient.set(b, c, sum);
      }
    }
  }

  private Matrix wide(Matrix field) {
    return Matrix.of(
        field.segment(), field.type(), shape.points(), (long) examples * shape.width());
  }

  /** One or two rows of coefficients as examples × channels. */
  private Matrix mode(Matrix coefficients, long first, int count) {
    return Matrix.of(
        coefficients.rows(first, first + count).segment(),
        coefficients.type(),
        (long) count * examples,
        shape.width());
  }

  private void multiply(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    backend.multiply(alpha, a, transposeA, b, transposeB, beta, c);
  }
}
