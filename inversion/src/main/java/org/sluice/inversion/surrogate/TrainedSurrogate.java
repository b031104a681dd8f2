package org.sluice.inversion.surrogate;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * A surrogate as an inversion left it, which learns no more. Several threads may use it at once:
 * each call borrows a copy that is idle, or makes one. Copies hold their own backend and networks
 * until this is closed.
 */
public final class TrainedSurrogate implements DifferentiableMap, AutoCloseable {

  private final Function<Backend, ActiveLearning> untrained;
  private final Supplier<Backend> backends;
  private final byte[] state;
  private final int parameters;
  private final int observations;
  private final Queue<Copy> idle = new ConcurrentLinkedQueue<>();

  private record Copy(Backend backend, ActiveLearning learning) {

    void close() {
      learning.close();
      backend.close();
    }
  }

  /**
   * Keeps the state of a trained surrogate.
   *
   * @param trained as an inversion left it; not used afterwards
   * @param untrained makes the same surrogate on a backend, from the same population, solver,
   *     networks and settings, before it has learnt anything
   * @param backends gives a new serial backend for each copy, of the inversion's kind
   */
  public TrainedSurrogate(
      ActiveLearning trained,
      Function<Backend, ActiveLearning> untrained,
      Supplier<Backend> backends) {
    this.untrained = untrained;
    this.backends = backends;
    parameters = trained.parameterDimension();
    observations = trained.observationDimension();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      trained.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    state = bytes.toByteArray();
  }

  @Override
  public int parameterDimension() {
    return parameters;
  }

  @Override
  public int observationDimension() {
    return observations;
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    Copy copy = borrow();
    copy.learning.apply(z, x);
    idle.add(copy);
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    Copy copy = borrow();
    copy.learning.backward(z, x, gradientX, gradientZ);
    idle.add(copy);
  }

  private Copy borrow() {
    Copy copy = idle.poll();
    return copy == null ? copy() : copy;
  }

  private Copy copy() {
    Backend backend = backends.get();
    Copy copy = new Copy(backend, untrained.apply(backend));
    try {
      copy.learning.read(new DataInputStream(new ByteArrayInputStream(state)));
    } catch (IOException e) {
      copy.close();
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  /** Frees the idle copies; no call may be going on. */
  @Override
  public void close() {
    for (Copy copy = idle.poll(); copy != null; copy = idle.poll()) {
      copy.close();
    }
  }
}
