package org.sluice.inversion.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailureWatchTest {

  private static String[] failures(String pattern) {
    return Arrays.stream(pattern.split(""))
        .map(letter -> letter.equals("x") ? "failed" : null)
        .toArray(String[]::new);
  }

  @Test
  void itEndsARequestAtTheRowThatIsOneTooMany() {
    // Of 10, a share of 0.2 is 2.
    String[] failures = failures(".x.x...x..");
    FailureWatch watch = new FailureWatch(SolveTally.NONE, 10, 0.2, false);
    watch.done(0, 7, failures);
    assertThatThrownBy(() -> watch.done(7, 8, failures))
        .isInstanceOf(SolverException.class)
        .hasMessageContaining("3 solves failed, more than the share of 0.2 of 10")
        .hasMessageContaining("last failure: failed");
    // It does not matter how rows are cut into calls.
    assertThatThrownBy(
            () -> new FailureWatch(SolveTally.NONE, 10, 0.2, false).done(0, 10, failures))
        .hasMessageContaining("3 solves failed");
  }

  @Test
  void earlierRequestsAndDrawsInPlaceOfFailedOnesCount() {
    String[] failures = failures(".x.x...x..");
    FailureWatch later = new FailureWatch(new SolveTally(5, 0, ""), 10, 0.2, false);
    later.done(0, 10, failures);
    assertThat(later.tally()).isEqualTo(new SolveTally(15, 3, "failed"));
    // Three of thirteen, were the draws in their place to succeed.
    assertThatThrownBy(
            () -> new FailureWatch(SolveTally.NONE, 10, 0.23, true).done(0, 10, failures))
        .hasMessageContaining("of 13");
    new FailureWatch(SolveTally.NONE, 10, 0.24, true).done(0, 10, failures);
  }

  @Test
  void nothingButFailuresAreNotAllTriedUnlessTheyAreTolerated() {
    String[] failures = failures("x".repeat(500));
    FailureWatch watch = new FailureWatch(SolveTally.NONE, 500, 0.2, false);
    watch.done(0, 8, failures);
    assertThatThrownBy(() -> watch.done(8, 9, failures))
        .hasMessageContaining("all of the first 9 solves failed");
    new FailureWatch(SolveTally.NONE, 500, 1, false).done(0, 500, failures);
  }
}
