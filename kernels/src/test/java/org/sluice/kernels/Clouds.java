package org.sluice.kernels;

import java.util.SplittableRandom;

/** Points, weights and directions for evaluations, as rows of doubles that floats can hold too. */
record Clouds(
    double[][] samples,
    double[][] data,
    double[][] directions,
    double[] sampleWeights,
    double[] dataWeights,
    int batches) {

  Clouds(
      double[][] samples,
      double[][] data,
      double[][] directions,
      double[] sampleWeights,
      double[] dataWeights) {
    this(samples, data, directions, sampleWeights, dataWeights, 1);
  }

  /** Normal points, the samples a little shifted and wider, equal weights. */
  static Clouds normal(int samples, int data, int dimension, int slices, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Clouds(
        points(samples, dimension, 0.4, 1.3, random),
        points(data, dimension, 0, 1, random),
        points(slices, dimension, 0, 0.8, random),
        null,
        null);
  }

  /** Coordinates from few values, so that points coincide and projections tie. */
  static Clouds tied(int samples, int data, int dimension, int slices, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Clouds clouds = normal(samples, data, dimension, slices, seed);
    for (double[][] side : new double[][][] {clouds.samples, clouds.data}) {
      for (double[] point : side) {
        for (int j = 0; j < dimension; j++) {
          point[j] = random.nextInt(3);
        }
      }
    }
    return clouds;
  }

  /** Normal points, the samples in batches of as many points as there are data. */
  static Clouds inBatches(int batches, int data, int dimension, int slices, long seed) {
    Clouds clouds = normal(batches * data, data, dimension, slices, seed);
    return new Clouds(clouds.samples, clouds.data, clouds.directions, null, null, batches);
  }

  /** The same points with weights on both sides, some of them zero. */
  Clouds weighted(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return new Clouds(
        samples, data, directions, weights(samples.length, random), weights(data.length, random));
  }

  private static double[] weights(int n, SplittableRandom random) {
    double[] weights = new double[n];
    for (int i = 0; i < n; i++) {
      weights[i] = i > 0 && random.nextInt(5) == 0 ? 0 : 3 * random.nextDouble() + 0.01;
    }
    return weights;
  }

  private static double[][] points(
      int n, int dimension, double mean, double scale, SplittableRandom random) {
    double[][] points = new double[n][dimension];
    for (double[] point : points) {
      for (int j = 0; j < dimension; j++) {
        point[j] = (float) (mean + scale * random.nextGaussian());
      }
    }
    return points;
  }

  SlicedWasserstein.Shape shape(ElementType type) {
    SlicedWasserstein.Shape shape =
        SlicedWasserstein.Shape.of(
            type, samples.length, data.length, directions[0].length, directions.length);
    if (batches > 1) {
      return shape.withBatches(batches);
    }
    return sampleWeights == null && dataWeights == null ? shape : shape.withWeights();
  }

  /** Contiguous matrices of a backend's. */
  SlicedWasserstein.Inputs inputs(Backend backend, ElementType type) {
    return new SlicedWasserstein.Inputs(
        matrix(backend, type, samples),
        matrix(backend, type, data),
        matrix(backend, type, directions),
        column(backend, sampleWeights),
        column(backend, dataWeights));
  }

  static Matrix matrix(Backend backend, ElementType type, double[][] rows) {
    Matrix matrix = backend.allocate(type, rows.length, rows[0].length);
    for (int i = 0; i < rows.length; i++) {
      for (int j = 0; j < rows[0].length; j++) {
        matrix.set(i, j, rows[i][j]);
      }
    }
    return matrix;
  }

  private static Matrix column(Backend backend, double[] weights) {
    if (weights == null) {
      return null;
    }
    Matrix column = backend.allocate(ElementType.F64, weights.length, 1);
    for (int i = 0; i < weights.length; i++) {
      column.set(i, 0, weights[i]);
    }
    return column;
  }
}
