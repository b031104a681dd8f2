package org.sluice.inversion.population.uncertainty;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DirectionFitTest {

  @Test
  void saysWhichColumnsADirectionWeighs() {
    assertThat(words(0, 3, 0)).isEqualTo("column 2");
    assertThat(words(-2, 0, 2)).isEqualTo("0.71 column 1 − 0.71 column 3");
    assertThat(words(0.01, 4, -3)).isEqualTo("0.80 column 2 − 0.60 column 3");
    assertThat(words(1, 1, 1, 1, 1))
        .isEqualTo("0.45 column 1 + 0.45 column 2 + 0.45 column 3 + 0.45 column 4 + …");
  }

  @Test
  void saysWhichGroupOfIndividualsIsMeant() {
    assertThat(new DirectionFit("north", new double[] {0, 3}, 0, 1, null).words())
        .isEqualTo("column 2 of group north");
  }

  private static String words(double... weights) {
    return new DirectionFit(null, weights, 0, 1, null).words();
  }
}
