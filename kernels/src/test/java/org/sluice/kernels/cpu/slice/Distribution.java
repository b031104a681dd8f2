package org.sluice.kernels.cpu.slice;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.sluice.kernels.ElementType;

/** The kinds of keys on which sorts go wrong. All numbers are numbers of the element type. */
enum Distribution {
  NORMAL {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return random.nextGaussian();
    }
  },
  UNIFORM {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return random.nextDouble();
    }
  },
  CONSTANT {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return -2.5;
    }
  },
  SORTED {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return i - 0.5 * n;
    }
  },
  REVERSED {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return 0.5 * n - i;
    }
  },
  FEW_DISTINCT {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return random.nextInt(5) - 2;
    }
  },
  PAIRS_OF_TIES {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return random.nextInt(n / 2 + 1) * 0.1;
    }
  },
  WITH_NAN {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return random.nextInt(8) == 0 ? Double.NaN : random.nextGaussian();
    }
  },
  ALL_NAN {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return Double.NaN;
    }
  },
  WITH_INFINITIES {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return switch (random.nextInt(8)) {
        case 0 -> Double.POSITIVE_INFINITY;
        case 1 -> Double.NEGATIVE_INFINITY;
        default -> random.nextGaussian();
      };
    }
  },
  SIGNED_ZEROS {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return switch (random.nextInt(6)) {
        case 0 -> tiny;
        case 1 -> -tiny;
        case 2, 3 -> -0.0;
        default -> 0.0;
      };
    }
  },
  DENORMAL {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return (random.nextInt(2001) - 1000) * tiny;
    }
  },
  GREATEST_AT_THE_END {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return i == n - 1 ? 10 : random.nextGaussian();
    }
  },
  ONE_HUGE_OUTLIER {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return i == n / 3 ? 1e30 : random.nextGaussian();
    }
  },
  WIDER_THAN_THE_TYPE {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      // The difference of the two extremes overflows.
      double greatest = tiny == Double.MIN_VALUE ? Double.MAX_VALUE : Float.MAX_VALUE;
      return switch (random.nextInt(16)) {
        case 0 -> greatest;
        case 1 -> -greatest;
        default -> random.nextGaussian();
      };
    }
  },
  CAUCHY {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return Math.tan(Math.PI * (random.nextDouble() - 0.5));
    }
  },
  NARROW_CLUSTERS {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      // With ties in each.
      double within = 1 + 1e-6 * random.nextInt(n + 1);
      return random.nextBoolean() ? within : 1000 * within;
    }
  },
  MAGNITUDES {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return (random.nextBoolean() ? 1 : -1) * Math.exp(60 * random.nextDouble() - 30);
    }
  },
  TWO_FAR_CLUSTERS {
    @Override
    double key(RandomGenerator random, int i, int n, double tiny) {
      return random.nextGaussian() + (random.nextBoolean() ? 0 : 1e6);
    }
  };

  abstract double key(RandomGenerator random, int i, int n, double tiny);

  double[] draw(int n, long seed, ElementType type) {
    RandomGenerator random = new SplittableRandom(seed * 1000 + ordinal());
    boolean single = type == ElementType.F32;
    double tiny = single ? Float.MIN_VALUE : Double.MIN_VALUE;
    double[] keys = new double[n];
    for (int i = 0; i < n; i++) {
      double key = key(random, i, n, tiny);
      keys[i] = single ? (float) key : key;
    }
    return keys;
  }
}
