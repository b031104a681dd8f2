package org.sluice.inversion.network;

import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/**
 * v ← silu(K v + W v + b), and its gradients: to coefficients of Fourier modes, through a complex
 * matrix for each mode, and back to a field. The bias goes along as the coefficient of a constant.
 */
final class FourierLayer {

  private final Backend backend;
  private final FourierBasis basis;
  private final FourierFields fields;
  private final int layer;
  private final int width;
  private final Matrix coefficients;
  private final Matrix mixed;
  private final Matrix coefficientGradient;
  private final Matrix ones;
  private final Matrix slopes;

  /**
   * One layer.
   *
   * @param mixed memory for (2K + 1)·w numbers of each example, which layers may share
   * @param coefficientGradient likewise, for 2K·w
   * @param ones a column of at least as many ones as there are examples
   * @param active whether silu follows
   */
  FourierLayer(
      Backend backend,
      FourierBasis basis,
      FourierFields fields,
      int layer,
      int width,
      Matrix mixed,
      Matrix coefficientGradient,
      Matrix ones,
      boolean active) {
    this.backend = backend;
    this.basis = basis;
    this.fields = fields;
    this.layer = layer;
    this.width = width;
    this.mixed = mixed;
    this.coefficientGradient = coefficientGradient;
    this.ones = ones;
    coefficients = fields.allocate(2L * basis.size() * width);
    slopes = active ? fields.allocateField(width) : null;
  }

  /** Out ← the layer's value at {@code in}; both are fields. */
  void forward(FourierParameters parameters, Matrix in, Matrix out) {
    backend.multiply(
        1, basis.analysis, false, fields.wide(in, width), false, 0, modes(coefficients));
    Matrices weights = parameters.real(layer);
    Matrices imaginary = parameters.imaginary(layer);
    backend.multiplyEach(1, both(coefficients), false, weights, false, 0, both(mixed));
    backend.multiplyEach(1, sines(coefficients), false, imaginary, false, 1, cosines(mixed));
    backend.multiplyEach(-1, cosines(coefficients), false, imaginary, false, 1, sines(mixed));
    backend.multiply(1, exampleOnes(), false, parameters.bias(layer), false, 0, constant());
    Matrix weighted = parameters.pointwise(layer);
    backend.multiply(1, fields.tall(in, width), false, weighted, false, 0, fields.tall(out, width));
    Matrix all = fields.rows(mixed, 2L * basis.size() + 1, width);
    backend.multiply(1, basis.synthesis, true, all, false, 1, fields.wide(out, width));
    if (slopes != null) {
      backend.activate(Activation.SILU, fields.tall(out, width), fields.tall(slopes, width));
    }
  }

  /**
   * The gradients, after {@link #forward}.
   *
   * @param gradient by the parameters; or null
   * @param add whether to add to it, or to write it
   * @param in the field that the layer had
   * @param outGradient by the layer's value; multiplied by silu's slopes on the way
   * @param inGradient by {@code in}, written
   */
  void backward(
      FourierParameters parameters,
      FourierParameters gradient,
      boolean add,
      Matrix in,
      Matrix outGradient,
      Matrix inGradient) {
    double beta = add ? 1 : 0;
    Matrix delta = fields.tall(outGradient, width);
    if (slopes != null) {
      backend.multiplyElements(delta, fields.tall(slopes, width));
    }
    Matrix all = fields.rows(mixed, 2L * basis.size() + 1, width);
    backend.multiply(1, basis.synthesis, false, fields.wide(outGradient, width), false, 0, all);
    if (gradient != null) {
      Matrix values = fields.tall(in, width);
      backend.multiply(1, values, true, delta, false, beta, gradient.pointwise(layer));
      backend.multiply(1, exampleOnes(), true, constant(), false, beta, gradient.bias(layer));
      Matrices imaginary = gradient.imaginary(layer);
      backend.multiplyEach(
          1, both(coefficients), true, both(mixed), false, beta, gradient.real(layer));
      backend.multiplyEach(1, sines(coefficients), true, cosines(mixed), false, beta, imaginary);
      backend.multiplyEach(-1, cosines(coefficients), true, sines(mixed), false, 1, imaginary);
    }
    Matrix by = coefficientGradient;
    Matrices imaginary = parameters.imaginary(layer);
    backend.multiplyEach(1, both(mixed), false, parameters.real(layer), true, 0, both(by));
    backend.multiplyEach(-1, sines(mixed), false, imaginary, true, 1, cosines(by));
    backend.multiplyEach(1, cosines(mixed), false, imaginary, true, 1, sines(by));
    backend.multiply(
        1, delta, false, parameters.pointwise(layer), true, 0, fields.tall(inGradient, width));
    backend.multiply(1, basis.analysis, true, modes(by), false, 1, fields.wide(inGradient, width));
  }

  private Matrix modes(Matrix memory) {
    return fields.rows(memory, 2L * basis.size(), width);
  }

  /** The constant's coefficients, b × w. */
  private Matrix constant() {
    long first = 2L * basis.size() * fields.examples() * width;
    return mixed.part(first, fields.examples(), width);
  }

  private Matrix exampleOnes() {
    return ones.part(0, fields.examples(), 1);
  }

  /** Each mode's cosine and sine coefficients, 2b × w. */
  private Matrices both(Matrix memory) {
    return eachMode(memory, 0, 2);
  }

  private Matrices cosines(Matrix memory) {
    return eachMode(memory, 0, 1);
  }

  private Matrices sines(Matrix memory) {
    return eachMode(memory, 1, 1);
  }

  private Matrices eachMode(Matrix memory, int first, int count) {
    long size = (long) fields.examples() * width;
    long length = (2L * basis.size() - first) * size;
    Matrix from = memory.part(first * size, 1, length);
    long rows = (long) count * fields.examples();
    Matrix mode = new Matrix(from.segment(), from.type(), rows, width, width);
    return new Matrices(mode, basis.size(), 2 * size);
  }
}
