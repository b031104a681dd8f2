package org.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.Arena;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.kernels.ElementType;

/** No row is lost, and no column read too many, without a word. */
class DetectionTest {

  private static final double[][] PEOPLE = {
    {158.5, 151.25, 150.75}, {80.5, 73.5, 85.5}, {117.5, 129.5, 126.25},
    {117.25, 111.5, 107.5}, {115.5, 110.5, 112.25}, {95.5, 99.5, 91.25}
  };
  private static final double[] ALL = flat(PEOPLE);

  @TempDir Path folder;

  private static double[] flat(double[][] rows) {
    return Arrays.stream(rows).flatMapToDouble(DoubleStream::of).toArray();
  }

  /** The people, one a line, after a first line and with something before each row. */
  private static String text(String first, IntFunction<String> before) {
    StringBuilder text = new StringBuilder(first);
    for (int n = 0; n < PEOPLE.length; n++) {
      double[] row = PEOPLE[n];
      text.append(before.apply(n)).append(row[0]).append(',').append(row[1]);
      text.append(',').append(row[2]).append('\n');
    }
    return text.toString();
  }

  private static String people(String first) {
    return text(first, _ -> "");
  }

  private Reading read(String text, TextFormat format, OptionalInt wanted) throws IOException {
    return read("x.csv", text.getBytes(StandardCharsets.UTF_8), format, wanted);
  }

  private Reading read(String name, byte[] bytes, TextFormat format, OptionalInt wanted)
      throws IOException {
    Path file = Files.write(folder.resolve(name), bytes);
    return SampleFile.read(file, arena, ElementType.F64, format, List.of(), wanted);
  }

  private Reading read(String text) throws IOException {
    return read(text, TextFormat.DETECTED, OptionalInt.empty());
  }

  private static TextFormat header(String word) {
    return new TextFormat(word, "auto", "point", "auto");
  }

  private static TextFormat index(String word) {
    return new TextFormat("auto", "auto", "point", word);
  }

  private final Arena arena = Arena.ofAuto();

