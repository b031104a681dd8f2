package org.sluice.inversion.forward.lorenz;

import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Philox;

/**
 * The law of a trajectory's initial state. The random numbers depend on the seed and on the bits of
 * the trajectory's parameters alone: a system starts from the same state in every row of every
 * batch, and from another state with another seed.
 *
 * @param law of each variable, independent of the others
 * @param seed of all trajectories
 */
public record InitialStates(Law law, long seed) {

  /** A law of one variable. */
  public enum Law {
    /** Uniform on (−5, 10), about the range of the attractor. */
    UNIFORM {
      @Override
      double draw(long seed, long stream, int variable) {
        return -5 + 15 * Philox.uniform(seed, stream, variable);
      }
    },
    /** Normal with mean 0 and standard deviation 0.1: near rest, before chaos has grown. */
    NEAR_REST {
      @Override
      double draw(long seed, long stream, int variable) {
        return 0.1 * Philox.normal(seed, stream, variable);
      }
    };

    abstract double draw(long seed, long stream, int variable);
  }

  /** The random stream of a trajectory with the given parameters. */
  static long stream(double[] parameters) {
    long stream = 0;
    for (double parameter : parameters) {
      stream = mixed(stream ^ Double.doubleToLongBits(parameter));
    }
    return RandomStream.ofHash(stream);
  }

  /** Draws the first {@code count} variables of a stream. */
  double[] draw(long stream, int count) {
    double[] state = new double[count];
    for (int i = 0; i < count; i++) {
      state[i] = law.draw(seed, stream, i);
    }
    return state;
  }

  /**
   * The finaliser of MurmurHash3: a bijection in which every input bit affects every output bit.
   */
  private static long mixed(long bits) {
    long h = (bits ^ bits >>> 33) * 0xFF51AFD7ED558CCDL;
    h = (h ^ h >>> 33) * 0xC4CEB9FE1A85EC53L;
    return h ^ h >>> 33;
  }
}
