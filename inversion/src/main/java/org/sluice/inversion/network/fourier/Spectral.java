package org.sluice.inversion.network.fourier;

import org.sluice.inversion.network.Draws;
import org.sluice.inversion.network.Layer;
import org.sluice.inversion.network.Pass;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/**
 * v ← K v + W v + b for fields of w channels: to coefficients of K Fourier modes, through a complex
 * matrix for each mode, and back to a field. The bias goes along as the coefficient of a constant.
 * The parameters are each mode's matrix, w × w, its real part and then its imaginary part; then W,
 * w × w; then b.
 */
final class Spectral implements Layer {

  private final FourierBasis basis;
  private final Fields fields;
  private final int width;
  private final int modes;

  /**
   * One layer.
   *
   * @param basis may be shared, as may {@code fields}
   * @param width w
   */
  Spectral(FourierBasis basis, Fields fields, int width) {
    this.basis = basis;
    this.fields = fields;
    this.width = width;
    modes = basis.size();
  }

  @Override
  public int inputs() {
    return fields.points() * width;
  }

  @Override
  public int outputs() {
    return fields.points() * width;
  }

  @Override
  public long parameterCount() {
    return (2L * modes + 1) * width * width + width;
  }

  /** The inputs' coefficients. */
  @Override
  public long kept() {
    return 2L * modes * width;
  }

  /** The outputs' coefficients with the constant's, and a gradient by the inputs'. */
  @Override
  public long scratch() {
    return Pass.aligned((2L * modes + 1) * width) + 2L * modes * width;
  }

  @Override
  public long ones() {
    return 1;
  }

  /** {@inheritDoc} Uniform weights whose variance keeps outputs near inputs, and biases zero. */
  @Override
  public void initialise(Draws draws, Matrix parameters) {
    double half = Math.sqrt(3 * (0.25 / width));
    for (int k = 0; k < modes; k++) {
      draws.uniform(real(parameters).get(k), half);
      draws.uniform(imaginary(parameters).get(k), half);
    }
    draws.uniform(pointwise(parameters), Math.sqrt(3 * (1.0 / width)));
    Draws.zero(bias(parameters));
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    Backend backend = pass.backend();
    Batch batch = new Batch(pass, inputs.rows());
    Matrix kept = batch.coefficients;
    Matrix mixed = batch.mixed;
    backend.multiply(1, basis.analysis, false, fields.wide(inputs), false, 0, batch.modes(kept));
    Matrices weights = real(parameters);
    Matrices imaginary = imaginary(parameters);
    backend.multiplyEach(1, batch.both(kept), false, weights, false, 0, batch.both(mixed));
    backend.multiplyEach(1, batch.sines(kept), false, imaginary, false, 1, batch.cosines(mixed));
    backend.multiplyEach(-1, batch.cosines(kept), false, imaginary, false, 1, batch.sines(mixed));
    backend.multiply(1, batch.ones, false, bias(parameters), false, 0, batch.constant());
    Matrix weighted = pointwise(parameters);
    backend.multiply(1, fields.tall(inputs), false, weighted, false, 0, fields.tall(outputs));
    backend.multiply(1, basis.synthesis, true, batch.all(), false, 1, fields.wide(outputs));
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
    Backend backend = pass.backend();
    Batch batch = new Batch(pass, inputs.rows());
    Matrix mixed = batch.mixed;
    Matrix delta = fields.tall(outputGradient);
    backend.multiply(1, basis.synthesis, false, fields.wide(outputGradient), false, 0, batch.all());
    if (parameterGradient != null) {
      addParameterGradient(batch, fields.tall(inputs), delta, parameterGradient, beta);
    }
    if (inputGradient == null) {
      return;
    }
    Matrix by = batch.coefficientGradient;
    Matrices imaginary = imaginary(parameters);
    backend.multiplyEach(1, batch.both(mixed), false, real(parameters), true, 0, batch.both(by));
    backend.multiplyEach(-1, batch.sines(mixed), false, imaginary, true, 1, batch.cosines(by));
    backend.multiplyEach(1, batch.cosines(mixed), false, imaginary, true, 1, batch.sines(by));
    Matrix weights = pointwise(parameters);
    backend.multiply(1, delta, false, weights, true, 0, fields.tall(inputGradient));
    Matrix target = fields.wide(inputGradient);
    backend.multiply(1, basis.analysis, true, batch.modes(by), false, 1, target);
  }

