package org.sluice.inversion.network;

import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Philox;

/**
 * Views of a Fourier network's parameters: the lift, then for each layer the modes' weights (real
 * and imaginary part, width × width each), the pointwise weights and biases, then the two layers of
 * the projection.
 */
record FourierParameters(Matrix flat, FourierShape shape, int modes) {

  static long count(FourierShape shape, int modes) {
    long w = shape.width();
    return shape.channels() * w
        + shape.layers() * layerCount(shape, modes)
        + w * projection(shape)
        + 2L * projection(shape)
        + 1;
  }

  /** Width of the projection's hidden layer. */
  static int projection(FourierShape shape) {
    return 2 * shape.width();
  }

  private static long layerCount(FourierShape shape, int modes) {
    long w = shape.width();
    return 2L * modes * w * w + w * w + w;
  }

  private long layer(int layer) {
    return (long) shape.channels() * shape.width() + layer * layerCount(shape, modes);
  }

  private Matrix lift() {
    return flat.part(0, shape.channels(), shape.width());
  }

  /** The lift of the inputs. */
  Matrix inputLift() {
    return lift().rows(0, shape.channels() - shape.constantChannels());
  }

  /** The lift of what is the same for all inputs: coordinates and a constant. */
  Matrix constantLift() {
    return lift().rows(shape.channels() - shape.constantChannels(), shape.channels());
  }

  /** The real parts of all modes' weights. */
  Matrices real(int layer) {
    return weights(layer, 0);
  }

  /** Their imaginary parts. */
  Matrices imaginary(int layer) {
    return weights(layer, 1);
  }

  private Matrices weights(int layer, int part) {
    int w = shape.width();
    long rows = 2L * modes * w - (long) part * w;
    Matrix from = flat.part(layer(layer) + (long) part * w * w, rows, w);
    Matrix first = new Matrix(from.segment(), from.type(), w, w, w);
    return new Matrices(first, modes, 2L * w * w);
  }

  Matrix pointwise(int layer) {
    long w = shape.width();
    return flat.part(layer(layer) + 2L * modes * w * w, w, w);
  }

  Matrix bias(int layer) {
    long w = shape.width();
    return flat.part(layer(layer) + (2L * modes + 1) * w * w, 1, w);
  }

  Matrix hidden() {
    return flat.part(layer(shape.layers()), shape.width(), projection(shape));
  }

  Matrix hiddenBias() {
    long offset = layer(shape.layers()) + (long) shape.width() * projection(shape);
    return flat.part(offset, 1, projection(shape));
  }

  Matrix output() {
    long offset = layer(shape.layers()) + (shape.width() + 1L) * projection(shape);
    return flat.part(offset, projection(shape), 1);
  }

  Matrix outputBias() {
    return flat.part(layer(shape.layers()) + (shape.width() + 2L) * projection(shape), 1, 1);
  }

  /** Uniform weights whose variance keeps a layer's output near its input's, and biases zero. */
  void initialise(long seed, long stream) {
    for (long i = 0; i < flat.columns(); i++) {
      flat.set(0, i, 0);
    }
    long next = fill(lift(), 1.0 / shape.channels(), seed, stream, 0);
    for (int l = 0; l < shape.layers(); l++) {
      for (int k = 0; k < modes; k++) {
        next = fill(real(l).get(k), 0.25 / shape.width(), seed, stream, next);
        next = fill(imaginary(l).get(k), 0.25 / shape.width(), seed, stream, next);
      }
      next = fill(pointwise(l), 1.0 / shape.width(), seed, stream, next);
    }
    next = fill(hidden(), 1.0 / shape.width(), seed, stream, next);
    fill(output(), 1.0 / projection(shape), seed, stream, next);
  }

  private static long fill(Matrix weights, double variance, long seed, long stream, long next) {
    double half = Math.sqrt(3 * variance);
    for (long i = 0; i < weights.rows(); i++) {
      for (long j = 0; j < weights.columns(); j++) {
        weights.set(i, j, half * (2 * Philox.uniform(seed, stream, next++) - 1));
      }
    }
    return next;
  }
}
