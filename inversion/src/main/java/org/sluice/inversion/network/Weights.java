package org.sluice.inversion.network;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** The trained parameters of a network with their moments of Adam, on the backend. */
public final class Weights {

  private final Backend backend;
  private final Matrix host;
  private final Matrix parameters;
  private final Matrix first;
  private final Matrix second;
  private long count;

  /**
   * Parameters that start from given ones.
   *
   * @param start 1 × parameters, of any type, on either side of the bus
   */
  public Weights(Backend backend, ElementType type, Matrix start) {
    this.backend = backend;
    int size = Math.toIntExact(start.columns());
    host = Matrix.of(new double[size], 1, size);
    parameters = backend.allocate(type, 1, size);
    first = backend.allocate(type, 1, size);
    second = backend.allocate(type, 1, size);
    backend.copy(start, parameters);
  }

  /** Parameters that start as the network draws them. */
  public static Weights draw(Backend backend, Network network, long seed, long stream) {
    int size = Math.toIntExact(network.parameterCount());
    Matrix start = Matrix.of(new double[size], 1, size);
    network.initialise(seed, stream, start);
    return new Weights(backend, network.type(), start);
  }

  /** The parameters, 1 × their number. */
  public Matrix parameters() {
    return parameters;
  }

  /** Steps done. */
  public long count() {
    return count;
  }

  /** Takes one step of {@link Adam}. */
  void step(Matrix gradient, double learningRate) {
    backend.adam(Adam.Step.of(++count, learningRate), parameters, gradient, first, second);
  }

  /** Writes all of it, for a checkpoint. */
  public void write(DataOutput out) throws IOException {
    out.writeLong(count);
    for (Matrix matrix : new Matrix[] {parameters, first, second}) {
      backend.copy(matrix, host);
      for (long i = 0; i < host.columns(); i++) {
        if (parameters.type() == ElementType.F32) {
          out.writeFloat((float) host.get(0, i));
        } else {
          out.writeDouble(host.get(0, i));
        }
      }
    }
  }

  /** Reads the weights that {@link #write} wrote, for as many parameters of the same type. */
  public void read(DataInput in) throws IOException {
    count = in.readLong();
    for (Matrix matrix : new Matrix[] {parameters, first, second}) {
      for (long i = 0; i < host.columns(); i++) {
        host.set(0, i, parameters.type() == ElementType.F32 ? in.readFloat() : in.readDouble());
      }
      backend.copy(host, matrix);
    }
  }
}