  private void addParameterGradient(
      Batch batch, Matrix values, Matrix delta, Matrix gradient, double beta) {
    Backend backend = batch.backend;
    Matrix kept = batch.coefficients;
    Matrix mixed = batch.mixed;
    Matrices byImaginary = imaginary(gradient);
    backend.multiply(1, values, true, delta, false, beta, pointwise(gradient));
    backend.multiply(1, batch.ones, true, batch.constant(), false, beta, bias(gradient));
    backend.multiplyEach(1, batch.both(kept), true, batch.both(mixed), false, beta, real(gradient));
    backend.multiplyEach(
        1, batch.sines(kept), true, batch.cosines(mixed), false, beta, byImaginary);
    backend.multiplyEach(-1, batch.cosines(kept), true, batch.sines(mixed), false, 1, byImaginary);
  }

  /** The real parts of all modes' weights. */
  private Matrices real(Matrix parameters) {
    return weights(parameters, 0);
  }

  /** Their imaginary parts. */
  private Matrices imaginary(Matrix parameters) {
    return weights(parameters, 1);
  }

  private Matrices weights(Matrix parameters, int part) {
    long size = (long) width * width;
    Matrix from = parameters.part(part * size, 2L * modes * width - (long) part * width, width);
    Matrix first = new Matrix(from.segment(), from.type(), width, width, width);
    return new Matrices(first, modes, 2 * size);
  }

  private Matrix pointwise(Matrix parameters) {
    return parameters.part(2L * modes * width * width, width, width);
  }

  private Matrix bias(Matrix parameters) {
    return parameters.part((2L * modes + 1) * width * width, 1, width);
  }

  /** Coefficients of b examples: rows 2k and 2k + 1 of b × w numbers each belong to mode k. */
  private final class Batch {
    private final Backend backend;
    private final long rows;
    private final Matrix coefficients;
    private final Matrix mixed;
    private final Matrix coefficientGradient;
    private final Matrix ones;

    Batch(Pass pass, long rows) {
      backend = pass.backend();
      this.rows = rows;
      coefficients = pass.kept();
      long ofMixed = (2L * modes + 1) * width;
      mixed = pass.scratch().part(0, 1, ofMixed * rows);
      coefficientGradient =
          pass.scratch().part(Pass.aligned(ofMixed) * rows, 1, 2L * modes * width * rows);
      ones = pass.ones(rows);
    }

    Matrix modes(Matrix memory) {
      return memory.part(0, 2L * modes, rows * width);
    }

    /** All modes' coefficients and the constant's. */
    Matrix all() {
      return mixed.part(0, 2L * modes + 1, rows * width);
    }

    /** The constant's coefficients, b × w. */
    Matrix constant() {
      return mixed.part(2L * modes * rows * width, rows, width);
    }

    /** Each mode's cosine and sine coefficients, 2b × w. */
    Matrices both(Matrix memory) {
      return eachMode(memory, 0, 2);
    }

    Matrices cosines(Matrix memory) {
      return eachMode(memory, 0, 1);
    }

    Matrices sines(Matrix memory) {
      return eachMode(memory, 1, 1);
    }

    private Matrices eachMode(Matrix memory, int first, int count) {
      long size = rows * width;
      long length = (2L * modes - first) * size;
      Matrix from = memory.part(first * size, 1, length);
      Matrix mode = new Matrix(from.segment(), from.type(), count * rows, width, width);
      return new Matrices(mode, modes, 2 * size);
    }
  }
}
