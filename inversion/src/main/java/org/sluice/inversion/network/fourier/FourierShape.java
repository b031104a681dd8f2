package org.sluice.inversion.network.fourier;

import java.util.List;

/**
 * The shape of a {@link FourierOperator}.
 *
 * @param grid counts of equidistant points, one or two, over [0, 1] in each direction, ends
 *     included; fields are given row after row
 * @param modes lowest frequencies kept in each direction, at least 1; 12 by default
 * @param width channels inside, at least 1; 32 by default
 * @param layers Fourier layers, at least 1; 4 by default
 * @param input the kind of the inputs
 * @param parameters q for {@link Input#PARAMETERS}; ignored for a field
 * @param readout d rows of weights over the grid that make observations of the output field, or
 *     null where the field itself is observed
 */
public record FourierShape(
    List<Integer> grid,
    int modes,
    int width,
    int layers,
    Input input,
    int parameters,
    double[][] readout) {

  /** Kinds of inputs. */
  public enum Input {
    /** A field on the grid. */
    FIELD,
    /** Parameters, constant over the grid. */
    PARAMETERS
  }

  /** Checks the ranges. */
  public FourierShape {
    grid = List.copyOf(grid);
    if (grid.isEmpty() || grid.size() > 2 || grid.stream().anyMatch(points -> points < 2)) {
      throw new IllegalArgumentException(
          "a Fourier network needs a grid of one or two numbers of points, each at least 2, not "
              + grid);
    }
    requireAtLeast("modes", modes);
    requireAtLeast("width", width);
    requireAtLeast("layers", layers);
    if (input == Input.PARAMETERS) {
      requireAtLeast("parameters", parameters);
    }
    for (int points : grid) {
      if (2 * modes > points) {
        throw new IllegalArgumentException(
            "%d modes need at least %d points in each direction, not %d"
                .formatted(modes, 2 * modes, points));
      }
    }
    for (int r = 0; readout != null && r < readout.length; r++) {
      if (readout[r].length != points(grid)) {
        throw new IllegalArgumentException(
            "row %d of the readout has %d weights, but the grid has %d points"
                .formatted(r + 1, readout[r].length, points(grid)));
      }
    }
  }

  /** From a field to a field on the same grid, with the default sizes. */
  public static FourierShape ofField(List<Integer> grid) {
    int most = grid.stream().mapToInt(Integer::intValue).min().orElse(2) / 2;
    return new FourierShape(grid, Math.clamp(12, 1, most), 32, 4, Input.FIELD, 0, null);
  }

  /** From q numbers to a field, with the default sizes. */
  public static FourierShape ofParameters(List<Integer> grid, int parameters) {
    FourierShape field = ofField(grid);
    return new FourierShape(
        grid, field.modes, field.width, field.layers, Input.PARAMETERS, parameters, null);
  }

  /** The same with other sizes inside. */
  public FourierShape withSizes(int otherModes, int otherWidth, int otherLayers) {
    return new FourierShape(grid, otherModes, otherWidth, otherLayers, input, parameters, readout);
  }

  /** The same with observations of the output field. */
  public FourierShape withReadout(double[][] rows) {
    return new FourierShape(grid, modes, width, layers, input, parameters, rows);
  }

  /** Number of points of the grid. */
  public int points() {
    return points(grid);
  }

  /** Number of inputs. */
  public int inputs() {
    return input == Input.FIELD ? points() : parameters;
  }

  /** Number of outputs. */
  public int outputs() {
    return readout == null ? points() : readout.length;
  }

  /** Channels before the lift: the inputs', a coordinate for each direction, and a constant. */
  int channels() {
    return (input == Input.FIELD ? 1 : parameters) + constantChannels();
  }

  /** Those that are the same for all inputs. */
  int constantChannels() {
    return grid.size() + 1;
  }

  private static int points(List<Integer> grid) {
    return grid.stream().reduce(1, Math::multiplyExact);
  }

  private static void requireAtLeast(String what, int value) {
    if (value < 1) {
      throw new IllegalArgumentException(
          "a Fourier network's %s must be at least 1, not %d".formatted(what, value));
    }
  }
}
