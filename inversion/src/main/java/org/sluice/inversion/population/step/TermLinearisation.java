package org.sluice.inversion.population.step;

import java.util.List;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.samples.AscendingOrder;
import org.sluice.inversion.population.samples.Convolution;
import org.sluice.inversion.population.samples.ModelSamples;
import org.sluice.inversion.population.samples.Observations;
import org.sluice.inversion.population.samples.SampleNormals;
import org.sluice.inversion.population.samples.Tangents;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.SlicedWasserstein;

/**
 * One group's share in a {@link Linearisation} and in the {@link Influence} of its individuals, at
 * the random numbers of the last evaluation.
 */
final class TermLinearisation {

  private static final int MOST_SLICES = 32;
  private static final int FEWEST_SLICES = 4;
  private static final long MOST_NUMBERS = 1L << 22;

  private final int dimension;
  private final int batches;
  private final int size;
  private final int data;
  private final int alphaCount;
  private final int[] index;
  private final int mostSlices;
  private final boolean differentiatesWeight;
  private final Tangents tangents;
  private final WeightTangents weightTangents;
  private final TermInfluence ofInfluence;
  private final Convolution convolution;
  private final Matrix samples;
  private final Matrix observed;
  private final Matrix observedOnBackend;
  private final Backend backend;
  private final Parallelism parallelism;

  /** Allocates buffers for the group of an index. */
  TermLinearisation(
      Problem problem,
      int index,
      Settings settings,
      SlicedWasserstein.Shape shape,
      ModelSamples samples,
      Convolution convolution,
      SampleNormals normals,
      Observations observations,
      MetricWeights weights,
      Backend backend,
      Parallelism parallelism) {
    Group of = problem.groups().get(index);
    dimension = of.dimension();
    batches = shape.batches();
    size = Math.toIntExact(shape.samples() / batches);
    data = Math.toIntExact(shape.data());
    alphaCount = problem.measure().coordinateCount();
    this.index = new int[alphaCount + of.noise().coordinateCount()];
    for (int i = 0; i < this.index.length; i++) {
      this.index[i] = i < alphaCount ? i : i + problem.noise().first(index);
    }
    mostSlices = mostSlices(shape.samples(), this.index.length);
    differentiatesWeight = settings.method().gradient() == GradientVariant.STANDARD;
    this.convolution = convolution;
    observedOnBackend = observations.matrix();
    this.backend = backend;
    this.parallelism = parallelism;
    tangents =
        new Tangents(
            samples,
            convolution,
            of.noise(),
            alphaCount,
            of.columnSpreads(),
            shape.samples(),
            shape.data(),
            mostSlices,
            backend);
    weightTangents = new WeightTangents(of.noise(), weights);
    ofInfluence =
        new TermInfluence(
            index, dimension, batches, size, this.index, observations, normals, parallelism);
    this.samples = backend.allocate(ElementType.F64, shape.samples(), dimension);
    observed = backend.allocate(ElementType.F64, shape.data(), dimension);
  }

  /**
   * Adds this group's share.
   *
   * @param phi coordinates of this group's noise
   * @param lower L at them
   * @param scale of the loss in the objective
   * @param widths of differences, see {@link
   *     org.sluice.inversion.population.samples.DifferenceWidths}
   * @param influence added to, or null
   */
  void add(
      double[] alpha,
      double[] phi,
      double[] lower,
      List<Part> parts,
      double scale,
      double[] widths,
      Linearisation to,
      Influence influence) {
    backend.copy(convolution.samples(), samples);
    backend.copy(observedOnBackend, observed);
    tangents.at(alpha, phi, widths);
    if (influence != null) {
      ofInfluence.begin(influence);
    }
    for (Part part : parts) {
      add(part, phi, lower, scale * part.share(), to, influence != null);
    }
    if (influence != null) {
      ofInfluence.end();
    }
  }

  /** Bytes of all buffers in the backend's memory. */
  long bytes() {
    long rows = samples.rows() + observed.rows();
    return rows * dimension * ElementType.F64.bytes() + tangents.bytes();
  }

