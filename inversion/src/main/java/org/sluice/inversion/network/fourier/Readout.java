package org.sluice.inversion.network.fourier;

import org.sluice.inversion.network.Draws;
import org.sluice.inversion.network.Layer;
import org.sluice.inversion.network.Pass;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * From a field of one channel to observations, one example a row: the field itself, or fixed sums
 * of its values. It has no parameters.
 */
final class Readout implements Layer {

  private final Fields fields;
  private final int observations;
  private final Matrix rows;

  /**
   * Copies the weights to the backend.
   *
   * @param readout observations × points, or null for the field itself
   */
  Readout(Backend backend, ElementType type, Fields fields, double[][] readout) {
    this.fields = fields;
    if (readout == null) {
      observations = fields.points();
      rows = null;
      return;
    }
    observations = readout.length;
    Matrix host =
        Matrix.of(new double[observations * fields.points()], observations, fields.points());
    for (int r = 0; r < observations; r++) {
      host.writeRow(r, readout[r]);
    }
    rows = backend.allocate(type, observations, fields.points());
    backend.copy(host, rows);
  }

  @Override
  public int inputs() {
    return fields.points();
  }

  @Override
  public int outputs() {
    return observations;
  }

  @Override
  public long parameterCount() {
    return 0;
  }

  @Override
  public void initialise(Draws draws, Matrix parameters) {
    // There is nothing to draw.
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    Matrix field = fields.wide(inputs);
    if (rows == null) {
      fields.transpose(pass.backend(), field, outputs, inputs.rows());
    } else {
      pass.backend().multiply(1, field, true, rows, true, 0, outputs);
    }
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
    if (inputGradient == null) {
      return;
    }
    Matrix field = fields.wide(inputGradient);
    if (rows == null) {
      fields.transpose(pass.backend(), outputGradient, field, inputs.rows());
    } else {
      pass.backend().multiply(1, rows, true, outputGradient, true, 0, field);
    }
  }
}
