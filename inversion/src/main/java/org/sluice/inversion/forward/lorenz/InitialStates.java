package org.sluice.inversion.forward.lorenz;

import org.sluice.kernels.Philox;

/**
 * The law of a trajectory's first state. A trajectory's numbers come from the seed and from its own
 * parameters' bits, so a system starts the same wherever it stands in a batch, and another seed
 * starts it anew.
 *
 * @param law of each variable by itself
 * @param seed of all trajectories
 */
public record InitialStates(Law law, long seed) {

  /** A law of one variable. */
  public enum Law {
    /** Uniform on (−5, 10), about where the attractor is. */
    UNIFORM {
      @Override
      double draw(long seed, long stream, int variable) {
        return -5 + 15 * Philox.uniform(seed, stream, variable);
      }
    },
    /** Normal of mean 0 and standard deviation 0.1: near rest, from where chaos has yet to grow. */
    NEAR_REST {
      @Override
      double draw(long seed, long stream, int variable) {
        return 0.1 * Philox.normal(seed, stream, variable);
      }
    };

    abstract double draw(long seed, long stream, int variable);
  }

  /** The stream of a trajectory with the given parameters. */
  static long stream(double[] parameters) {
    long stream = 0;
    for (double parameter : parameters) {
      stream = mixed(stream ^ Double.doubleToLongBits(parameter));
    }
    return stream;
  }

  double draw(long stream, int variable) {
    return law.draw(seed, stream, variable);
  }

  /** The finaliser of MurmurHash3, a bijection that lets each bit reach all others. */
  private static long mixed(long bits) {
    long h = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
    h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
    return h ^ h >>> 33;
  }
}
