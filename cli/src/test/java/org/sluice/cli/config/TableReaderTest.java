package org.sluice.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.sluice.inversion.range.Range;
import tools.jackson.databind.JsonNode;
import tools.jackson.dataformat.toml.TomlMapper;

class TableReaderTest {

  enum Colour {
    RED,
    DARK_BLUE;

    public String word() {
      return name().toLowerCase().replace('_', '-');
    }
  }

  /** A library's record, which knows no TOML; of its components one cannot be written. */
  record Brush(int hairs, double halfWidth, Runnable stroke) {

    Brush {
      Range.atLeast("hairs", 1, hairs);
      Range.positive("halfWidth", halfWidth);
    }

    static Brush defaults() {
      return new Brush(7, 0.5, null);
    }
  }

  record Painting(Colour colour, OptionalInt layers, Brush brush, int name) {

    Painting {
      layers.ifPresent(count -> Range.atLeast("layers", 1, count));
    }

    static Painting defaults() {
      return new Painting(Colour.RED, OptionalInt.empty(), Brush.defaults(), 3);
    }
  }

  /** Its own name hides that of the painting, and its stroke stands for the brush's. */
  record Picture(
      String name, String stroke, @SameTable Painting painting, List<Frame> frame, Brush spare) {}

  sealed interface Frame {}

  @TypeName("plain")
  record Plain(long width, double[][] corners) implements Frame {}

  @TypeName("carved")
  record Carved(Map<String, Double> depths, Boolean gilt) implements Frame {}

  @Test
  void whatIsNotWrittenHasTheRecordsDefault() {
    Picture picture = read("name = 'a'\nhairs = 9\ncolour = 'dark-blue'");
    assertThat(picture.name()).isEqualTo("a");
    assertThat(picture.stroke()).isNull();
    assertThat(picture.painting())
        .isEqualTo(new Painting(Colour.DARK_BLUE, OptionalInt.empty(), new Brush(9, 0.5, null), 3));
    assertThat(picture.frame()).isNull();
    assertThat(picture.spare()).isEqualTo(Brush.defaults());
  }

  @Test
  void tablesListsAndFamiliesAreRead() {
    Picture picture =
        read(
            """
            layers = 4
            stroke = 'long'
            frame = [
              { type = 'plain', width = 3, corners = [[0, 1.5], []] },
              { type = 'carved', depths = { left = 1, right = 0.5 }, gilt = true }
            ]
            spare = { half_width = 2 }
            """);
    assertThat(picture.painting().layers()).hasValue(4);
    Plain plain = (Plain) picture.frame().get(0);
    assertThat(plain.width()).isEqualTo(3);
    assertThat(plain.corners()).isDeepEqualTo(new double[][] {{0, 1.5}, {}});
    assertThat(picture.frame().get(1))
        .isEqualTo(new Carved(Map.of("left", 1.0, "right", 0.5), true));
    assertThat(picture.spare()).isEqualTo(new Brush(7, 2, null));
    assertThat(read("layers = 'auto'").painting().layers()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "hair = 3|hair is not a known key; did you mean hairs?",
        "spare = { stroke = 'x' }|spare.stroke is not a known key",
        "brush = { hairs = 3 }|brush is not a known key",
        "hairs = 0|hairs must be at least 1, not 0",
        "half_width = -1|half_width must be more than 0 and finite, not -1.0",
        "spare = { half_width = inf }|spare.half_width must be more than 0 and finite, not Infinity",
        "spare = 3|spare must be a table",
        "colour = 'rad'|colour must be one of red, dark-blue, not 'rad'; did you mean red?",
        "colour = 3|colour must be text in quotes",
        "layers = 0|layers must be at least 1, not 0",
        "layers = 'some'|layers must be a whole number or \"auto\", not \"some\"",
        "layers = 3000000000|layers is too large a number",
        "frame = [{ type = 'plain' }]|frame[1].width is missing; give it a value",
        "frame = [{ width = 3 }]|frame[1].type is missing; use one of plain, carved",
        "frame = [{ type = 'plane' }]|frame[1].type must be one of plain, carved, not 'plane'; did you mean plain?",
        "frame = [{ type = 'plain', width = 3, corners = [[1], ['x']] }]|frame[1].corners[2][1] must be a number",
        "frame = [{ type = 'carved', gilt = 1 }]|frame[1].gilt must be true or false",
        "frame = [{ type = 'carved', depths = { left = 'deep' } }]|frame[1].depths.left must be a number",
        "frame = 'plain'|frame must be a list",
      })
  void wrongValuesAreNamedByTheirPath(String toml, String message) {
    assertThatThrownBy(() -> read(toml))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void whatIsWrittenIsWhatWasRead() {
    String toml =
        "name = 'a'\nstroke = 'long'\ncolour = 'dark-blue'\nhairs = 9\nhalf_width = 0.25\n"
            + "spare = { hairs = 2, half_width = 1.5 }\n";
    Picture picture = read(toml);
    JsonNode written = TableWriter.write(picture);
    assertThat(written.get("colour").stringValue()).isEqualTo("dark-blue");
    assertThat(written.get("half_width").doubleValue()).isEqualTo(0.25);
    assertThat(TableWriter.write(new Carved(Map.of(), null)).toString())
        .isEqualTo("{\"type\":\"carved\",\"depths\":{}}");
  }

  private static Picture read(String toml) {
    return TableReader.read("", new TomlMapper().readTree(toml), Picture.class);
  }
}
