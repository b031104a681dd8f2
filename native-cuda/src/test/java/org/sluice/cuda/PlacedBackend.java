package org.sluice.cuda;

import java.lang.foreign.Arena;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Checks;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.SlicedWasserstein;

/** A backend whose allocations are host memory, and whose arguments are placed where it is told. */
final class PlacedBackend implements Backend {

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
    return Matrix.allocate(arena, type, rows, columns);
  }

  @Override
  public void copy(Matrix from, Matrix to) {
    try (Placement.Call call = placement.call()) {
      real.copy(call.input(from), call.output(to));
    }
  }

  @Override
  public void normals(long seed, long stream, Matrix out) {
    try (Placement.Call call = placement.call()) {
      real.normals(seed, stream, out.contiguous() ? call.output(out) : out);
    }
  }

  @Override
  public void uniforms(long seed, long stream, Matrix out) {
    try (Placement.Call call = placement.call()) {
      real.uniforms(seed, stream, call.output(out));
    }
  }

  @Override
  public void multiply(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    if (c.overlaps(a) || c.overlaps(b)) {
      real.multiply(alpha, a, transposeA, b, transposeB, beta, c);
      return;
    }
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
  public void multiplyEach(
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c) {
    Checks.products(a, transposeA, b, transposeB, c);
    try (Placement.Call call = placement.call()) {
      real.multiplyEach(
          alpha, call.input(a), transposeA, call.input(b), transposeB, beta, call.output(c));
    }
  }

  @Override
  public void combine(double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y) {
    Checks.combination(x, scale, shift, y);
    try (Placement.Call call = placement.call()) {
      Matrix to = call.outputWithGaps(y);
      Matrix from = x.equals(y) ? to : call.inputWithGaps(x);
      real.combine(alpha, from, call.input(scale), call.input(shift), beta, to);
    }
  }

  @Override
  public void multiplyElements(Matrix x, Matrix y) {
    Checks.elements("the product", x, "its factor", y);
    try (Placement.Call call = placement.call()) {
      Matrix product = call.output(x);
      real.multiplyElements(product, x.equals(y) ? product : call.input(y));
    }
  }

  @Override
  public void activate(Activation activation, Matrix values, Matrix derivatives) {
    Checks.elements("values", values, "derivatives", derivatives);
    try (Placement.Call call = placement.call()) {
      real.activate(activation, call.output(values), call.output(derivatives));
    }
  }

  @Override
  public void exponential(Matrix values) {
    Checks.nativeContiguous("values", values);
    try (Placement.Call call = placement.call()) {
      real.exponential(call.output(values));
    }
  }

  @Override
  public void drawRows(long seed, long stream, Matrix from, Matrix to) {
    Checks.draw(from, to);
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
  public void adam(
      Adam.Step step, Matrix parameters, Matrix gradient, Matrix first, Matrix second) {
    if (!parameters.segment().isNative()) {
      real.adam(step, parameters, gradient, first, second);
      return;
    }
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
    arena.close();
  }
}
