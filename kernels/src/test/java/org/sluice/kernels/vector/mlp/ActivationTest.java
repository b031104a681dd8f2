package org.sluice.kernels.vector.mlp;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.foreign.Arena;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.Parallelism;
import org.sluice.kernels.cpu.primitive.MlpKernels;

/** Values and derivatives of the activations, near zero, in the tails and far out. */
class ActivationTest {

  /** z, z Φ(z) and its derivative to double precision, computed with 50 digits. */
  private static final double[][] GELU = {
    {0.0, 0.0, 0.5},
    {1e-300, 5e-301, 0.5},
    {-1e-09, -4.999999996010577e-10, 0.49999999920211546},
    {0.5, 0.34573123063700656, 0.8674951246561629},
    {-0.5, -0.15426876936299344, 0.13250487534383715},
    {1.0, 0.8413447460685429, 1.0833154705876864},
    {-1.0, -0.15865525393145705, -0.0833154705876863},
    {2.25, 2.2224949365261493, 1.059189743975207},
    {-3.0, -0.0040496940948902835, -0.011945647204183927},
    {-5.0, -1.4332578593959695e-06, -7.146946001792295e-06},
    {7.0, 6.999999999991041, 1.0000000000626632},
    {-8.5, -8.05760459887282e-17, -6.846504938697085e-16},
    {-13.0, -7.952313719414843e-38, -1.0337304440113355e-36},
    {-20.0, -5.507248237212468e-88, -1.1014360483133464e-86},
    {-37.0, -2.1184613523340935e-298, -7.838298669418516e-297},
    {40.0, 40.0, 1.0},
  };

  private static final double[] FAR = {
    -Float.MAX_VALUE,
    -1e30,
    -1e5,
    -800,
    -110,
    -95,
    -87.5,
    -87,
    -50,
    -20.5,
    -1e-20,
    -0.0,
    0.0,
    1e-20,
    20.5,
    50,
    87,
    87.5,
    95,
    110,
    800,
    1e5,
    1e30,
    Float.MAX_VALUE
  };

  private record Results(double[] x, double[] values, double[] derivatives) {}

  private static MlpKernels kernels(ElementType type) {
    return type == ElementType.F32 ? new VectorMlpKernelsF32() : new VectorMlpKernelsF64();
  }

  private static Results results(Activation activation, ElementType type, double[] x) {
    MlpKernels kernels = kernels(type);
    int block = kernels.block();
    long padded = (long) (x.length + block - 1) / block * block;
    try (Arena arena = Arena.ofConfined()) {
      Matrix values = Matrix.allocate(arena, type, 1, padded);
      Matrix derivatives = Matrix.allocate(arena, type, 1, padded);
      for (int i = 0; i < x.length; i++) {
        values.set(0, i, x[i]);
      }
      double[] rounded = values.toDoubles();
      kernels.activate(activation, padded, values.segment(), 0, derivatives.segment());
      return new Results(rounded, values.toDoubles(), derivatives.toDoubles());
    }
  }

  private static double[] normals(int count, double deviation) {
    Random random = new Random(7);
    return DoubleStream.generate(() -> deviation * random.nextGaussian()).limit(count).toArray();
  }

  private static double rounding(ElementType type) {
    return type == ElementType.F32 ? 0x1p-24 : 0x1p-53;
  }

  private static void agree(
      Activation activation,
      ElementType type,
      double[] x,
      double roundings,
      DoubleUnaryOperator value,
      DoubleUnaryOperator derivative) {
    Results results = results(activation, type, x);
    for (int i = 0; i < results.x().length; i++) {
      double z = results.x()[i];
      double expected = value.applyAsDouble(z);
      // Exponentials below the least normal number, of which some are multiplied by z, become zero.
      double error = roundings * rounding(type) * Math.abs(expected) + 0x1p-119;
      assertThat(Math.abs(results.values()[i] - expected))
          .as("%s(%s) = %s, not %s", activation, z, results.values()[i], expected)
          .isLessThanOrEqualTo(error);
      double slope = derivative.applyAsDouble(z);
      assertThat(Math.abs(results.derivatives()[i] - slope))
          .as("%s'(%s) = %s, not %s", activation, z, results.derivatives()[i], slope)
          .isLessThanOrEqualTo(roundings * rounding(type));
    }
  }

