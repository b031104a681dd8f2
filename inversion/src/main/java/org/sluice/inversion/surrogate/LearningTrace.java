package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * The course of a surrogate's learning, thinned as an inversion's trace is: each stride-th step,
 * the stride doubling when there are more than 2000 rows.
 */
public final class LearningTrace {

  private static final int MOST_ROWS = 2000;

  private final List<Row> rows = new ArrayList<>();
  private long stride = 1;

  /**
   * One step.
   *
   * @param step of the inversion
   * @param pairs solved pairs that it knows
   * @param trainingError root mean squared error in the step's mini-batches, in standardised
   *     outputs; NaN without inner steps
   * @param heldOutError root mean squared error of the predictions, per observed number and in its
   *     units, for the latest solves before they were learnt: drawn from the population of a few
   *     steps before; NaN before the first
   * @param relativeError likewise |prediction − solution| / |solution|, the mean
   */
  public record Row(
      long step, int pairs, double trainingError, double heldOutError, double relativeError) {}

  LearningTrace() {}

  /** The rows kept, by increasing step. */
  public List<Row> rows() {
    return List.copyOf(rows);
  }

  void add(Row row) {
    if ((row.step() - 1) % stride != 0) {
      return;
    }
    rows.add(row);
    if (rows.size() > MOST_ROWS) {
      stride *= 2;
      rows.removeIf(kept -> (kept.step() - 1) % stride != 0);
    }
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(stride);
    out.writeInt(rows.size());
    for (Row row : rows) {
      out.writeLong(row.step());
      out.writeInt(row.pairs());
      out.writeDouble(row.trainingError());
      out.writeDouble(row.heldOutError());
      out.writeDouble(row.relativeError());
    }
  }

  void read(DataInput in) throws IOException {
    stride = in.readLong();
    int count = in.readInt();
    for (int r = 0; r < count; r++) {
      rows.add(
          new Row(in.readLong(), in.readInt(), in.readDouble(), in.readDouble(), in.readDouble()));
    }
  }
}
