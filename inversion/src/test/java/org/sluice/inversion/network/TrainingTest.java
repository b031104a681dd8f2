package org.sluice.inversion.network;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Parallelism;

/** Weights and their training. */
class TrainingTest {

  private static final int BATCH = 40;

  @ParameterizedTest
  @EnumSource
  void learnsAndGoesOnToTheBitAfterACheckpoint(ElementType type) throws IOException {
    try (Backend backend = Backends.open("scalar", Parallelism.serial()).backend();
        Chain network = Perceptron.of(backend, type, List.of(2, 12, 1), Activation.TANH)) {
      Matrix inputs = backend.allocate(type, BATCH, 2);
      Matrix targets = backend.allocate(type, BATCH, 1);
      backend.normals(1, 0, inputs);
      for (int i = 0; i < BATCH; i++) {
        targets.set(i, 0, Math.sin(inputs.get(i, 0)) - inputs.get(i, 1));
      }
      SquaredError error = new SquaredError(backend, network);
      Training training = new Training(backend, type, network.parameterCount());
      Training.Loss loss = (p, gradient) -> error.value(p, inputs, targets, gradient);
      Weights weights = Weights.draw(backend, network, 2, 0);
      double first = training.step(weights, 1e-2, loss);
      for (int step = 1; step < 300; step++) {
        training.step(weights, 1e-2, loss);
      }
      ByteArrayOutputStream checkpoint = new ByteArrayOutputStream();
      weights.write(new DataOutputStream(checkpoint));
      double last = training.step(weights, 1e-2, loss);
      assertThat(last).isLessThan(first / 20);
      assertThat(weights.count()).isEqualTo(301);
      Weights other = Weights.draw(backend, network, 3, 0);
      other.read(new DataInputStream(new ByteArrayInputStream(checkpoint.toByteArray())));
      assertThat(training.step(other, 1e-2, loss)).isEqualTo(last);
      assertThat(other.parameters().toDoubles()).containsExactly(weights.parameters().toDoubles());
    }
  }
}
