package org.sluice.kernels.cpu.mlp;

import java.lang.foreign.MemorySegment;
import org.sluice.kernels.cpu.memory.Workspace;
import org.sluice.kernels.cpu.primitive.Kernels;
import org.sluice.kernels.cpu.primitive.MlpKernels;

/**
 * Gradients by parameters of several pieces of a batch, and their sum in float64. Pieces come in
 * waves of as many as there are slots; sums grow piece by piece in order, wherever a wave ends.
 */
final class MlpGradient {

  /** At least so many even with one thread: the float64 sums are read and written once per wave. */
  private static final int LEAST_SLOTS = 4;

  /** Elements of a task; their float64 sums fit in the first-level cache. */
  private static final int RANGE = 1024;

  private final MlpKernels mlp;
  private final long bytes;
  private final long count;
  private final MemorySegment[] slots;
  private final MemorySegment sums;
  private final MemorySegment[] ranges;

  MlpGradient(
      Kernels kernels, MlpShapes shapes, Workspace workspace, MlpLayer[] layers, int threads) {
    mlp = kernels.mlp();
    bytes = shapes.bytes();
    MlpLayer last = layers[layers.length - 1];
    count = (last.gradient() + last.gradientBytes(shapes)) / bytes;
    slots = new MemorySegment[Math.max(LEAST_SLOTS, threads)];
    for (int slot = 0; slot < slots.length; slot++) {
      slots[slot] = workspace.allocate(count * bytes);
    }
    sums = workspace.allocate(count * Double.BYTES);
    ranges = new MemorySegment[threads];
    for (int worker = 0; worker < threads; worker++) {
      ranges[worker] = workspace.allocate((long) RANGE * Double.BYTES);
    }
  }

  int slots() {
    return slots.length;
  }

  MemorySegment slot(int slot) {
    return slots[slot];
  }

  /** The sum, after the last wave. */
  MemorySegment result() {
    return slots[0];
  }

  /** Tasks of a wave's sum. */
  int tasks() {
    return Math.toIntExact((count + RANGE - 1) / RANGE);
  }

  /**
   * Adds up a range of a wave's slots.
   *
   * @param filled slots that hold a piece
   * @param first whether no wave came before
   * @param last whether no wave follows: the sum is rounded into {@link #result}
   */
  void add(int task, int worker, int filled, boolean first, boolean last) {
    long start = (long) task * RANGE;
    long size = Math.min(RANGE, count - start);
    // With a single wave the sum need not go through memory.
    boolean passing = first && last;
    MemorySegment target = passing ? ranges[worker] : sums;
    long offset = passing ? 0 : start * Double.BYTES;
    if (first) {
      mlp.clear(size, target, offset);
    }
    for (int slot = 0; slot < filled; slot++) {
      mlp.addToDoubles(size, slots[slot], start * bytes, target, offset);
    }
    if (last) {
      mlp.fromDoubles(size, target, offset, slots[0], start * bytes);
    }
  }
}
