package org.sluice.bench.kernel;

import org.sluice.kernels.Philox;

/** The laws of keys: the usual one, and laws that defeat a sort made for it. */
public enum KeyLaw {
  /** Standard normal. */
  NORMAL {
    @Override
    double key(int column, int i, int n) {
      return Philox.normal(1, column, i);
    }
  },
  /** Tails so heavy that equal steps of value separate few keys. */
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
  /** Subnormal in either type. */
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

  /** Key i of n in a column, which the caller rounds to the element type. */
  abstract double key(int column, int i, int n);
}
