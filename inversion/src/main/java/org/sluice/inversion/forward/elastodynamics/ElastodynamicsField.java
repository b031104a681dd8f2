package org.sluice.inversion.forward.elastodynamics;

import org.sluice.inversion.algebra.Panel;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.kernels.Matrix;

/**
 * The whole motion of a damped elastic bar ({@link Bar}): z = (E, c), and x the displacement at all
 * nodes, the held ends included, at equidistant times up to the last. Column t · nodes + i of x is
 * node i at the t-th time: the solution that {@link ElastodynamicsMap} observes, for surrogates of
 * fields.
 */
public final class ElastodynamicsField implements ForwardMap {

  private final Bar bar;
  private final int times;

  /**
   * The field of a bar.
   *
   * @param times how many, a divisor of the bar's number of steps
   * @throws IllegalArgumentException if it is none
   */
  public ElastodynamicsField(Bar bar, int times) {
    if (times < 1 || bar.steps() % times != 0) {
      throw new IllegalArgumentException(
          "the bar's field is taken %d times, which must divide its %d steps"
              .formatted(times, bar.steps()));
    }
    this.bar = bar;
    this.times = times;
  }

  @Override
  public int parameterDimension() {
    return 2;
  }

  @Override
  public int observationDimension() {
    return times * (bar.elements() + 1);
  }

  /**
   * {@inheritDoc}
   *
   * @throws ArithmeticException as {@link ElastodynamicsMap#apply}
   */
  @Override
  public void apply(Matrix z, Matrix x) {
    Panel.check(z, z.rows(), 2, "z");
    Panel.check(x, z.rows(), observationDimension(), "x");
    int nodes = bar.elements() + 1;
    Newmark newmark = new Newmark(bar, false);
    for (long first = 0; first < z.rows(); first += Panel.LANES) {
      int lanes = Panel.lanes(z.rows(), first);
      newmark.start(z, first, lanes);
      for (int t = 0; t < times; t++) {
        for (int step = 0; step < bar.steps() / times; step++) {
          newmark.step();
        }
        for (int i = 0; i < nodes; i++) {
          double[] displacement = newmark.displacements()[i];
          for (int l = 0; l < lanes; l++) {
            x.set(first + l, (long) t * nodes + i, displacement[l]);
          }
        }
      }
    }
  }
}
