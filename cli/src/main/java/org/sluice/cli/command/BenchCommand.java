package org.sluice.cli.command;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sluice.cli.process.SluiceException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * {@code sluice bench} where the launcher has not taken it: the help, and a sentence on how to
 * start it.
 */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description =
        "Measures the peak rates of this machine and the loss at each size, in two minutes; with"
            + " --peers, also numpy, torch and POT on the same data. Writes bench.md, bench.json and"
            + " bench.svg into sluice-out/bench. The launcher 'sluice' of a checkout builds and starts"
            + " it; 'sluice bench --help' lists its options.",
    footer = {"", "Examples:", "  sluice bench", "  sluice bench --peers --threads 1,2"})
final class BenchCommand implements Callable<Integer> {

  // Picocli puts options that it does not know here.
  @Unmatched private List<String> options = new ArrayList<>();

  @Override
  public Integer call() {
    throw SluiceException.input(
        "the benchmarks are not in this jar; start them by the launcher of a checkout: ./sluice bench %s",
        String.join(" ", options));
  }
}