  private static void everywhere(
      Activation activation,
      double roundings,
      DoubleUnaryOperator value,
      DoubleUnaryOperator derivative) {
    for (ElementType type : ElementType.values()) {
      for (double deviation : new double[] {1e-3, 1, 10}) {
        agree(activation, type, normals(1000, deviation), roundings, value, derivative);
      }
      agree(activation, type, FAR, roundings, value, derivative);
    }
  }

  private static double logistic(double x) {
    double small = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? small : 1) / (1 + small);
  }

  @Test
  void tanh() {
    everywhere(
        Activation.TANH, 6, StrictMath::tanh, x -> 1 / (StrictMath.cosh(x) * StrictMath.cosh(x)));
  }

  @Test
  void relu() {
    everywhere(Activation.RELU, 0, x -> Math.max(x, 0), x -> x > 0 ? 1 : 0);
  }

  @Test
  void identity() {
    everywhere(Activation.IDENTITY, 0, x -> x, x -> 1);
  }

  @Test
  void silu() {
    everywhere(Activation.SILU, 6, x -> x * logistic(x), x -> logistic(x) * (1 + x * logistic(-x)));
  }

  @Test
  void softplus() {
    everywhere(
        Activation.SOFTPLUS,
        6,
        x -> Math.max(x, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(x))),
        ActivationTest::logistic);
  }

  @Test
  void geluAgainstTable() {
    for (ElementType type : ElementType.values()) {
      double[] x = Arrays.stream(GELU).mapToDouble(row -> row[0]).toArray();
      Results results = results(Activation.GELU, type, x);
      for (int i = 0; i < x.length; i++) {
        double least = type == ElementType.F32 ? 0x1p-125 : 0x1p-1000;
        double value = 12 * rounding(type) * Math.abs(GELU[i][1]);
        // A float argument is not the table's: the tail's relative error grows as its square.
        double shift = results.x()[i] == x[i] ? 0 : rounding(type);
        assertThat(Math.abs(results.values()[i] - GELU[i][1]))
            .as("GELU(%s)", x[i])
            .isLessThanOrEqualTo(value + shift * Math.abs(x[i]) + least);
        assertThat(Math.abs(results.derivatives()[i] - GELU[i][2]))
            .as("GELU'(%s)", x[i])
            .isLessThanOrEqualTo(6 * rounding(type));
      }
    }
  }

  @Test
  void geluFarOut() {
    for (ElementType type : ElementType.values()) {
      Results results = results(Activation.GELU, type, FAR);
      for (int i = 0; i < FAR.length; i++) {
        double x = results.x()[i];
        if (Math.abs(x) > 40) {
          assertThat(results.values()[i]).isEqualTo(Math.max(x, 0));
          assertThat(results.derivatives()[i]).isEqualTo(x > 0 ? 1 : 0);
        }
      }
    }
  }

  @ParameterizedTest
  @EnumSource(Activation.class)
  void isTheScalarOneUpToRounding(Activation activation) {
    for (ElementType type : ElementType.values()) {
      double[] x = normals(2000, 3);
      Results actual = results(activation, type, x);
      double[] values = hiddenValues(activation, type, actual.x());
      for (int i = 0; i < x.length; i++) {
        assertThat(actual.values()[i])
            .isCloseTo(
                values[i],
                Offset.offset(12 * rounding(type) * Math.max(Math.abs(values[i]), 0x1p-20)));
      }
    }
  }

  /** The scalar backend's activation, evaluated by a perceptron of one unit and weights of one. */
  private static double[] hiddenValues(Activation activation, ElementType type, double[] x) {
    try (Arena arena = Arena.ofConfined();
        Backend scalar = Backends.open("scalar", Parallelism.serial()).backend();
        Mlp network = scalar.mlp(new Mlp.Shape(type, List.of(1, 1, 1), activation))) {
      Matrix parameters = Matrix.allocate(arena, type, 1, 4);
      parameters.set(0, 0, 1);
      parameters.set(0, 2, 1);
      Matrix inputs = Matrix.allocate(arena, type, x.length, 1);
      Matrix outputs = Matrix.allocate(arena, type, x.length, 1);
      for (int i = 0; i < x.length; i++) {
        inputs.set(i, 0, x[i]);
      }
      network.forward(parameters, inputs, outputs);
      return outputs.toDoubles();
    }
  }

  @Test
  void keepsWhatIsNotANumber() {
    for (Activation activation : Activation.values()) {
      for (ElementType type : ElementType.values()) {
        assertThat(results(activation, type, new double[] {Double.NaN}).values()[0])
            .as("%s", activation)
            .isNaN();
      }
    }
  }
}
