package org.sluice.inversion.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Chains against plain loops, fused chains against chains whose layers run one by one. */
class ChainTest {

  private static final int BATCH = 23;

  /** Two runs that can be fused, with a lone dense layer before and another activation between. */
  private static List<Layer> mixed() {
    return List.of(
        new Dense(3, 6),
        new Dense(6, 5),
        new Activate(Activation.TANH, 5),
        new Dense(5, 4),
        new Activate(Activation.TANH, 4),
        new Dense(4, 4),
        new Activate(Activation.SILU, 4),
        new Dense(4, 2));
  }

  static Stream<Arguments> backendsAndTypes() {
    return Stream.of("scalar", "vector")
        .flatMap(name -> Stream.of(ElementType.values()).map(type -> Arguments.of(name, type)));
  }

  @Test
  void aChainIsWhatPlainLoopsCompute() {
    try (Backend backend = scalar();
        Chain network = Chain.unfused(backend, ElementType.F64, mixed(), 10)) {
      double[] parameters = LayerGradients.parameters(network);
      double[] inputs = LayerGradients.normals(1, BATCH * 3);
      double[] expected = new double[BATCH * 2];
      for (int i = 0; i < BATCH; i++) {
        double[] values = {inputs[3 * i], inputs[3 * i + 1], inputs[3 * i + 2]};
        int from = 0;
        for (Layer layer : mixed()) {
          if (layer instanceof Activate(Activation activation, int size)) {
            for (int j = 0; j < size; j++) {
              values[j] =
                  activation == Activation.TANH
                      ? Math.tanh(values[j])
                      : values[j] / (1 + Math.exp(-values[j]));
            }
          } else {
            values = affine(values, layer.outputs(), parameters, from);
          }
          from += Math.toIntExact(layer.parameterCount());
        }
        System.arraycopy(values, 0, expected, 2 * i, 2);
      }
      assertThat(LayerGradients.outputs(network, parameters, inputs, BATCH))
          .containsExactly(expected, within(1e-13));
    }
  }

  private static double[] affine(double[] x, int outputs, double[] parameters, int from) {
    double[] y = new double[outputs];
    for (int o = 0; o < outputs; o++) {
      y[o] = parameters[from + outputs * x.length + o];
      for (int j = 0; j < x.length; j++) {
        y[o] += parameters[from + o * x.length + j] * x[j];
      }
    }
    return y;
  }

  @ParameterizedTest
  @MethodSource("backendsAndTypes")
  void fusedAndUnfusedChainsAgreeToRounding(String name, ElementType type) {
    List<Layer> perceptron = Perceptron.layers(List.of(3, 40, 17, 2), Activation.SILU);
    List<Layer> line = List.of(new Dense(3, 2));
    try (Backend backend = Backends.open(name, Parallelism.serial()).backend()) {
      for (List<Layer> layers : List.of(perceptron, line, mixed())) {
        try (Chain fused = Chain.of(backend, type, layers, 10);
            Chain unfused = Chain.unfused(backend, type, layers, 10)) {
          assertThat(fused.plan() == null).isEqualTo(layers.size() == 8);
          List<Matrix> expected = evaluate(backend, unfused);
          List<Matrix> actual = evaluate(backend, fused);
          double rounding = type == ElementType.F32 ? 4e-6 : 1e-14;
          for (int i = 0; i < expected.size(); i++) {
            near(actual.get(i).toDoubles(), expected.get(i).toDoubles(), rounding);
          }
        }
      }
    }
  }

  @Test
  void runsAreFusedAsFarAsOneActivationGoes() {
    try (Backend backend = scalar()) {
      List<Layer> fused = DenseRun.fuse(backend, ElementType.F64, mixed(), true);
      assertThat(fused.stream().map(Layer::parameterCount).toList())
          .containsExactly(24L, 7L * 5 + 6 * 4 + 5 * 4, 0L, 10L);
      assertThat(fused.get(1)).isInstanceOf(DenseRun.class);
      fused.forEach(Layer::close);
    }
  }

