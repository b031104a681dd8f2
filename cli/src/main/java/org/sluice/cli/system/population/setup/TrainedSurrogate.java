package org.sluice.cli.system.population.setup;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.surrogate.ActiveLearning;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/**
 * A surrogate as an inversion left it, which learns no more. Several threads may use it at once:
 * each call borrows a copy that is idle, or makes one.
 */
public final class TrainedSurrogate implements DifferentiableMap, AutoCloseable {

  private final Setup setup;
  private final Supplier<Backend> backends;
  private final byte[] state;
  private final Queue<Copy> idle = new ConcurrentLinkedQueue<>();

  private record Copy(Backend backend, Emulation emulation) {

    void close() {
      emulation.close();
      backend.close();
    }
  }

  private TrainedSurrogate(Setup setup, Supplier<Backend> backends, ActiveLearning learning) {
    this.setup = setup;
    this.backends = backends;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      learning.write(new DataOutputStream(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    state = bytes.toByteArray();
  }

  /**
   * As an inversion has left it.
   *
   * @param backends gives a new serial backend of the inversion's kind for each copy
   */
  public static TrainedSurrogate of(Setup setup, Emulation inverted, Supplier<Backend> backends) {
    return new TrainedSurrogate(setup, backends, inverted.learning());
  }

  /**
   * As a run left it in its checkpoint.
   *
   * @param settings of the run
   * @param checkpoint the run's folder of checkpoints
   * @throws org.sluice.inversion.checkpoint.CheckpointException if there is none, or it is damaged
   *     or of another run
   */
  public static TrainedSurrogate read(Setup setup, Settings settings, Path checkpoint) {
    String name = setup.config().run().backend();
    Supplier<Backend> backends =
        () -> Backends.open(name, Parallelism.serial(), setup.work()).backend();
    try (Backend backend = backends.get();
        Emulation emulation = Emulation.unrecorded(setup, backend)) {
      new Inversion(emulation.problem(), settings, setup.start(), backend, Parallelism.serial())
          .resumeFrom(checkpoint);
      return of(setup, emulation, backends);
    }
  }

  /** The setup's problem, through this in place of the solver. */
  public Problem problem() {
    Problem whole = setup.problem();
    return new Problem(whole.measure(), List.of(whole.group().through(this)));
  }

  @Override
  public int parameterDimension() {
    return setup.problem().group().forward().parameterDimension();
  }

  @Override
  public int observationDimension() {
    return setup.problem().group().forward().observationDimension();
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    Copy copy = borrow();
    copy.emulation.learning().apply(z, x);
    idle.add(copy);
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    Copy copy = borrow();
    copy.emulation.learning().backward(z, x, gradientX, gradientZ);
    idle.add(copy);
  }

  private Copy borrow() {
    Copy copy = idle.poll();
    return copy == null ? copy() : copy;
  }

  private Copy copy() {
    Backend backend = backends.get();
    Copy copy = new Copy(backend, Emulation.unrecorded(setup, backend));
    try {
      copy.emulation.learning().read(new DataInputStream(new ByteArrayInputStream(state)));
    } catch (IOException e) {
      copy.close();
      throw new UncheckedIOException(e);
    }
    return copy;
  }

  @Override
  public void close() {
    for (Copy copy = idle.poll(); copy != null; copy = idle.poll()) {
      copy.close();
    }
  }
}
