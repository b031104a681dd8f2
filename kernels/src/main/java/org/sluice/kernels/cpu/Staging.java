package org.sluice.kernels.cpu;

import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein;

/**
 * Native copies of heap matrices, made once per plan when first needed. Kernels that have seen a
 * heap segment stay slow for native ones for good, so they never see any.
 */
final class Staging {

  private final Workspace workspace;
  private Matrix samplesCopy;
  private Matrix dataCopy;
  private Matrix directionsCopy;
  private Matrix gradientCopy;
  private Matrix samples;
  private Matrix data;
  private Matrix directions;
  private Matrix sampleGradient;

  Staging(Workspace workspace) {
    this.workspace = workspace;
  }

  void load(SlicedWasserstein.Inputs inputs, SlicedWasserstein.Shape shape) {
    if (onHeap(inputs.samples())) {
      samplesCopy = copy(inputs.samples(), samplesCopy);
      samples = samplesCopy;
    } else {
      samples = inputs.samples();
    }
    if (onHeap(inputs.data())) {
      dataCopy = copy(inputs.data(), dataCopy);
      data = dataCopy;
    } else {
      data = inputs.data();
    }
    if (onHeap(inputs.directions())) {
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

  /** Chooses where kernels write the gradient that the caller wants in {@code target}. */
  void prepareSampleGradient(Matrix target) {
    if (!onHeap(target)) {
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

  private static boolean onHeap(Matrix matrix) {
    return !matrix.segment().isNative();
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
