package org.sluice.cli.command;

import java.lang.foreign.Arena;
import java.nio.file.Path;
import org.sluice.cli.file.CovarianceFile;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.discrepancy.Whitening;
import org.sluice.kernels.Matrix;
import picocli.CommandLine.Option;

/** The options that give the noise covariance Γ of a loss. */
final class NoiseOptions {

  @Option(names = "--noise-sd", paramLabel = "S", description = "Γ = S² I; 1 by default.")
  private Double standardDeviation;

  @Option(names = "--noise-cov", paramLabel = "FILE", description = "Γ, d rows of d numbers.")
  private Path covarianceFile;

  /** The file, or null. */
  Path file() {
    return covarianceFile;
  }

  /** w = L⁻ᵀθ for each row θ. */
  Matrix whiten(Matrix directions, Arena arena) {
    if (standardDeviation == null && covarianceFile == null) {
      return directions;
    }
    int dimension = Math.toIntExact(directions.columns());
    Matrix whitened =
        Matrix.allocate(arena, directions.type(), directions.rows(), directions.columns());
    new Whitening(dimension).apply(factor(dimension), directions, whitened);
    return whitened;
  }

  /** L with Γ = L Lᵀ, row after row. */
  private double[] factor(int dimension) {
    if (covarianceFile != null) {
      return CovarianceFile.factor(covarianceFile, dimension);
    }
    double sd = standardDeviation;
    if (!(sd > 0) || Double.isInfinite(sd)) {
      throw SluiceException.input("--noise-sd must be more than 0 and finite, not %s", sd);
    }
    double[] factor = new double[dimension * dimension];
    for (int i = 0; i < dimension; i++) {
      factor[i * dimension + i] = sd;
    }
    return factor;
  }
}
