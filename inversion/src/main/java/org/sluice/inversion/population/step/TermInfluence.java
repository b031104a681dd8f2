package org.sluice.inversion.population.step;

import java.util.Arrays;
import java.util.function.IntConsumer;
import org.sluice.inversion.population.samples.Observations;
import org.sluice.inversion.population.samples.SampleNormals;
import org.sluice.kernels.Parallelism;

/** One group's share in an {@link Influence}, at the random numbers of the last evaluation. */
final class TermInfluence {

  private static final int CHUNK_ROWS = 64;

  private final int group;
  private final int dimension;
  private final int batches;
  private final int size;
  private final int[] index;
  private final Observations observations;
  private final SampleNormals normals;
  private final Parallelism parallelism;
  private Influence to;
  private double[][] ofData;
  private double[][] ofSamples;

  /**
   * Prepares a group's share.
   *
   * @param batches B, or 1 if the loss is plain
   * @param size number of samples in a batch
   * @param index of the group's coordinates among all
   */
  TermInfluence(
      int group,
      int dimension,
      int batches,
      int size,
      int[] index,
      Observations observations,
      SampleNormals normals,
      Parallelism parallelism) {
    this.group = group;
    this.dimension = dimension;
    this.batches = batches;
    this.size = size;
    this.index = index;
    this.observations = observations;
    this.normals = normals;
    this.parallelism = parallelism;
  }

  /** Begins an evaluation, which is added to an influence. */
  void begin(Influence influence) {
    to = influence;
    ofData = influence.begin(group);
    ofSamples = new double[batches * size][influence.coordinates()];
  }

  /**
   * Adds the slices of one weight.
   *
   * @param w their whitened directions, row after row
   * @param model projections of the samples, slice after slice
   * @param orders of each slice's projections within each batch, batch after batch
   * @param observed projections of the step's data, likewise
   * @param coordinates the number of coordinates that they steer, the first of the group's
   */
  void add(
      SliceCurvature[] curvatures,
      double[] w,
      double[] model,
      int[][] orders,
      double[] observed,
      double scale,
      int coordinates) {
    int slices = curvatures.length;
    int rows = batches * size;
    int data = observed.length / slices;
    SliceInfluence[] alongData = new SliceInfluence[slices];
    SliceInfluence[][] alongBatches = new SliceInfluence[slices][batches];
    int[][] ranks = new int[slices][rows];
    parallelism.forEach(
        slices,
        (k, worker) -> {
          SliceCurvature curvature = curvatures[k];
          double[] ofSlice = Arrays.copyOfRange(observed, k * data, (k + 1) * data);
          Arrays.sort(ofSlice);
          alongData[k] = new SliceInfluence(ofSlice, curvature, size, coordinates);
          for (int b = 0; b < batches; b++) {
            double[] ofBatch = new double[size];
            for (int i = 0; i < size; i++) {
              int sample = b * size + orders[k][b * size + i];
              ofBatch[i] = model[k * rows + sample];
              ranks[k][sample] = i;
            }
            alongBatches[k][b] = new SliceInfluence(ofBatch, curvature, size, coordinates);
          }
        });
    forEachRow(
        ofData.length,
        n -> {
          double[] row = new double[dimension];
          observations.read(n, row);
          for (int k = 0; k < slices; k++) {
            double projection = 0;
            for (int i = 0; i < dimension; i++) {
              projection += w[k * dimension + i] * row[i];
            }
            alongData[k].addAt(projection, scale, index, ofData[n]);
          }
        });
    forEachRow(
        rows,
        m -> {
          for (int k = 0; k < slices; k++) {
            alongBatches[k][m / size].addOf(ranks[k][m], scale, index, ofSamples[m]);
          }
        });
  }

  /** Ends the evaluation. */
  void end() {
    centre(ofSamples);
    to.ofSamples(group).add(normals.rows(), ofSamples);
    to = null;
  }

  private void forEachRow(int rows, IntConsumer each) {
    parallelism.forEach(
        Math.ceilDiv(rows, CHUNK_ROWS),
        (chunk, worker) -> {
          int end = Math.min((chunk + 1) * CHUNK_ROWS, rows);
          for (int n = chunk * CHUNK_ROWS; n < end; n++) {
            each.accept(n);
          }
        });
  }

  private static void centre(double[][] rows) {
    for (int j = 0; j < rows[0].length; j++) {
      double mean = 0;
      for (double[] row : rows) {
        mean += row[j] / rows.length;
      }
      for (double[] row : rows) {
        row[j] -= mean;
      }
    }
  }
}
