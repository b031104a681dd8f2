package org.sluice.bench.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class DirectionAccuracyTest {

  @Test
  void orthogonalDirectionsAreMoreAccurateThanIndependentOnes() {
    List<Object> row =
        DirectionAccuracy.report(List.of(10), List.of(50), 2_000, 10)
            .tables()
            .getFirst()
            .rows()
            .getFirst();
    assertThat((double) row.get(4)).as("variance ratio of the loss").isGreaterThan(2);
    assertThat((double) row.get(7)).as("variance ratio of the gradient").isGreaterThan(2);
  }
}
