package org.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

class DelimitedFileTest {

  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {"1,2\n3,4.5\n", "a,b\n1,2\n3,4.5", "\uFEFFa,b\r\n\"1\", 2 \r\n3,+4.5e0\r\n\r\n"})
  void rowsAreReadWithAHeaderOrWithout(String text) throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      Path file = Files.writeString(folder.resolve("x.csv"), text);
      assertThat(SampleFile.read(file, arena, ElementType.F64).toDoubles())
          .containsExactly(1, 2, 3, 4.5);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"x.csv", "x.tsv", "x.npy"})
  void whatIsWrittenIsReadBackToTheBit(String name) {
    Random random = new Random(3);
    double[] values = random.doubles(60, -1e6, 1e6).toArray();
    values[0] = Double.MIN_VALUE;
    values[1] = -Double.MAX_VALUE;
    values[2] = 0.1 + 0.2;
    Path file = folder.resolve(name);
    SampleFile.write(file, Matrix.of(values, 20, 3), List.of("a", "b", "c"));
    try (Arena arena = Arena.ofConfined()) {
      assertThat(SampleFile.read(file, arena, ElementType.F64).toDoubles()).containsExactly(values);
    }
  }

  @Test
  void columnsAreChosenByNameOrNumber() throws IOException {
    Path file = Files.writeString(folder.resolve("x.tsv"), "id\tu\tv\nJane\t1\t2\nJim\t3\t4\n");
    try (Arena arena = Arena.ofConfined()) {
      assertThat(columns(file, arena, "v", "2").matrix().toDoubles()).containsExactly(2, 1, 4, 3);
      assertThatThrownBy(() -> columns(file, arena, "w"))
          .hasMessageContaining("there is no column w; the columns are id, u, v");
    }
  }

  private static Reading columns(Path file, Arena arena, String... columns) {
    return SampleFile.read(
        file, arena, ElementType.F64, TextFormat.DETECTED, List.of(columns), OptionalInt.empty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a,b;1,2;3|row 3 has 1 cells, but row 1 has 2",
        "a,b;1,2;3,4,5|row 3 has 3 cells, but row 1 has 2",
        "a,b;1,5,2,5|row 1 has 2 names, but row 2 has twice as many cells; if commas are decimal here, write the file with semicolons between its columns and give --decimal comma (or data.decimal = \"comma\")",
        "a;1,5|give every row the same number, or, if commas are decimal, --decimal comma",
        "1,2;3,|row 2, column 2 is empty",
        "a,b;1,2;;3,nan|row 4, column 2 (b) is 'nan', which is not finite",
        "a,b;1,2;3,Infinity|row 3, column 2 (b) is 'Infinity', which is not finite",
        "1,2;3,1e999|row 2, column 2 is '1e999', which is not finite",
        "1,2;3,4d|row 2, column 2 is '4d', which is not a number",
        "1,2;0x1p3,4|row 2, column 1 is '0x1p3', which is not a number",
        "1,x;3,4|row 1, column 2 is 'x', which is not a number",
        "nan,1;3,4|row 1, column 1 is 'nan'",
        "a,b|no rows below the header",
        "''|the file is empty",
      })
  void unusableCellsAreNamedByRowAndColumn(String text, String message) throws IOException {
    Path file = Files.writeString(folder.resolve("x.csv"), text.replace(';', '\n'));
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> SampleFile.read(file, arena, ElementType.F64))
          .isInstanceOf(SluiceException.class)
          .hasMessageStartingWith(file.toString())
          .hasMessageContaining(message);
    }
  }

  @Test
  void bytesThatAreNotTextAreRefused() throws IOException {
    Random random = new Random(4);
    byte[] bytes = "a,b\n1,2\n3,4\n".getBytes(StandardCharsets.UTF_8);
    int refused = 0;
    for (int trial = 0; trial < 500; trial++) {
      byte[] mutated = bytes.clone();
      mutated[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      Path file = Files.write(folder.resolve("x.csv"), mutated);
      try (Arena arena = Arena.ofConfined()) {
        assertThat(SampleFile.read(file, arena, ElementType.F64).rows()).isBetween(1L, 4L);
      } catch (SluiceException e) {
        assertThat(e).hasMessageContaining("x.csv");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(200);
  }

  @Test
  void filesAreToldByTheirNamesAndMustExist() {
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> SampleFile.read(folder.resolve("x.dat"), arena, ElementType.F64))
          .hasMessageContaining("no such file");
      assertThatThrownBy(() -> SampleFile.read(folder, arena, ElementType.F64))
          .hasMessageContaining("this is not a file");
      assertThatThrownBy(() ->
              SampleFile.write(folder.resolve("x.dat"), Matrix.of(new double[1], 1, 1), List.of()))
          .hasMessageContaining("must end in .npy, .csv or .tsv");
    }
  }

  @Test
  void aFailedWriteKeepsWhatWasThere() throws IOException {
    Path file = Files.writeString(folder.resolve("kept.csv"), "before");
    assertThatThrownBy(() ->
            WholeFile.write(
                file,
                channel -> {
                  channel.write(ByteBuffer.wrap(new byte[10]));
                  throw new IOException("the disk is full");
                }))
        .isInstanceOf(SluiceException.class)
        .hasMessageContaining("kept.csv")
        .hasMessageContaining("the disk is full");
    assertThat(file).hasContent("before");
    assertThat(folder.toFile().list()).containsExactly("kept.csv");
  }
}