  /**
   * Bytes of the arrays that are alive at the same time while {@link #add} runs and adds to an
   * influence. The largest have a number for each of the slices, the coordinates and the points.
   *
   * @param shape of the loss over all slices
   * @param coordinates of the population and of the group's noise
   * @param noise those of the noise, if the weight is differentiated by them; else 0
   */
  static long heapBytes(SlicedWasserstein.Shape shape, int coordinates, int noise) {
    long rows = shape.samples();
    long together = Math.min(mostSlices(rows, coordinates), shape.slices());
    long ofSample = 2L * coordinates * Double.BYTES + 2 * Double.BYTES + 2 * Integer.BYTES;
    long ofQuantile = (long) coordinates * Double.BYTES;
    long ofDatum = (coordinates + 2L + noise) * Double.BYTES;
    long size = rows / shape.batches();
    return together * (rows * ofSample + size * ofQuantile + shape.data() * ofDatum)
        + rows * (Influence.ARRAY + (long) coordinates * Double.BYTES);
  }

  private static int mostSlices(long rows, int coordinates) {
    long numbers = rows * Math.max(1, coordinates);
    return (int) Math.clamp(MOST_NUMBERS / numbers, FEWEST_SLICES, MOST_SLICES);
  }

  /** The first whitened directions of a part, row after row. */
  private double[] directions(Part part) {
    Matrix whitened = part.loss().whitened();
    return whitened.rows(0, Math.min(whitened.rows(), mostSlices)).toDoubles();
  }

  private void add(
      Part part,
      double[] phi,
      double[] lower,
      double scale,
      Linearisation to,
      boolean withInfluence) {
    double[] w = directions(part);
    int slices = w.length / dimension;
    int n = index.length;
    double[] model = tangents.project(samples, 1, w);
    double[] observedOn = tangents.project(observed, 1, w);
    double[][] byCoordinate = new double[n][];
    double[][] ofData = new double[n][];
    for (int i = 0; i < n; i++) {
      byCoordinate[i] =
          i < alphaCount
              ? tangents.ofPopulation(i, w)
              : tangents.ofNoise(phi, lower, i - alphaCount, w);
      if (differentiatesWeight && i >= alphaCount) {
        double[] moved = weightTangents.of(phi, lower, i - alphaCount, w);
        double[] ofSamples = tangents.project(samples, 1, moved);
        for (int e = 0; e < ofSamples.length; e++) {
          byCoordinate[i][e] += ofSamples[e];
        }
        ofData[i] = tangents.project(observed, 1, moved);
      }
    }
    SliceCurvature[] curvatures = new SliceCurvature[slices];
    int[][] orders = new int[slices][batches * size];
    parallelism.forEach(
        slices,
        (k, worker) -> {
          AscendingOrder order = new AscendingOrder(Math.max(size, data));
          int[] dataOrder = new int[data];
          order.of(observedOn, k * data, data, dataOrder);
          double[][] sorted = sorted(order, k, model, byCoordinate, ofData, dataOrder, orders[k]);
          curvatures[k] = new SliceCurvature(n, batches, size);
          curvatures[k].of(sorted);
        });
    double ofSlice = 2 * scale / slices;
    for (int k = 0; k < slices; k++) {
      to.add(index, curvatures[k].products, ofSlice, alphaCount, part.steersNoise());
      to.addSquares(index, curvatures[k].squares, ofSlice, alphaCount, part.steersNoise());
    }
    if (withInfluence) {
      int steered = part.steersNoise() ? n : alphaCount;
      ofInfluence.add(curvatures, w, model, orders, observedOn, ofSlice, steered);
    }
  }

  /**
   * The tangents of one slice in the order of its projections, batch after batch.
   *
   * @param orders written: the samples of each batch in this order, numbered within it
   */
  private double[][] sorted(
      AscendingOrder order,
      int slice,
      double[] model,
      double[][] byCoordinate,
      double[][] ofData,
      int[] dataOrder,
      int[] orders) {
    int rows = batches * size;
    int[] ranks = new int[size];
    double[][] sorted = new double[index.length][rows];
    for (int b = 0; b < batches; b++) {
      int from = slice * rows + b * size;
      order.of(model, from, size, ranks);
      System.arraycopy(ranks, 0, orders, b * size, size);
      for (int j = 0; j < sorted.length; j++) {
        double[] tangent = byCoordinate[j];
        double[] target = sorted[j];
        for (int i = 0; i < size; i++) {
          target[b * size + i] = tangent[from + ranks[i]];
        }
        for (int i = 0; ofData[j] != null && i < size; i++) {
          int datum = (int) ((long) i * data / size);
          target[b * size + i] -= ofData[j][slice * data + dataOrder[datum]];
        }
      }
    }
    return sorted;
  }
}