  /** Outputs, both gradients, and the squared error with its gradient. */
  private static List<Matrix> evaluate(Backend backend, Network network) {
    ElementType type = network.type();
    double[] start = LayerGradients.parameters(network);
    Matrix parameters = backend.allocate(type, 1, start.length);
    backend.copy(LayerGradients.row(start), parameters);
    Matrix inputs = backend.allocate(type, BATCH, network.inputs());
    Matrix targets = backend.allocate(type, BATCH, network.outputs());
    backend.normals(1, 1, inputs);
    backend.normals(1, 2, targets);
    Matrix outputs = backend.allocate(type, BATCH, network.outputs());
    Matrix byParameters = backend.allocate(type, 1, start.length);
    Matrix byInputs = backend.allocate(type, BATCH, network.inputs());
    Matrix ofError = backend.allocate(type, 1, start.length);
    network.forward(parameters, inputs, outputs);
    network.backward(parameters, inputs, targets, byParameters, byInputs);
    double error = new SquaredError(backend, network).value(parameters, inputs, targets, ofError);
    Matrix value = Matrix.of(new double[] {error}, 1, 1);
    return List.of(outputs, byParameters, byInputs, ofError, value);
  }

  private static void near(double[] actual, double[] expected, double relative) {
    double scale = 0;
    for (double value : expected) {
      scale = Math.max(scale, Math.abs(value));
    }
    assertThat(actual).containsExactly(expected, within(relative * scale));
  }

  /**
   * Plain loops use functions of {@link StrictMath} alone, so these bits are those of any machine.
   */
  @ParameterizedTest
  @CsvSource({"F32,71b8f2d7b194f3c2", "F64,93809803bcdfd61a"})
  void aPerceptronsBitsAreThoseOfTheFirstEdition(ElementType type, String expected)
      throws NoSuchAlgorithmException {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (Backend backend = scalar();
        Chain network = Perceptron.of(backend, type, List.of(3, 17, 9, 2), Activation.TANH)) {
      for (Matrix matrix : evaluate(backend, network)) {
        for (double value : matrix.toDoubles()) {
          digest.update(ByteBuffer.allocate(Double.BYTES).putDouble(value).array());
        }
      }
    }
    assertThat(HexFormat.of().formatHex(digest.digest(), 0, 8)).isEqualTo(expected);
  }

  @Test
  void allocatesWhatItSaysAndNothingInAnEvaluation() {
    AtomicLong bytes = new AtomicLong();
    try (Backend real = scalar()) {
      Backend counting = counting(real, bytes);
      List<Layer> layers = new ArrayList<>(mixed());
      layers.add(Residual.unfused(List.of(new Dense(2, 2), new Activate(Activation.GELU, 2))));
      try (Chain network = Chain.unfused(counting, ElementType.F32, layers, 10)) {
        assertThat(network.workspaceBytes()).isPositive().isEqualTo(bytes.get());
        double[] start = LayerGradients.parameters(network);
        Matrix parameters = real.allocate(ElementType.F32, 1, start.length);
        real.copy(LayerGradients.row(start), parameters);
        Matrix inputs = real.allocate(ElementType.F32, BATCH, 3);
        Matrix outputs = real.allocate(ElementType.F32, BATCH, 2);
        Matrix byParameters = real.allocate(ElementType.F32, 1, start.length);
        network.forward(parameters, inputs, outputs);
        network.backward(parameters, inputs, outputs, byParameters, null);
        assertThat(bytes.get()).isEqualTo(network.workspaceBytes());
      }
    }
  }

  private static Backend counting(Backend real, AtomicLong bytes) {
    return (Backend)
        Proxy.newProxyInstance(
            Backend.class.getClassLoader(),
            new Class<?>[] {Backend.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("allocate")) {
                long numbers = (long) arguments[1] * (long) arguments[2];
                bytes.addAndGet(numbers * ((ElementType) arguments[0]).bytes());
              }
              try {
                return method.invoke(real, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  private static Backend scalar() {
    return Backends.open("scalar", Parallelism.serial()).backend();
  }
}
