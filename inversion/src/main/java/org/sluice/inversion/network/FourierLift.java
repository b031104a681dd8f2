package org.sluice.inversion.network;

import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/**
 * A Fourier network's first field: linear in the input field or numbers, and in the coordinates.
 * What does not change along the grid is a row of channels for each example, which the coordinates
 * and a constant spread over the grid.
 */
final class FourierLift {

  private final Backend backend;
  private final FourierFields fields;
  private final boolean isField;
  private final int width;
  private final int constants;
  private final Matrix coordinates;
  private final Matrix rows;
  private final Matrix ones;
  private final Matrix column;

  /**
   * Allocates.
   *
   * @param ones a column of at least as many ones as there are examples
   */
  FourierLift(
      Backend backend, FourierShape shape, ElementType type, FourierFields fields, Matrix ones) {
    this.backend = backend;
    this.fields = fields;
    this.ones = ones;
    isField = shape.input() == FourierShape.Input.FIELD;
    width = shape.width();
    constants = shape.constantChannels();
    int n = shape.points();
    Matrix host = Matrix.of(new double[n * constants], n, constants);
    for (int p = 0; p < n; p++) {
      for (int axis = 0; axis < constants - 1; axis++) {
        host.set(p, axis, FourierBasis.position(shape, p, axis));
      }
      host.set(p, constants - 1, 1);
    }
    coordinates = backend.allocate(type, n, constants);
    backend.copy(host, coordinates);
    rows = fields.allocate((long) constants * width);
    column = isField ? fields.allocateField(1) : null;
  }

  /** Field ← the lift of the inputs, one example a row. */
  void forward(FourierParameters parameters, Matrix inputs, Matrix field) {
    Matrix examples = ones.part(0, fields.examples(), 1);
    Matrices lift = Matrices.rowsOf(parameters.constantLift(), constants);
    backend.multiplyEach(
        1, new Matrices(examples, constants, 0), false, lift, false, 0, eachConstant());
    if (!isField) {
      backend.multiply(1, inputs, false, parameters.inputLift(), false, 1, constant());
    }
    backend.multiply(1, coordinates, false, allRows(), false, 0, fields.wide(field, width));
    if (isField) {
      fields.turn(inputs, fields.wide(column, 1));
      Matrix values = fields.tall(column, 1);
      Matrix target = fields.tall(field, width);
      backend.multiply(1, values, false, parameters.inputLift(), false, 1, target);
    }
  }

  /**
   * The gradients, after {@link #forward}.
   *
   * @param gradient by the parameters; or null
   * @param add whether to add to it, or to write it
   * @param fieldGradient by the field
   * @param inputGradient written; or null
   */
  void backward(
      FourierParameters parameters,
      FourierParameters gradient,
      boolean add,
      Matrix inputs,
      Matrix fieldGradient,
      Matrix inputGradient) {
    double beta = add ? 1 : 0;
    Matrix delta = fields.tall(fieldGradient, width);
    Matrix wide = fields.wide(fieldGradient, width);
    backend.multiply(1, coordinates, true, wide, false, 0, allRows());
    if (gradient != null) {
      Matrices examples = new Matrices(ones.part(0, fields.examples(), 1), constants, 0);
      Matrices lift = Matrices.rowsOf(gradient.constantLift(), constants);
      backend.multiplyEach(1, examples, true, eachConstant(), false, beta, lift);
      Matrix values = isField ? fields.tall(column, 1) : inputs;
      Matrix by = isField ? delta : constant();
      backend.multiply(1, values, true, by, false, beta, gradient.inputLift());
    }
    if (inputGradient == null) {
      return;
    }
    if (isField) {
      Matrix target = fields.tall(column, 1);
      backend.multiply(1, delta, false, parameters.inputLift(), true, 0, target);
      fields.turn(fields.wide(column, 1), inputGradient);
    } else {
      backend.multiply(1, constant(), false, parameters.inputLift(), true, 0, inputGradient);
    }
  }

  private Matrix allRows() {
    return fields.rows(rows, constants, width);
  }

  /** The rows that go with each coordinate and the constant, b × w. */
  private Matrices eachConstant() {
    return Matrices.rowsOf(rows.part(0, (long) constants * fields.examples(), width), constants);
  }

  /** The rows that go with the constant, b × w. */
  private Matrix constant() {
    long size = (long) fields.examples() * width;
    return rows.part((constants - 1) * size, fields.examples(), width);
  }
}
