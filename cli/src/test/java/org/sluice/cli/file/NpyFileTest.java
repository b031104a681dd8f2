package org.sluice.cli.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.cli.process.SluiceException;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

class NpyFileTest {

  private static final String HEADER =
      "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), }";

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource
  void whatIsWrittenIsReadBackToTheBit(ElementType type) {
    Random random = new Random(1);
    try (Arena arena = Arena.ofConfined()) {
      // More than one buffer of elements, in rows that do not divide it.
      Matrix matrix = Matrix.allocate(arena, type, 40_001, 7);
      for (long i = 0; i < matrix.rows(); i++) {
        for (long j = 0; j < matrix.columns(); j++) {
          matrix.set(i, j, random.nextGaussian());
        }
      }
      Path file = folder.resolve("x.npy");
      SampleFile.write(file, matrix, List.of());
      Matrix read = SampleFile.read(file, arena, type);
      assertThat(read.segment().mismatch(matrix.segment())).isEqualTo(-1);
      assertThat(folder.toFile().list()).containsExactly("x.npy");
    }
  }

  @ParameterizedTest
  @CsvSource({"1,<f8,False", "2,<f8,True", "3,<f4,False", "1,<f4,True"})
  void everyVersionTypeAndOrderIsRead(int version, String descr, String fortran)
      throws IOException {
    double[][] rows = {{1, 2, 3}, {4, 5, 6.5}};
    ByteBuffer data = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < 6; k++) {
      double value = fortran.equals("True") ? rows[k % 2][k / 2] : rows[k / 3][k % 3];
      if (descr.equals("<f4")) {
        data.putFloat((float) value);
      } else {
        data.putDouble(value);
      }
    }
    byte[] bytes = new byte[data.position()];
    data.flip().get(bytes);
    String header =
        "{\"shape\": (2,3), 'fortran_order':%s,'descr':'%s'}\n".formatted(fortran, descr);
    Path file = write(npy(version, header, bytes));
    try (Arena arena = Arena.ofConfined()) {
      assertThat(SampleFile.read(file, arena, ElementType.F64).toDoubles())
          .containsExactly(1, 2, 3, 4, 5, 6.5);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "|i1, 1", "|u1, 1", "|b1, 1", "<i2, 2", ">i2, 2", "<u4, 4", ">i4, 4", "<i8, 8", ">u8, 8",
    "<f2, 2", ">f2, 2", ">f4, 4", ">f8, 8"
  })
  void everyNumberOfNumpyIsRead(String descr, int size) throws IOException {
    boolean big = descr.startsWith(">");
    ByteBuffer data =
        ByteBuffer.allocate(6 * size).order(big ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN);
    double[] expected = {0, 1, 1, 0, 1, 1};
    boolean negative = descr.contains("i") || descr.contains("f");
    expected[4] = negative ? -1 : 1;
    for (double value : expected) {
      switch (descr.charAt(1) + "" + size) {
        case "f2" -> data.putShort(Float.floatToFloat16((float) value));
        case "f4" -> data.putFloat((float) value);
        case "f8" -> data.putDouble(value);
        case "i2" -> data.putShort((short) value);
        case "i4", "u4" -> data.putInt((int) value);
        case "i8", "u8" -> data.putLong((long) value);
        default -> data.put((byte) value);
      }
    }
    Path file = write(npy(1, HEADER.replace("<f8", descr), data.array()));
    try (Arena arena = Arena.ofConfined()) {
      assertThat(SampleFile.read(file, arena, ElementType.F64).toDoubles())
          .containsExactly(expected);
    }
  }

  @Test
  void unsignedNumbersAreNotNegativeAndWholeNumbersKeepAllDigits() throws IOException {
    byte[] ones = new byte[48];
    Arrays.fill(ones, (byte) -1);
    try (Arena arena = Arena.ofConfined()) {
      Path bytes = write(npy(1, HEADER.replace("<f8", "|u1"), Arrays.copyOf(ones, 6)));
      assertThat(SampleFile.read(bytes, arena, ElementType.F64).get(0, 0)).isEqualTo(255);
      Path longs = write(npy(1, HEADER.replace("<f8", "<u8"), ones));
      assertThatThrownBy(() -> SampleFile.read(longs, arena, ElementType.F64))
          .hasMessageContaining("row 1, column 1 is 18446744073709551615")
          .hasMessageContaining("cannot hold exactly");
    }
  }

  @Test
  void archivesOfOneArrayAreRead() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(8, 2.5);
    byte[] array = npy(1, HEADER, data.array());
    try (Arena arena = Arena.ofConfined()) {
      Path one = archive("one.npz", array, "a.npy");
      assertThat(SampleFile.read(one, arena, ElementType.F64).toDoubles())
          .containsExactly(0, 2.5, 0, 0, 0, 0);
      Path two = archive("two.npz", array, "a.npy", "b.npy");
      assertThatThrownBy(() -> SampleFile.read(two, arena, ElementType.F64))
          .hasMessageContaining("two.npz: the archive holds 2 arrays (a.npy, b.npy)");
      byte[] huge = npy(1, HEADER.replace("(2, 3)", "(99999999999, 3)"), data.array());
      Path damaged = archive("damaged.npz", huge, "a.npy");
      assertThatThrownBy(() -> SampleFile.read(damaged, arena, ElementType.F64))
          .hasMessageContaining("more than the file can hold");
      Path cut = archive("cut.npz", Arrays.copyOf(array, array.length - 1), "a.npy");
      assertThatThrownBy(() -> SampleFile.read(cut, arena, ElementType.F64))
          .hasMessageContaining("shorter");
    }
  }

  @Test
  void mutatedArchivesAndPackedFilesAreReadOrRefused() throws IOException {
    byte[] array = npy(1, HEADER, new byte[48]);
    byte[] archive = Files.readAllBytes(archive("x.npz", array, "a.npy"));
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
      out.write(array);
    }
    Random random = new Random(3);
    int refused = 0;
    for (int trial = 0; trial < 2000; trial++) {
      boolean zip = trial % 2 == 0;
      byte[] mutated = (zip ? archive : packed.toByteArray()).clone();
      for (int flips = random.nextInt(4); flips >= 0; flips--) {
        mutated[random.nextInt(mutated.length)] = (byte) random.nextInt(256);
      }
      int length = random.nextInt(4) == 0 ? random.nextInt(mutated.length) : mutated.length;
      Path file =
          Files.write(folder.resolve(zip ? "x.npz" : "x.npy.gz"), Arrays.copyOf(mutated, length));
      try (Arena arena = Arena.ofConfined()) {
        assertThat(SampleFile.read(file, arena, ElementType.F64).rows()).isPositive();
      } catch (SluiceException e) {
        assertThat(e).hasMessageContaining("x.np");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(500);
  }

  private Path archive(String name, byte[] array, String... entries) throws IOException {
    Path file = folder.resolve(name);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (String entry : entries) {
        zip.putNextEntry(new ZipEntry(entry));
        zip.write(array);
      }
    }
    return file;
  }

  @Test
  void oneDimensionalArraysAreOneColumn() throws IOException {
    Path file = write(npy(1, HEADER.replace("(2, 3)", "(3,)"), new byte[24]));
    try (Arena arena = Arena.ofConfined()) {
      assertThat(SampleFile.read(file, arena, ElementType.F64).shape()).isEqualTo("3 x 1");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'descr': '<c8', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<f1', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '|i8', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': [('a', '<f8')], 'fortran_order': False, 'shape': (2, 3), }",
        "{'descr': '<f8', 'fortran_order': 0, 'shape': (2, 3), }",
        "{'descr': '<f8', 'fortran_order': 'False', 'shape': (2, 3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, -3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (1, 2, 3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (6), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 4), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 2), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (999999999999999999, 3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (99999999999999999999, 3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'shape': (2, 3)}",
        "{'descr': '<f8', 'fortran_order': False 'shape': (2, 3), }",
        "{'descr': '<f8', 'shape': (2, 3), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (2, 3), 'more': True}",
        "__import__('os').system('true')",
        "",
      })
  void headersThatCannotBeUsedAreRefusedNamingTheFile(String header) throws IOException {
    Path file = write(npy(1, header, new byte[48]));
    assertRefused(file);
  }

  @Test
  void zeroRowsAreRefused() throws IOException {
    assertRefused(write(npy(1, HEADER.replace("(2, 3)", "(0, 3)"), new byte[0])));
    assertRefused(write(npy(1, HEADER.replace("(2, 3)", "(0, 99999999999999999)"), new byte[0])));
  }

  @Test
  void elementsThatAreNotFiniteAreNamed() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(48).order(ByteOrder.LITTLE_ENDIAN);
    data.putDouble(4 * 8, Double.NaN);
    Path file = write(npy(1, HEADER, data.array()));
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> SampleFile.read(file, arena, ElementType.F64))
          .isInstanceOf(SluiceException.class)
          .hasMessageContaining("x.npy")
          .hasMessageContaining("row 2, column 2");
    }
  }

  @Test
  void everyTruncationIsRefused() throws IOException {
    byte[] whole = npy(1, HEADER, new byte[48]);
    for (int length = 0; length < whole.length; length++) {
      assertRefused(write(Arrays.copyOf(whole, length)));
    }
  }

  @Test
  void mutatedFilesAreReadOrRefusedButNeverBreakTheReader() throws IOException {
    Random random = new Random(2);
    byte[] whole = npy(1, HEADER, new byte[48]);
    int refused = 0;
    for (int trial = 0; trial < 3000; trial++) {
      byte[] mutated = whole.clone();
      for (int flips = random.nextInt(3); flips >= 0; flips--) {
        mutated[random.nextInt(mutated.length - 48)] = (byte) random.nextInt(256);
      }
      Path file = write(mutated);
      try (Arena arena = Arena.ofConfined()) {
        Matrix read = SampleFile.read(file, arena, ElementType.F64);
        assertThat(read.rows() * read.columns()).isBetween(6L, 12L);
      } catch (SluiceException e) {
        assertThat(e).hasMessageContaining("x.npy").hasMessageNotContaining("\n");
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(2000);
  }

  private void assertRefused(Path file) {
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> SampleFile.read(file, arena, ElementType.F64))
          .isInstanceOf(SluiceException.class)
          .hasMessageContaining("x.npy");
    }
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("x.npy"), bytes);
  }

  private static byte[] npy(int version, String header, byte[] data) throws IOException {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.write(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', (byte) version, 0});
    ByteBuffer length = ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(text.length);
    out.write(length.array(), 0, version == 1 ? 2 : 4);
    out.write(text);
    out.write(data);
    return out.toByteArray();
  }
}
