package org.sluice.cuda;

import java.lang.foreign.Arena;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.spi.AbstractBackend;

/** A backend whose allocations are host memory, and whose arguments are placed where it is told. */
final class PlacedBackend extends AbstractBackend {

  private final String name;
  private final Backend real;
  private final Placement placement;
  private final Arena arena = Arena.ofShared();

  PlacedBackend(String name, Backend real, boolean onDevice) {
    this.name = name;
    this.real = real;
    placement = new Placement(real, onDevice);
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public String description() {
    return real.description();
  }

  @Override
  public Matrix allocate(ElementType type, long rows, long columns) {
    if (!arena.scope().isAlive()) {
      throw new IllegalStateException("this backend is closed");
    }
    return Matrix.allocate(arena, type, rows, columns);
  }

  @Override
  protected void copyChecked(Matrix from, Matrix to) {
    try (Placement.Call call = placement.call()) {
      real.copy(call.input(from), call.output(to));
    }
  }

  @Override
  protected void normalsChecked(long seed, long stream, Matrix out) {
    try (Placement.Call call = placement.call()) {
      real.normals(seed, stream, call.output(out));
    }
  }

  @Override
  protected void uniformsChecked(long seed, long stream, Matrix out) {
    try (Placement.Call call = placement.call()) {
      real.uniforms(seed, stream, call.output(out));
    }
  }

  @Override
  protected void multiplyChecked(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    try (Placement.Call call = placement.call()) {
      real.multiply(
          alpha,
          call.inputWithGaps(a),
          transposeA,
          call.inputWithGaps(b),
          transposeB,
          beta,
          call.outputWithGaps(c));
    }
  }

  @Override
  protected void multiplyEachChecked(
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c) {
    try (Placement.Call call = placement.call()) {
      real.multiplyEach(
          alpha, call.input(a), transposeA, call.input(b), transposeB, beta, call.output(c));
    }
  }

  @Override
  protected void combineChecked(
      double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y) {
    try (Placement.Call call = placement.call()) {
      Matrix to = call.outputWithGaps(y);
      Matrix from = x.equals(y) ? to : call.inputWithGaps(x);
      real.combine(alpha, from, call.input(scale), call.input(shift), beta, to);
    }
  }

  @Override
  protected void multiplyElementsChecked(Matrix x, Matrix y) {
    try (Placement.Call call = placement.call()) {
      Matrix product = call.output(x);
      real.multiplyElements(product, x.equals(y) ? product : call.input(y));
    }
  }

  @Override
  protected void activateChecked(Activation activation, Matrix values, Matrix derivatives) {
    try (Placement.Call call = placement.call()) {
      real.activate(activation, call.output(values), call.output(derivatives));
    }
  }

  @Override
  protected void exponentialChecked(Matrix values) {
    try (Placement.Call call = placement.call()) {
      real.exponential(call.output(values));
    }
  }

  @Override
  protected void drawRowsChecked(long seed, long stream, Matrix from, Matrix to) {
    try (Placement.Call call = placement.call()) {
      real.drawRows(seed, stream, call.inputWithGaps(from), call.outputWithGaps(to));
    }
  }

  @Override
  public SlicedWasserstein slicedWasserstein(SlicedWasserstein.Shape shape) {
    return new PlacedSlicedWasserstein(real.slicedWasserstein(shape), placement);
  }

  @Override
  public Mlp mlp(Mlp.Shape shape) {
    return new PlacedMlp(real.mlp(shape), placement);
  }

  @Override
  protected void adamChecked(
      Adam.Step step, Matrix parameters, Matrix gradient, Matrix first, Matrix second) {
    try (Placement.Call call = placement.call()) {
      real.adam(
          step,
          call.output(parameters),
          call.input(gradient),
          call.output(first),
          call.output(second));
    }
  }

  @Override
  public void close() {
    real.close();
    if (arena.scope().isAlive()) {
      arena.close();
    }
  }
}
