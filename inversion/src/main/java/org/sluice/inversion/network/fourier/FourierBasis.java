package org.sluice.inversion.network.fourier;

import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/**
 * The truncated discrete Fourier transform of real fields as dense matrices: only the few modes
 * that are kept are computed, by the backend's products (`bench --peers` has torch's fast
 * transforms beside them). Rows 2k and 2k + 1 belong to the cosine and the sine of mode k. The
 * period is longer than the domain by a quarter, as if fields were padded with zeros, since they
 * are not periodic.
 */
final class FourierBasis {

  private static final double PERIOD = 1.25;

  /** Coefficients of a field: 2K × n. */
  final Matrix analysis;

  /** The field of 2K coefficients and a constant is the transpose times them: (2K + 1) × n. */
  final Matrix synthesis;

  private final List<int[]> modes = new ArrayList<>();

  FourierBasis(FourierShape shape, ElementType type, Backend backend) {
    int n = shape.points();
    int most = shape.modes() - 1;
    if (shape.grid().size() == 1) {
      for (int k = 0; k <= most; k++) {
        modes.add(new int[] {k});
      }
    } else {
      // The other half of the plane holds the conjugates.
      for (int k = -most; k <= most; k++) {
        for (int l = k < 0 ? 1 : 0; l <= most; l++) {
          modes.add(new int[] {k, l});
        }
      }
    }
    Matrix forth = Matrix.of(new double[2 * modes.size() * n], 2L * modes.size(), n);
    Matrix back = Matrix.of(new double[(2 * modes.size() + 1) * n], 2L * modes.size() + 1, n);
    for (int k = 0; k < modes.size(); k++) {
      boolean constant = k == constantMode();
      for (int p = 0; p < n; p++) {
        double phase = 0;
        for (int axis = 0; axis < shape.grid().size(); axis++) {
          phase += 2 * Math.PI * modes.get(k)[axis] * position(shape, p, axis) / PERIOD;
        }
        forth.set(2L * k, p, Math.cos(phase) / n);
        forth.set(2L * k + 1, p, Math.sin(phase) / n);
        back.set(2L * k, p, (constant ? 1 : 2) * Math.cos(phase));
        back.set(2L * k + 1, p, (constant ? 1 : 2) * Math.sin(phase));
      }
    }
    for (int p = 0; p < n; p++) {
      back.set(2L * modes.size(), p, 1);
    }
    analysis = backend.allocate(type, forth.rows(), n);
    synthesis = backend.allocate(type, back.rows(), n);
    backend.copy(forth, analysis);
    backend.copy(back, synthesis);
  }

  /** K, the number of modes. */
  int size() {
    return modes.size();
  }

  private int constantMode() {
    for (int k = 0; k < modes.size(); k++) {
      boolean zero = true;
      for (int frequency : modes.get(k)) {
        zero &= frequency == 0;
      }
      if (zero) {
        return k;
      }
    }
    throw new IllegalStateException("every basis has a constant mode");
  }

  /** The coordinate, in [0, 1], of a point along an axis. */
  static double position(FourierShape shape, int point, int axis) {
    int last = shape.grid().size() - 1;
    int index =
        last == 0 ? point : axis == 0 ? point / shape.grid().get(1) : point % shape.grid().get(1);
    return index / (shape.grid().get(axis) - 1.0);
  }
}
