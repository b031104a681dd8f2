package org.sluice.inversion.network.fourier;

import org.sluice.inversion.network.Draws;
import org.sluice.inversion.network.Layer;
import org.sluice.inversion.network.Pass;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/**
 * A Fourier operator's first field, from one example a row: linear in the input field or
 * parameters, and in the coordinates. The part that does not change along the grid is a row of
 * channels for each example, which the coordinates and a constant spread over the grid. The trained
 * parameters are a row of w weights for each channel before the lift: the inputs', the coordinates'
 * and the constant's.
 */
final class Lift implements Layer {

  private final FourierShape shape;
  private final Fields fields;
  private final boolean isField;
  private final int width;
  private final int constants;
  private final Matrix coordinates;

  /** Copies the coordinates to the backend. */
  Lift(Backend backend, ElementType type, FourierShape shape, Fields fields) {
    this.shape = shape;
    this.fields = fields;
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
  }

  @Override
  public int inputs() {
    return shape.inputs();
  }

  @Override
  public int outputs() {
    return fields.points() * width;
  }

  @Override
  public long parameterCount() {
    return (long) shape.channels() * width;
  }

  /** The input field, point-major. */
  @Override
  public long kept() {
    return isField ? fields.points() : 0;
  }

  /** The rows that are spread over the grid. */
  @Override
  public long scratch() {
    return (long) constants * width;
  }

  @Override
  public long ones() {
    return 1;
  }

  /** {@inheritDoc} Uniform weights of variance 1/channels. */
  @Override
  public void initialise(Draws draws, Matrix parameters) {
    draws.uniform(lift(parameters), Math.sqrt(3 * (1.0 / shape.channels())));
  }

  @Override
  public void forward(Pass pass, Matrix parameters, Matrix inputs, Matrix outputs) {
    Backend backend = pass.backend();
    long b = inputs.rows();
    Matrices examples = new Matrices(pass.ones(b), constants, 0);
    Matrices lift = Matrices.rowsOf(constantLift(parameters), constants);
    backend.multiplyEach(1, examples, false, lift, false, 0, eachConstant(pass, b));
    if (!isField) {
      backend.multiply(1, inputs, false, inputLift(parameters), false, 1, constant(pass, b));
    }
    backend.multiply(1, coordinates, false, allRows(pass, b), false, 0, fields.wide(outputs));
    if (isField) {
      Matrix column = column(pass, b);
      fields.transpose(backend, inputs, fields.wide(column), b);
      Matrix target = fields.tall(outputs);
      backend.multiply(1, fields.tall(column), false, inputLift(parameters), false, 1, target);
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
    Backend backend = pass.backend();
    long b = inputs.rows();
    Matrix delta = fields.tall(outputGradient);
    Matrix wide = fields.wide(outputGradient);
    backend.multiply(1, coordinates, true, wide, false, 0, allRows(pass, b));
    if (parameterGradient != null) {
      Matrices examples = new Matrices(pass.ones(b), constants, 0);
      Matrices lift = Matrices.rowsOf(constantLift(parameterGradient), constants);
      backend.multiplyEach(1, examples, true, eachConstant(pass, b), false, beta, lift);
      Matrix values = isField ? fields.tall(column(pass, b)) : inputs;
      Matrix by = isField ? delta : constant(pass, b);
      backend.multiply(1, values, true, by, false, beta, inputLift(parameterGradient));
    }
    if (inputGradient == null) {
      return;
    }
    if (isField) {
      Matrix column = column(pass, b);
      backend.multiply(1, delta, false, inputLift(parameters), true, 0, fields.tall(column));
      fields.transpose(backend, fields.wide(column), inputGradient, b);
    } else {
      backend.multiply(1, constant(pass, b), false, inputLift(parameters), true, 0, inputGradient);
    }
  }

  private Matrix lift(Matrix parameters) {
    return parameters.part(0, shape.channels(), width);
  }

  /** The weights of the inputs. */
  private Matrix inputLift(Matrix parameters) {
    return lift(parameters).rows(0, shape.channels() - constants);
  }

  /** The weights of the coordinates and of the constant, which are the same for all inputs. */
  private Matrix constantLift(Matrix parameters) {
    return lift(parameters).rows(shape.channels() - constants, shape.channels());
  }

  private Matrix column(Pass pass, long b) {
    return pass.kept().part(0, b, fields.points());
  }

  private Matrix allRows(Pass pass, long b) {
    return pass.scratch().part(0, constants, b * width);
  }

  /** The rows that go with each coordinate and the constant, b × w. */
  private Matrices eachConstant(Pass pass, long b) {
    return Matrices.rowsOf(pass.scratch().part(0, constants * b, width), constants);
  }

  /** The rows that go with the constant, b × w. */
  private Matrix constant(Pass pass, long b) {
    return pass.scratch().part((constants - 1) * b * width, b, width);
  }
}
