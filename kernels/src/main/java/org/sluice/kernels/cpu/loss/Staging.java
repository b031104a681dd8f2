package org.sluice.kernels.cpu.loss;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.cpu.memory.KernelMemory;
import org.sluice.kernels.cpu.memory.Workspace;

/**
 * Native copies of matrices that lie on the heap or belong to another thread; a plan allocates them
 * once, when they are first needed. Kernels never see heap segments: compiled code that has met one
 * stays slower for native segments.
 */
final class Staging {

  private final Workspace workspace;
  private final Parallelism parallelism;
  private Matrix samplesCopy;
  private Matrix dataCopy;
  private Matrix directionsCopy;
  private Matrix gradientCopy;
  private Matrix samples;
  private Matrix data;
  private Matrix directions;
  private Matrix sampleGradient;

  Staging(Workspace workspace, Parallelism parallelism) {
    this.workspace = workspace;
    this.parallelism = parallelism;
  }

  /** Copies the matrices that have to be copied; not the data if they are packed already. */
  void load(SlicedWasserstein.Inputs inputs, boolean dataPacked) {
    if (!direct(inputs.samples())) {
      samplesCopy = copy(inputs.samples(), samplesCopy);
      samples = samplesCopy;
    } else {
      samples = inputs.samples();
    }
    if (dataPacked) {
      data = null;
    } else if (!direct(inputs.data())) {
      dataCopy = copy(inputs.data(), dataCopy);
      data = dataCopy;
    } else {
      data = inputs.data();
    }
    if (!direct(inputs.directions())) {
      directionsCopy = copy(inputs.directions(), directionsCopy);
      directions = directionsCopy;
    } else {
      directions = inputs.directions();
    }
    sampleGradient = null;
  }

  Matrix samples() {
    return samples;
  }

  Matrix data() {
    return data;
  }

  Matrix directions() {
    return directions;
  }

  Matrix sampleGradient() {
    return sampleGradient;
  }

  /** Chooses the matrix to which kernels write the gradient: {@code target} or a native copy. */
  void prepareSampleGradient(Matrix target) {
    if (direct(target)) {
      sampleGradient = target;
      return;
    }
    if (gradientCopy == null) {
      gradientCopy = allocate(target);
    }
    sampleGradient = gradientCopy;
  }

  void finishSampleGradient(Matrix target) {
    if (sampleGradient != target) {
      target.copyFrom(sampleGradient);
    }
  }

  private boolean direct(Matrix matrix) {
    return KernelMemory.direct(matrix, parallelism);
  }

  private Matrix copy(Matrix source, Matrix existing) {
    Matrix target = existing == null ? allocate(source) : existing;
    target.copyFrom(source);
    return target;
  }

  private Matrix allocate(Matrix like) {
    return Matrix.of(
        workspace.allocate(like.rows() * like.columns() * like.type().bytes()),
        like.type(),
        like.rows(),
        like.columns());
  }
}
