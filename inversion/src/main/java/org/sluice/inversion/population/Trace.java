package org.sluice.inversion.population;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.discrepancy.LossEstimate;

/**
 * Records the steps of an inversion in bounded memory: it keeps every stride-th step. The stride is
 * 1 at first and doubles whenever there are more than 2000 rows, or fewer if their memory would
 * exceed 4 MB.
 */
public final class Trace {

  private static final int MOST_ROWS = 2000;
  private static final int LEAST_ROWS = 100;
  private static final int MOST_NUMBERS = 500_000;

  private final List<String> names;
  private final List<Row> rows = new ArrayList<>();
  private final int capacity;
  private long stride = 1;

  /**
   * One step, before its update of the coordinates.
   *
   * @param step from 1
   * @param squared the loss, mean over slices of the squared distances
   * @param standardError of the loss, see {@link LossEstimate}
   * @param surrogateError of the surrogate under the current population, in units of the noise;
   *     compare its square with {@code standardError}; NaN if there is no surrogate or the error is
   *     not known yet
   * @param learningRate of the update
   * @param gradientNorm Euclidean norm of the gradient by all coordinates in natural units
   * @param physical all physical numbers, of the population and then of the noise
   * @param seconds since the inversion's start, without the time between an interruption and its
   *     resumption
   */
  public record Row(
      long step,
      double squared,
      double standardError,
      double surrogateError,
      double learningRate,
      double gradientNorm,
      double[] physical,
      double seconds) {}

  Trace(List<String> names) {
    this.names = List.copyOf(names);
    this.capacity = Math.clamp(MOST_NUMBERS / (names.size() + 7), LEAST_ROWS, MOST_ROWS);
  }

  /** Names of {@link Row#physical}. */
  public List<String> names() {
    return names;
  }

  /** The rows kept, by increasing step. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  void add(Row row) {
    if ((row.step() - 1) % stride != 0) {
      return;
    }
    rows.add(row);
    if (rows.size() > capacity) {
      stride *= 2;
      rows.removeIf(kept -> (kept.step() - 1) % stride != 0);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(stride);
    out.writeInt(rows.size());
    for (Row row : rows) {
      out.writeLong(row.step());
      out.writeDouble(row.squared());
      out.writeDouble(row.standardError());
      out.writeDouble(row.surrogateError());
      out.writeDouble(row.learningRate());
      out.writeDouble(row.gradientNorm());
      for (double value : row.physical()) {
        out.writeDouble(value);
      }
      out.writeDouble(row.seconds());
    }
  }

  void read(DataInput in) throws IOException {
    rows.clear();
    stride = in.readLong();
    int count = in.readInt();
    for (int r = 0; r < count; r++) {
      long step = in.readLong();
      double squared = in.readDouble();
      double standardError = in.readDouble();
      double surrogateError = in.readDouble();
      double learningRate = in.readDouble();
      double gradientNorm = in.readDouble();
      double[] physical = new double[names.size()];
      for (int i = 0; i < physical.length; i++) {
        physical[i] = in.readDouble();
      }
      double seconds = in.readDouble();
      rows.add(
          new Row(
              step,
              squared,
              standardError,
              surrogateError,
              learningRate,
              gradientNorm,
              physical,
              seconds));
    }
  }
}
