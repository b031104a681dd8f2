package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.foreign.MemorySegment;
import org.junit.jupiter.api.Test;

class MatrixTest {

  @Test
  void elementsLieRowAfterRow() {
    double[] values = {1, 2, 3, 4, 5, 6};
    Matrix matrix = Matrix.of(values, 2, 3);
    assertThat(matrix.get(1, 0)).isEqualTo(4);
    matrix.set(0, 2, 9);
    assertThat(values[2]).isEqualTo(9);
    assertThat(matrix.rows(1, 2).toDoubles()).containsExactly(4, 5, 6);
    assertThat(matrix.rows(2, 2).rows()).isZero();
  }

  @Test
  void aStrideSkipsWhatIsBetweenRows() {
    MemorySegment segment = MemorySegment.ofArray(new float[] {1, 2, -1, 3, 4});
    Matrix matrix = new Matrix(segment, ElementType.F32, 2, 2, 3);
    assertThat(matrix.contiguous()).isFalse();
    assertThat(matrix.toDoubles()).containsExactly(1, 2, 3, 4);
    assertThat(matrix.rows(1, 2).toDoubles()).containsExactly(3, 4);
  }

  @Test
  void copiesConvertBetweenTypes() {
    Matrix wide = Matrix.of(new double[] {0.1, -3}, 1, 2);
    Matrix narrow = Matrix.of(new float[2], 1, 2);
    narrow.copyFrom(wide);
    assertThat(narrow.toDoubles()).containsExactly(0.1f, -3);
    assertThatThrownBy(() -> narrow.copyFrom(Matrix.of(new double[2], 2, 1)))
        .hasMessage("cannot copy a matrix of 2 x 1 into one of 1 x 2");
  }

  @Test
  void viewsBeyondTheirMemoryAreRefused() {
    assertThatThrownBy(() -> Matrix.of(new float[5], 2, 3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a F32 matrix of 2 x 3 with stride 3 needs 24 bytes, but the segment has 20");
    assertThatThrownBy(() -> Matrix.of(new float[5], -1, 3)).hasMessageContaining("-1 x 3");
    MemorySegment segment = MemorySegment.ofArray(new double[9]);
    assertThatThrownBy(() -> new Matrix(segment, ElementType.F64, 3, 3, 2))
        .hasMessageContaining("stride 2");
    Matrix matrix = Matrix.of(segment, ElementType.F64, 3, 3);
    assertThatThrownBy(() -> matrix.get(0, 3)).isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> matrix.set(3, 0, 1)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
