package org.sluice.inversion.population.invariance;

import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.kernels.Matrix;

/** A map that is not linear: decays exp(−t z₁) from heights z₂ at some times t. */
record BentMap(double... times) implements DifferentiableMap {

  @Override
  public int parameterDimension() {
    return 2;
  }

  @Override
  public int observationDimension() {
    return times.length;
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    for (long i = 0; i < z.rows(); i++) {
      for (int j = 0; j < times.length; j++) {
        x.set(i, j, z.get(i, 1) * Math.exp(-times[j] * z.get(i, 0)));
      }
    }
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    for (long i = 0; i < z.rows(); i++) {
      double rate = 0;
      double height = 0;
      for (int j = 0; j < times.length; j++) {
        double decay = Math.exp(-times[j] * z.get(i, 0));
        rate -= gradientX.get(i, j) * times[j] * z.get(i, 1) * decay;
        height += gradientX.get(i, j) * decay;
      }
      gradientZ.set(i, 0, rate);
      gradientZ.set(i, 1, height);
    }
  }
}
