package org.sluice.cli.system.population.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.sluice.inversion.population.Trace;

class ProgressDisplayTest {

  /** A run may arrive before its last step, so the time that all steps take is a bound. */
  @Test
  void theTimeOfAllStepsIsCalledABound() {
    AtomicLong nanos = new AtomicLong(5);
    StringWriter err = new StringWriter();
    try (ProgressDisplay display =
        ProgressDisplay.lines("sluice", new PrintWriter(err), nanos::get)) {
      // A run that goes on from step 100, two seconds a step.
      for (long step = 101; step <= 106; step++) {
        nanos.addAndGet(2_000_000_000);
        display.step(new Trace.Row(step, 0.25, 0, 0, 0, 0, new double[0], 0), 150);
      }
    }
    assertThat(err)
        .hasToString("sluice: step 105 of at most 150, loss 0.2500, at most about 1:30 left\n");
  }
}