  @Test
  void anIndexWithoutANameIsLeftOutAndSaid() throws IOException {
    String text = text(",r1,r2,r3\n", n -> n + ",");
    Reading reading = read(text);
    assertThat(reading.matrix().toDoubles()).containsExactly(ALL);
    assertThat(reading.names()).containsExactly("r1", "r2", "r3");
    assertThat(reading.firstRow()).isEqualTo("r1 = 158.5, r2 = 151.25, r3 = 150.75");
    assertThat(reading.remarks())
        .containsExactly(
            "x.csv: its first column has no name and is left out as an index; --index-column no (or data.index_column = \"no\") keeps it");
    assertThat(read(text, index("no"), OptionalInt.empty()).matrix().columns()).isEqualTo(4);
    assertThat(read(text, TextFormat.DETECTED, OptionalInt.of(4)).matrix().columns()).isEqualTo(4);
    // R writes names of rows.
    String named = text("\"\",\"V1\",\"V2\",\"V3\"\n", n -> "\"" + (char) ('a' + n) + "\",");
    assertThat(read(named).matrix().toDoubles()).containsExactly(ALL);
    // A data frame without names has numbers for them.
    Reading frame = read(text(",0,1,2\n", n -> n + ","));
    assertThat(frame.matrix().toDoubles()).containsExactly(ALL);
    assertThat(frame.remarks()).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "id,r1,r2,r3\n"})
  void aFirstColumnThatCountsIsAnIndexUnlessItIsWanted(String first) throws IOException {
    for (int from : new int[] {0, 1}) {
      String text = text(first, n -> from + n + ",");
      Reading reading = read(text);
      assertThat(reading.matrix().toDoubles()).containsExactly(ALL);
      assertThat(reading.remarks().getFirst())
          .contains("its first column counts %d to %d and is left out".formatted(from, from + 5));
      assertThat(read(text, TextFormat.DETECTED, OptionalInt.of(3)).matrix().toDoubles())
          .containsExactly(ALL);
      Reading wanted = read(text, TextFormat.DETECTED, OptionalInt.of(4));
      assertThat(wanted.matrix().columns()).isEqualTo(4);
      assertThat(wanted.remarks()).isEmpty();
      assertThat(read(text, index("no"), OptionalInt.empty()).matrix().columns()).isEqualTo(4);
    }
    assertThat(read(text(first, n -> 2 + n + ",")).matrix().columns()).isEqualTo(4);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0,1,2\n", "1,2,3\n", "0,4,12\n", "0.5,1,2\n"})
  void aHeaderOfNumbersIsNoPerson(String first) throws IOException {
    Reading reading = read(people(first));
    assertThat(reading.matrix().toDoubles()).containsExactly(ALL);
    assertThat(reading.remarks())
        .singleElement()
        .asString()
        .startsWith(
            "x.csv: row 1 (%s) is taken as a header".formatted(first.strip().replace(",", ", ")))
        .contains("--header no (or data.header = \"no\") takes it as data");
    assertThat(read(people(first), header("no"), OptionalInt.empty()).matrix().rows()).isEqualTo(7);
    Reading stated = read(people(first), header("yes"), OptionalInt.empty());
    assertThat(stated.remarks()).isEmpty();
    assertThat(stated.names()).hasSize(3).first().isEqualTo(first.split(",")[0]);
  }

  @Test
  void countsThatBeginAtOneArePeople() throws IOException {
    Reading scale = read("1,2,3\n2,3,3\n5,4,1\n1,1,2\n4,4,5\n");
    assertThat(scale.matrix().rows()).isEqualTo(5);
    assertThat(scale.remarks()).isEmpty();
    Reading hours = read("0,4,8\n98,97,99\n96,97,97\n99,98,99\n");
    assertThat(hours.matrix().rows()).isEqualTo(4);
    assertThat(hours.remarks()).singleElement().asString().contains("taken as data, although");
  }

  @Test
  void aFirstRowThatIsNoNumberAndNoNameIsRefused() {
    for (String first : List.of("\"1,234.5\",\"1,100.2\"", "2020-01-01,2020-01-02", "NA,NA")) {
      assertThatThrownBy(() -> read(first + "\n999.5,980\n998,970\n"))
          .as(first)
          .hasMessageContaining("x.csv: row 1, column 1 is '")
          .hasMessageContaining("if row 1 is a header, give --header yes");
    }
    assertThatThrownBy(() -> read("\"1,234.5\",\"1,100.2\"\n999.5,980\n"))
        .hasMessageContaining(
            "thousands take no mark, and if the comma is decimal, give --decimal");
  }

  @Test
  void columnsThatCountByOneAreDoubted() throws IOException {
    StringBuilder people = new StringBuilder("id,a,year\n");
    for (int i = 0; i < 30; i++) {
      people.append("%d,%d,%d%n".formatted(1001 + i, 100 + i * i % 17, 2020 - i));
    }
    Reading reading = read(people.toString());
    assertThat(reading.matrix().columns()).isEqualTo(3);
    assertThat(reading.doubts())
        .containsExactly(
            "its column 1 (id) counts from 1001 to 1030; if it is an index, give --index-column yes (or data.index_column = \"yes\")",
            "its column 3 (year) counts from 2020 to 1991; if it is an index, choose the others with data.columns");
  }

  @Test
  void decimalCommasAreReadWhereStatedAndElseDoubted() throws IOException {
    TextFormat comma = new TextFormat("auto", "auto", "comma", "auto");
    assertThat(read("1,5\n2,25\n3,125\n", comma, OptionalInt.empty()).matrix().toDoubles())
        .containsExactly(1.5, 2.25, 3.125);
    assertThat(read("1,5\n2,25\n3,125\n").doubts())
        .singleElement()
        .asString()
        .contains("two columns of whole numbers", "--decimal comma");
    assertThat(read("a;b\n1,5;2\n-2,25;1e2\n", comma, OptionalInt.empty()).matrix().toDoubles())
        .containsExactly(1.5, 2, -2.25, 100);
    assertThatThrownBy(() -> read("1.234,5;2\n", comma, OptionalInt.empty()))
        .hasMessageContaining("decimals take a comma here, and thousands no mark");
    assertThatThrownBy(() -> read("1,5;2,5\n1;2\n")).hasMessageContaining("--decimal comma");
    assertThatThrownBy(() -> read("x\n1,5\n2,25\n")).hasMessageContaining("--decimal comma");
  }

  @Test
  void otherSeparatorsAreFoundAndSaid() throws IOException {
    for (String separator : List.of(";", "\t", "  ")) {
      Reading reading = read(people("").replace(",", separator));
      assertThat(reading.matrix().toDoubles()).as("'%s'", separator).containsExactly(ALL);
      assertThat(reading.remarks()).singleElement().asString().contains("cells are separated by");
    }
    assertThat(
            read(
                    " 1  2 \n3\t4\n",
                    new TextFormat("auto", " ", "point", "auto"),
                    OptionalInt.empty())
                .matrix()
                .toDoubles())
        .containsExactly(1, 2, 3, 4);
    assertThatThrownBy(() -> new TextFormat("auto", "slash", "point", "auto"))
        .hasMessageContaining("must be auto, comma, semicolon, tab or space, not 'slash'");
  }

  @Test
  void linesWithASignAreCommentsAndMayHoldTheNames() throws IOException {
    Reading saved = read(people("# a,b,c\n") + "# end\n");
    assertThat(saved.matrix().toDoubles()).containsExactly(ALL);
    assertThat(saved.names()).containsExactly("a", "b", "c");
    assertThat(read(people("# made today\na,b,c\n")).names()).containsExactly("a", "b", "c");
  }

  @Test
  void packedTextIsRead() throws IOException {
    Path file = folder.resolve("x.csv.gz");
    try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(file))) {
      out.write(people("a,b,c\n").getBytes(StandardCharsets.UTF_8));
    }
    assertThat(SampleFile.read(file, arena, ElementType.F64).toDoubles()).containsExactly(ALL);
    Files.write(file, people("").getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> SampleFile.read(file, arena, ElementType.F64))
        .hasMessageContaining("cannot read")
        .hasMessageContaining("GZIP");
    assertThatThrownBy(() -> SampleFile.ending(file)).hasMessageContaining("must end in .npy");
  }

  @Test
  void aFileThatNeedsAWordIsRefusedWhereNoneCanBeSaid() throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), people("0,1,2\n"));
    assertThatThrownBy(() -> SampleFile.read(file, arena, ElementType.F64))
        .hasMessageContaining("is taken as a header")
        .hasMessageContaining("write the file without doubt");
  }

  @Test
  void fortransExponentsAreNumbers() throws IOException {
    assertThat(read("1.42D-01,2d0\n1E1,-3.5D+2\n").matrix().toDoubles())
        .containsExactly(0.142, 2, 10, -350);
  }

  @Test
  void manyRowsAreReadWholeInEachFormat() throws IOException {
    double[] numbers = IntStream.range(0, 5000).mapToDouble(i -> i * 0.37 - 3).toArray();
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < numbers.length; i += 2) {
      text.append(numbers[i]).append("   ").append(numbers[i + 1]).append("\r\n");
    }
    assertThat(read(text.toString()).matrix().toDoubles()).containsExactly(numbers);
  }
}
