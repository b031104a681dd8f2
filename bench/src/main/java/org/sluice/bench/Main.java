package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.bench.ceiling.CeilingTable;
import org.sluice.bench.ceiling.HostileTable;
import org.sluice.bench.ceiling.OpenBlas;
import org.sluice.bench.ceiling.ProductTable;
import org.sluice.bench.ceiling.SortTable;
import org.sluice.bench.loss.Floor;
import org.sluice.bench.loss.LossTable;
import org.sluice.bench.peer.PeerTables;
import org.sluice.bench.report.BarChart;
import org.sluice.bench.report.Report;
import org.sluice.bench.workload.LossSize;

/**
 * {@code sluice bench}: this machine's ceilings, the loss at each size and its distance from the
 * floor, in about two minutes; with {@code --peers}, torch, numpy and POT beside it.
 */
public final class Main {

  private Main() {}

  /** Runs with the options of the usage text; exits with 2 if they are not understood. */
  public static void main(String... arguments) throws IOException {
    if (List.of(arguments).contains("--help")) {
      System.out.print(Options.USAGE);
      return;
    }
    Options options;
    try {
      options = Options.parse(arguments);
    } catch (IllegalArgumentException notUnderstood) {
      System.err.println("bench: " + notUnderstood.getMessage());
      System.err.print(Options.USAGE);
      System.exit(2);
      return;
    }
    run(options);
  }

  /** Measures, prints the report and writes it into the options' folder. */
  static void run(Options options) throws IOException {
    Files.createDirectories(options.folder());
    Report report = new Report();
    Machine.describe(report);
    BarChart chart;
    if (options.peers()) {
      chart = new PeerTables(report, options.threads(), options.python()).measure(options.sizes());
    } else {
      chart = measure(report, options);
    }
    System.out.print(report.markdown());
    write(options.folder().resolve("bench.md"), report.markdown());
    write(options.folder().resolve("bench.json"), report.json());
    String svg = chart.svg();
    if (svg != null) {
      write(options.folder().resolve("bench.svg"), svg);
    }
  }

  private static BarChart measure(Report report, Options options) {
    CeilingTable ceilings = CeilingTable.measure(options.threads());
    report.table(ceilings.table());
    say("ceilings are known");
    List<Integer> lengths =
        options.sizes().stream().map(LossSize::points).distinct().sorted().toList();
    Map<Integer, Double> longSort = SortTable.measure(report, lengths);
    HostileTable.measure(report, lengths);
    say("sorts are measured");
    Optional<OpenBlas> blas = OpenBlas.find(options.python());
    blas.ifPresentOrElse(
        library -> report.condition("OpenBLAS", library.version()),
        () ->
            report.remark(
                "OpenBLAS is not installed, neither for the system nor within numpy: products have"
                    + " nothing beside them."));
    ProductTable.measure(report, blas, ceilings.arithmetic(), options.sizes());
    say("products are measured");
    Floor floor = new Floor(ceilings.arithmetic(), ceilings.readBandwidth(), longSort);
    LossTable losses = new LossTable(report, floor, options.threads());
    for (LossSize size : options.sizes()) {
      losses.measure(size);
      say("the loss at " + size + " is measured");
    }
    losses.tables().forEach(report::table);
    return losses.chart();
  }

  private static void say(String progress) {
    System.err.println("bench: " + progress);
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    say("wrote " + file);
  }
}
