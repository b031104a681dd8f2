package org.sluice.inversion.algebra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

class PanelTest {

  private static final int COLUMNS = 7;

  @Test
  void rowsComeBackAsTheyWentInAndNoOthersAreTouched() {
    SplittableRandom random = new SplittableRandom(1);
    try (Arena arena = Arena.ofConfined()) {
      Matrix source = Matrix.allocate(arena, ElementType.F64, Panel.LANES + 3, COLUMNS);
      Matrix target = Matrix.allocate(arena, ElementType.F64, Panel.LANES + 3, COLUMNS);
      for (int i = 0; i < source.rows(); i++) {
        for (int j = 0; j < COLUMNS; j++) {
          source.set(i, j, random.nextDouble());
        }
      }
      Panel panel = new Panel(COLUMNS);
      for (int lanes = 1; lanes <= Panel.LANES; lanes++) {
        for (int i = 0; i < target.rows(); i++) {
          for (int j = 0; j < COLUMNS; j++) {
            target.set(i, j, -1);
          }
        }
        panel.load(source, 2, lanes);
        assertThat(panel.column(3)[lanes - 1]).isEqualTo(source.get(1 + lanes, 3));
        panel.store(target, 1, lanes);
        for (int i = 0; i < target.rows(); i++) {
          for (int j = 0; j < COLUMNS; j++) {
            boolean inside = i >= 1 && i <= lanes;
            assertThat(target.get(i, j)).isEqualTo(inside ? source.get(i + 1, j) : -1);
          }
        }
      }
    }
  }

  @Test
  void aCombinationIsTheSumOfItsTermsToTheBit() {
    SplittableRandom random = new SplittableRandom(2);
    for (int terms = 0; terms <= 11; terms++) {
      Panel of = new Panel(11);
      double[] scales = random.doubles(terms, -1, 1).toArray();
      for (int k = 0; k < 11; k++) {
        Arrays.setAll(of.column(k), l -> random.nextDouble(-1, 1));
      }
      Panel sums = new Panel(1);
      double[] expected = new double[Panel.LANES];
      for (int l = 0; l < Panel.LANES; l++) {
        sums.column(0)[l] = expected[l] = random.nextDouble();
        for (int k = 0; k < terms; k++) {
          expected[l] += scales[k] * of.column(k)[l];
        }
      }
      sums.addCombination(0, scales, of);
      assertThat(sums.column(0)).containsExactly(expected);
    }
  }

  @Test
  void matricesThatDoNotFitAreNamed() {
    try (Arena arena = Arena.ofConfined()) {
      Matrix matrix = Matrix.allocate(arena, ElementType.F32, 3, COLUMNS);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> Panel.check(matrix, 3, COLUMNS, "z"))
          .withMessage("z must be an F64 matrix of 3 x 7, not F32 of 3 x 7");
    }
  }
}
