package org.sluice.inversion.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeasurementTest {

  @ParameterizedTest
  @ValueSource(doubles = {0.1, -0.0, Double.MIN_VALUE, 1e300, Double.NaN})
  void valuesAreReadBackToTheBit(double value) {
    for (Column.Kind kind : new Column.Kind[] {Column.Kind.REAL, Column.Kind.SECONDS}) {
      Column column = new Column("x", kind);
      assertThat(Double.doubleToLongBits(column.parse(column.format(value))))
          .isEqualTo(Double.doubleToLongBits(value));
    }
  }

  @Test
  void countsAreWrittenAsWholeNumbers() {
    assertThat(Column.STEPS.format(12)).isEqualTo("12");
    assertThat(Column.STEPS.parse("12")).isEqualTo(12);
    assertThatThrownBy(() -> Column.STEPS.parse("12.5")).isInstanceOf(NumberFormatException.class);
  }

  @Test
  void wordsAreReadBackAndOthersAreRefused() {
    Column column = Column.ofWords("verdict", List.of("arrived", "moving"));
    assertThat(column.format(1)).isEqualTo("moving");
    assertThat(column.parse("moving")).isEqualTo(1);
    assertThat(column.format(Double.NaN)).isEmpty();
    assertThat(column.parse("")).isNaN();
    assertThatThrownBy(() -> column.parse("gone"))
        .isInstanceOf(NumberFormatException.class)
        .hasMessage("verdict is \"gone\", not one of arrived, moving");
  }

  @Test
  void aColumnThatIsMissingIsNamed() {
    Measurement measurement = new Measurement(Measurement.DONE, Map.of("b", 1.0, "a", 2.0));
    assertThat(measurement.value("b")).isEqualTo(1);
    assertThatThrownBy(() -> measurement.value(Column.STEPS))
        .hasMessage("the cell has no column steps; it has a, b");
  }
}
