package org.sluice.kernels.spi;

import java.util.Objects;
import org.sluice.kernels.Activation;
import org.sluice.kernels.Adam;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;

/**
 * Checks the arguments of every operation once and hands them to a method that the backend writes:
 * {@link #multiply} to {@link #multiplyChecked}, and so on. Those methods need not check shapes,
 * types or overlap again.
 */
public abstract class AbstractBackend implements Backend {

  private final OneCaller caller = new OneCaller("backend");

  /** For subclasses. */
  protected AbstractBackend() {}

  @Override
  public final void copy(Matrix from, Matrix to) {
    Checks.copy(from, to);
    try (OneCaller _ = caller.enter()) {
      copyChecked(from, to);
    }
  }

  /** {@link #copy} of a matrix to one of the same shape. */
  protected abstract void copyChecked(Matrix from, Matrix to);

  @Override
  public final void normals(long seed, long stream, Matrix out) {
    Checks.contiguousNumbers(out);
    try (OneCaller _ = caller.enter()) {
      normalsChecked(seed, stream, out);
    }
  }

  /** {@link #normals} into a contiguous matrix. */
  protected abstract void normalsChecked(long seed, long stream, Matrix out);

  @Override
  public final void uniforms(long seed, long stream, Matrix out) {
    Checks.contiguousNumbers(out);
    try (OneCaller _ = caller.enter()) {
      uniformsChecked(seed, stream, out);
    }
  }

  /** {@link #uniforms} into a contiguous matrix. */
  protected abstract void uniformsChecked(long seed, long stream, Matrix out);

  @Override
  public final void multiply(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    Checks.product(a, transposeA, b, transposeB, c);
    try (OneCaller _ = caller.enter()) {
      multiplyChecked(alpha, a, transposeA, b, transposeB, beta, c);
    }
  }

  /** {@link #multiply} of matrices that fit; by default {@link #multiplyEachChecked} of one. */
  protected void multiplyChecked(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    multiplyEachChecked(
        alpha, Matrices.of(a), transposeA, Matrices.of(b), transposeB, beta, Matrices.of(c));
  }

  @Override
  public final void multiplyEach(
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c) {
    Checks.products(a, transposeA, b, transposeB, c);
    try (OneCaller _ = caller.enter()) {
      multiplyEachChecked(alpha, a, transposeA, b, transposeB, beta, c);
    }
  }

  /** {@link #multiplyEach} of matrices that fit. */
  protected abstract void multiplyEachChecked(
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c);

  @Override
  public final void combine(
      double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y) {
    Checks.combination(x, scale, shift, y);
    try (OneCaller _ = caller.enter()) {
      combineChecked(alpha, x, scale, shift, beta, y);
    }
  }

  /** {@link #combine} of matrices that fit; x equals y or is apart from it. */
  protected abstract void combineChecked(
      double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y);

  @Override
  public final void multiplyElements(Matrix x, Matrix y) {
    Checks.elements("the product", x, "its factor", Objects.requireNonNull(y, "y"));
    try (OneCaller _ = caller.enter()) {
      multiplyElementsChecked(x, y);
    }
  }

  /** {@link #multiplyElements} of contiguous native matrices; x equals y or is apart from it. */
  protected abstract void multiplyElementsChecked(Matrix x, Matrix y);

  @Override
  public final void activate(Activation activation, Matrix values, Matrix derivatives) {
    Checks.elements("values", values, "derivatives", derivatives);
    try (OneCaller _ = caller.enter()) {
      activateChecked(activation, values, derivatives);
    }
  }

  /** {@link #activate} of contiguous native matrices. */
  protected abstract void activateChecked(Activation activation, Matrix values, Matrix derivatives);

  @Override
  public final void exponential(Matrix values) {
    Checks.nativeContiguous("values", values);
    try (OneCaller _ = caller.enter()) {
      exponentialChecked(values);
    }
  }

  /** {@link #exponential} of a contiguous native matrix. */
  protected abstract void exponentialChecked(Matrix values);

  @Override
  public final void drawRows(long seed, long stream, Matrix from, Matrix to) {
    Checks.draw(from, to);
    try (OneCaller _ = caller.enter()) {
      drawRowsChecked(seed, stream, from, to);
    }
  }

  /** {@link #drawRows} between matrices of one type and width. */
  protected abstract void drawRowsChecked(long seed, long stream, Matrix from, Matrix to);

  @Override
  public final void adam(
      Adam.Step step, Matrix parameters, Matrix gradient, Matrix first, Matrix second) {
    Checks.adam(parameters, gradient, first, second);
    try (OneCaller _ = caller.enter()) {
      adamChecked(step, parameters, gradient, first, second);
    }
  }

  /** {@link #adam} of contiguous native matrices of one type and shape. */
  protected abstract void adamChecked(
      Adam.Step step, Matrix parameters, Matrix gradient, Matrix first, Matrix second);
}
