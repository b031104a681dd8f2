package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.inversion.network.Network;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** One set of weights of a network with its Adam moments, where the backend computes. */
final class Member {

  private final Backend backend;
  private final Network network;
  private final Matrix host;
  private final Matrix parameters;
  private final Matrix gradient;
  private final Matrix first;
  private final Matrix second;
  private long count;

  Member(Backend backend, Network network, long seed, long stream) {
    this.backend = backend;
    this.network = network;
    int size = Math.toIntExact(network.parameterCount());
    host = Matrix.of(new double[size], 1, size);
    parameters = backend.allocate(network.type(), 1, size);
    gradient = backend.allocate(network.type(), 1, size);
    first = backend.allocate(network.type(), 1, size);
    second = backend.allocate(network.type(), 1, size);
    network.initialise(seed, stream, host);
    backend.copy(host, parameters);
  }

  Matrix parameters() {
    return parameters;
  }

  /** Steps done. */
  long count() {
    return count;
  }

  /** One step of Adam; returns the mean squared error before it. */
  double step(Matrix inputs, Matrix targets, double learningRate) {
    double error = network.squaredError(parameters, inputs, targets, gradient);
    backend.adam(Adam.Step.of(++count, learningRate), parameters, gradient, first, second);
    return error;
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (Matrix matrix : new Matrix[] {parameters, first, second}) {
      backend.copy(matrix, host);
      for (long i = 0; i < host.columns(); i++) {
        if (network.type() == ElementType.F32) {
          out.writeFloat((float) host.get(0, i));
        } else {
          out.writeDouble(host.get(0, i));
        }
      }
    }
  }

  void read(DataInput in) throws IOException {
    count = in.readLong();
    for (Matrix matrix : new Matrix[] {parameters, first, second}) {
      for (long i = 0; i < host.columns(); i++) {
        host.set(0, i, network.type() == ElementType.F32 ? in.readFloat() : in.readDouble());
      }
      backend.copy(host, matrix);
    }
  }
}
