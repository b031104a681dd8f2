package org.sluice.cuda;

import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/** Puts the arguments of a call on the device, and brings them back; or leaves them as they are. */
final class Placement {

  private static final int GAP = 3;

  private final Backend backend;
  private final boolean onDevice;

  Placement(Backend backend, boolean onDevice) {
    this.backend = backend;
    this.onDevice = onDevice;
  }

  Call call() {
    return new Call();
  }

  /** One call's arguments. Closing it brings outputs back, whether the call went well or not. */
  final class Call implements AutoCloseable {

    private final List<Matrix> placed = new ArrayList<>();
    private final List<Matrix> given = new ArrayList<>();

    Matrix input(Matrix matrix) {
      return place(matrix, 0);
    }

    Matrix inputWithGaps(Matrix matrix) {
      return place(matrix, GAP);
    }

    Matrix output(Matrix matrix) {
      return remember(matrix, place(matrix, 0));
    }

    Matrix outputWithGaps(Matrix matrix) {
      return remember(matrix, place(matrix, GAP));
    }

    Matrices input(Matrices matrices) {
      return like(matrices, input(matrices.extent()));
    }

    Matrices output(Matrices matrices) {
      return like(matrices, output(matrices.extent()));
    }

    private static Matrices like(Matrices matrices, Matrix copy) {
      Matrix first = matrices.first();
      Matrix placed =
          new Matrix(copy.segment(), first.type(), first.rows(), first.columns(), first.stride());
      return new Matrices(placed, matrices.count(), matrices.step());
    }

    private Matrix place(Matrix matrix, int gap) {
      if (matrix == null || !onDevice) {
        return matrix;
      }
      long stride = matrix.columns() + gap;
      Matrix all = backend.allocate(matrix.type(), matrix.rows(), stride);
      Matrix copy =
          new Matrix(all.segment(), matrix.type(), matrix.rows(), matrix.columns(), stride);
      backend.copy(matrix, copy);
      return copy;
    }

    private Matrix remember(Matrix host, Matrix copy) {
      if (copy != host) {
        given.add(host);
        placed.add(copy);
      }
      return copy;
    }

    @Override
    public void close() {
      for (int i = 0; i < given.size(); i++) {
        backend.copy(placed.get(i), given.get(i));
      }
    }
  }
}
