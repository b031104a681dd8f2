package org.sluice.inversion.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.stream.DoubleStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sluice.inversion.population.FixedNormals;
import org.sluice.kernels.Matrix;

/** Families that z → c·z + b maps onto themselves: samples and gradients move with the numbers. */
class LawsInOtherUnitsTest {

  private static final int ROWS = 200;

  static DoubleStream units() {
    return DoubleStream.of(1e-12, 1e-6, 1e6, 1e12);
  }

  @ParameterizedTest
  @MethodSource("units")
  void samplesAndGradientsMove(double c) {
    moves(GaussianMeasure.diagonal(2), c, 1, -2, 0.5, 3);
    moves(new SinhArcsinhMeasure(1), c, 3, 2, 0.5, 1.2);
    moves(new GaussianMixtureMeasure(2, 1), c, 0.3, 80, 140, 8, 6);
    moves(new GaussianMixtureMeasure(3, 1), c, 0.2, 0.5, -20, 0.5, 3, 0.4, 1.5, 0.02);
    moves(new GaussianMixtureMeasure(2, 2), c, 0.3, -1, 0.5, 1, 0.9, 0.7, 0.3, 0.4, 1.2);
    LearnedMeasure learned = new LearnedMeasure(1, 3);
    double[] bent = learned.physicalNear(new double[] {80}, new double[] {8});
    bent[2] = 0.7;
    moves(learned, c, bent);
  }

  private static void moves(ParameterMeasure measure, double c, double... physical) {
    double b = 50 * c;
    double[] moved = physical.clone();
    for (int i = 0; i < moved.length; i++) {
      String name = measure.names().get(i);
      if (isPlace(name)) {
        moved[i] = c * physical[i] + b;
      } else if (name.startsWith("sd") || name.startsWith("scale")) {
        moved[i] = c * physical[i];
      }
    }
    double[] z = sample(measure, physical);
    double[] movedZ = sample(measure, moved);
    for (int i = 0; i < z.length; i++) {
      assertThat((movedZ[i] - b) / c).isCloseTo(z[i], within(1e-11));
    }
    double[] gradient = gradient(measure, physical, z);
    double[] movedGradient = gradient(measure, moved, movedZ);
    for (int i = 0; i < gradient.length; i++) {
      double unit = isPlace(measure.names().get(i)) ? 1 : c;
      double error = 1e-8 * Math.max(1, Math.abs(gradient[i]));
      assertThat(movedGradient[i] / unit).isCloseTo(gradient[i], within(error));
    }
  }

  private static boolean isPlace(String name) {
    return name.startsWith("mean") || name.startsWith("location");
  }

  private static double[] sample(ParameterMeasure measure, double[] physical) {
    int q = measure.dimension();
    double[] z = new double[ROWS * q];
    measure.sample(measure.coordinates(physical), omega(q), Matrix.of(z, ROWS, q));
    return z;
  }

  private static double[] gradient(ParameterMeasure measure, double[] physical, double[] z) {
    int q = measure.dimension();
    double[] gradient = new double[physical.length];
    Matrix byZ = Matrix.of(FixedNormals.values(ROWS * q, 4), ROWS, q);
    double[] coordinates = measure.coordinates(physical);
    measure.backward(coordinates, omega(q), Matrix.of(z, ROWS, q), byZ, gradient);
    return gradient;
  }

  private static Matrix omega(int q) {
    return Matrix.of(FixedNormals.values(ROWS * q, 3), ROWS, q);
  }
}
