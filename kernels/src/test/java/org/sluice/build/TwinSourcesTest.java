package org.sluice.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TwinSourcesTest {

  @TempDir private Path folder;
  private Path sources;
  private Path generated;

  @BeforeEach
  void folders() {
    sources = folder.resolve("sources");
    generated = folder.resolve("generated");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          float sum = 1.5f;                        | double sum = 1.5;
          double wide = key;                       | double wide = key;
          (float) 0x1.8p23f                        | (double) 0x1.8p23
          -0.5f * x + 1f / y                       | -0.5 * x + 1 / y
          int f = half; long leaf;                 | int f = half; long leaf;
          Float.floatToRawIntBits(1)               | Double.doubleToRawLongBits(1)
          VectorSpecies<Float> SPECIES = Lanes.F32 | VectorSpecies<Double> SPECIES = Lanes.F64
          FloatVector.zero(SPECIES)                | DoubleVector.zero(SPECIES)
          source.get(JAVA_FLOAT_UNALIGNED, at)     | source.get(JAVA_DOUBLE_UNALIGNED, at)
          TransposeF32.square(a, Float.BYTES)      | TransposeF64.square(a, Double.BYTES)
          floats and floating-point vectors        | floats and floating-point vectors
          int[] order = new int[count];            | int[] order = new int[count];
          Integer.MAX_VALUE                        | Integer.MAX_VALUE
          """)
  void aFloatSourceBecomesOneOfDoubles(String original, String twin) {
    assertThat(twinOf("SumF32.java", original)).isEqualTo(twin);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          int[] keys = new int[count];               | long[] keys = new long[count];
          int count = 0;                             | int count = 0;
          IntVector a = IntVector.zero(SPECIES);     | LongVector a = LongVector.zero(SPECIES);
          VectorSpecies<Integer> ROWS = Lanes.INT;   | VectorSpecies<Long> ROWS = Lanes.LONG;
          Integer.MAX_VALUE - Integer.BYTES          | Long.MAX_VALUE - Long.BYTES
          Integer.numberOfTrailingZeros(rows)        | Integer.numberOfTrailingZeros(rows)
          RowNetworkI32.sort(panel)                  | RowNetworkI64.sort(panel)
          float unchanged = 1f;                      | float unchanged = 1f;
          """)
  void anIntegerSourceBecomesOneOfLongs(String original, String twin) {
    assertThat(twinOf("SumI32.java", original)).isEqualTo(twin);
  }

  private static String twinOf(String name, String line) {
    String[] lines = TwinSources.source(name, line + "\n").split("\n");
    assertThat(lines).hasSize(2);
    return lines[1];
  }

  @Test
  void aTwinSaysWhereItComesFromAndImportsNothingTwice() {
    String original =
        """
        package a;

        import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;
        import static java.lang.foreign.ValueLayout.JAVA_FLOAT;

        final class SumF32 {
          // One.

          // One.
        }
        """;
    assertThat(TwinSources.source("SumF32.java", original))
        .isEqualTo(
            """
            // Made from SumF32.java by TwinSources. Change that file, not this one.
            package a;

            import static java.lang.foreign.ValueLayout.JAVA_DOUBLE;

            final class SumF64 {
              // One.

              // One.
            }
            """);
  }

  @Test
  void twinsLieInTheFoldersOfTheirOriginalsAndNothingElseDoes() throws IOException {
    write(sources.resolve("a/b/SumF32.java"), "float x;\n");
    write(sources.resolve("a/PanelI32.java"), "int[] x;\n");
    write(sources.resolve("a/Plain.java"), "float x;\n");
    write(generated.resolve("a/GoneF64.java"), "double x;\n");
    TwinSources.write(sources, generated);
    assertThat(generated.resolve("a/b/SumF64.java")).content().endsWith("\ndouble x;\n");
    assertThat(generated.resolve("a/PanelI64.java")).content().endsWith("\nlong[] x;\n");
    assertThat(generated.resolve("a")).isDirectoryNotContaining("glob:**/{Plain,Gone}*");
    assertThat(sources.resolve("a/b/SumF32.java")).hasContent("float x;\n");
  }

  @Test
  void onlyATwinThatChangesIsWrittenAgain() throws IOException {
    write(sources.resolve("SameF32.java"), "float x;\n");
    write(sources.resolve("OtherF32.java"), "float x;\n");
    TwinSources.write(sources, generated);
    FileTime longAgo = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(generated.resolve("SameF64.java"), longAgo);
    Files.setLastModifiedTime(generated.resolve("OtherF64.java"), longAgo);
    write(sources.resolve("OtherF32.java"), "float y;\n");
    TwinSources.write(sources, generated);
    assertThat(Files.getLastModifiedTime(generated.resolve("SameF64.java"))).isEqualTo(longAgo);
    assertThat(generated.resolve("OtherF64.java")).content().endsWith("double y;\n");
  }

  @Test
  void aTwinAmongTheSourcesIsRefused() throws IOException {
    write(sources.resolve("SumF32.java"), "float x;\n");
    write(sources.resolve("SumF64.java"), "double x;\n");
    assertThatThrownBy(() -> TwinSources.write(sources, generated))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage(
            "%s is made from SumF32.java by the build; delete it from the sources",
            sources.resolve("SumF64.java"));
  }

  private static void write(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
