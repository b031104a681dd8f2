package org.sluice.inversion.population.invariance;

import org.sluice.inversion.forward.DifferentiableMap;
import org.sluice.kernels.Matrix;

/** A forward map whose observations are given in another unit. */
record MapInUnit(DifferentiableMap map, Unit unit) implements DifferentiableMap {

  @Override
  public int parameterDimension() {
    return map.parameterDimension();
  }

  @Override
  public int observationDimension() {
    return map.observationDimension();
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    map.apply(z, x);
    x.copyFrom(unit.of(x));
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    double[] original = x.toDoubles();
    for (int e = 0; e < original.length; e++) {
      original[e] = (original[e] - unit.shift()) / unit.factor();
    }
    Matrix inUnit = Matrix.of(original, x.rows(), x.columns());
    map.backward(z, inUnit, unit.ofDeviations().of(gradientX), gradientZ);
  }
}
