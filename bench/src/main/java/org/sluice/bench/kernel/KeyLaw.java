package org.sluice.bench.kernel;

import org.sluice.kernels.Philox;

/** What a column's keys are drawn from: the usual law, and such as defeat a sort made for it. */
public enum KeyLaw {
  /** Standard normal. */
  NORMAL {
    @Override
    double key(int column, int i, int n) {
      return Philox.normal(1, column, i);
    }
  },
  /** Tails so heavy that equal steps of value tell few keys apart. */
  CAUCHY {
    @Override
    double key(int column, int i, int n) {
      return Math.tan(Math.PI * (Philox.uniform(1, column, i) - 0.5));
    }
  },
  /** Normal but for one key a million times as large. */
  OUTLIER {
    @Override
    double key(int column, int i, int n) {
      return i == n / 3 ? 1e6 : Philox.normal(1, column, i);
    }
  },
  /** Five distinct values. */
  FEW_VALUES {
    @Override
    double key(int column, int i, int n) {
      return Math.floor(5 * Philox.uniform(1, column, i));
    }
  },
  /** One value. */
  CONSTANT {
    @Override
    double key(int column, int i, int n) {
      return -2.5;
    }
  },
  /** Too small for a leading bit, in either type. */
  DENORMAL {
    @Override
    double key(int column, int i, int n) {
      return Float.MIN_VALUE * Math.floor(1000 * Philox.uniform(1, column, i));
    }
  },
  /** Two clusters, each narrow beside the distance between them. */
  CLUSTERS {
    @Override
    double key(int column, int i, int n) {
      return (i % 2 == 0 ? 1 : 1000) * (1 + 1e-4 * Philox.uniform(1, column, i));
    }
  },
  /** Sixty powers of two, equally likely. */
  MAGNITUDES {
    @Override
    double key(int column, int i, int n) {
      return Math.exp(42 * Philox.uniform(1, column, i) - 21);
    }
  },
  /** In order already. */
  ASCENDING {
    @Override
    double key(int column, int i, int n) {
      return i - 0.5 * n;
    }
  };

  /** Key i of n in a column, rounded to the element type by whoever asks. */
  abstract double key(int column, int i, int n);
}
