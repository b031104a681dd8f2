package org.sluice.bench.peer;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.sluice.bench.report.BarChart;
import org.sluice.bench.report.Goal;
import org.sluice.bench.report.Goals;
import org.sluice.bench.report.Report;
import org.sluice.bench.report.Table;
import org.sluice.bench.workload.FourierSize;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.NetworkSize;
import org.sluice.kernels.ElementType;

/** This library and its peers, each in a process of its own, taking turns on the same data. */
public final class PeerTables {

  private final Report report;
  private final List<Integer> threads;
  private final String python;
  private final Set<String> remarks = new HashSet<>();
  private final Set<String> versions = new HashSet<>();
  private final BarChart chart = new BarChart("Peer's time over ours, loss and gradient");
  private final Table losses =
      new Table(
          "Loss and gradient, beside peers",
          "Each in a process of its own on the same data, in turns; medians of milliseconds. Peak"
              + " resident memory of the process up to and including this size, data included.",
          "N, d, P",
          "type",
          "threads",
          "peer",
          "ours, ms",
          "peer, ms",
          "ratio",
          "goal",
          "verdict",
          "ours, MiB",
          "peer, MiB",
          "memory ratio",
          "memory goal",
          "memory verdict");
  private final Table networks =
      new Table(
          "Step of training a perceptron, beside torch",
          "Forward, backward by weights and inputs, Adam; tanh; medians of milliseconds.",
          "widths, batch",
          "type",
          "threads",
          "peer",
          "ours, ms",
          "peer, ms",
          "ratio",
          "goal",
          "verdict");

  private final Table operators =
      new Table(
          "Step of training a Fourier operator, beside torch",
          "Forward, backward by weights, Adam; silu; torch by fast transforms; medians of"
              + " milliseconds.",
          "network",
          "type",
          "threads",
          "peer",
          "ours, ms",
          "peer, ms",
          "ratio",
          "goal",
          "verdict");

  /** Tables without rows. */
  public PeerTables(Report report, List<Integer> threads, String python) {
    this.report = report;
    this.threads = threads;
    this.python = python;
  }

  /** Measures all sizes and adds the tables; returns a chart of the ratios. */
  public BarChart measure(List<LossSize> sizes) {
    List<LossSize> ascending = new ArrayList<>(sizes);
    ascending.sort(Comparator.comparingDouble(LossSize::keys));
    try (Lineup lineup = new Lineup(python)) {
      for (int count : threads) {
        for (ElementType type : ElementType.values()) {
          try (Match match = new Match(lineup.contestants(count), count, type, this::remark)) {
            match.versions().forEach(this::version);
            for (LossSize size : ascending) {
              loss(match, size, type, count);
            }
            for (NetworkSize size : NetworkSize.ALL) {
              network(match, size, type, count);
            }
            for (FourierSize size : FourierSize.ALL) {
              fourier(match, size, type, count);
            }
          }
        }
      }
    }
    report.table(losses);
    report.table(networks);
    report.table(operators);
    return chart;
  }

  private void remark(String sentence) {
    if (remarks.add(sentence)) {
      report.remark(sentence);
    }
  }

  private void version(String family, String words) {
    if (versions.add(family)) {
      report.condition(family, words);
    }
  }

  private void loss(Match match, LossSize size, ElementType type, int count) {
    List<Match.Score> scores;
    try (Task task = Task.loss(size, type)) {
      scores = match.play(task, size.toString(), size.keys(), family -> true);
    }
    for (Match.Score peer : scores.subList(1, scores.size())) {
      Match.Score ours = scores.getFirst();
      double ratio = peer.nanos() / ours.nanos();
      Goal goal = goal(peer.family(), size, type, count);
      Goal memory = peer.family().startsWith(Contestant.TORCH) ? Goals.MEMORY_OF_TORCH : null;
      double share = ours.mebibytes() / peer.mebibytes();
      losses.row(
          size,
          type,
          count,
          peer.name(),
          ours.nanos() / 1e6,
          peer.nanos() / 1e6,
          ratio,
          goal,
          goal == null ? null : goal.verdict(ratio),
          ours.mebibytes(),
          peer.mebibytes(),
          share,
          memory,
          memory == null ? null : memory.verdict(share));
      chart.bar("%s, %s, %d thr., %s".formatted(size, type, count, peer.family()), ratio, goal);
    }
  }

  private static Goal goal(String family, LossSize size, ElementType type, int count) {
    return switch (family) {
      case Contestant.TORCH, Contestant.TORCH_JVM -> Goals.torch(type, count, size);
      case Contestant.NUMPY -> count == 1 ? Goals.numpy(type) : null;
      case Contestant.POT -> count == 1 ? Goals.pot(type) : null;
      default -> null;
    };
  }

  private void network(Match match, NetworkSize size, ElementType type, int count) {
    List<Match.Score> scores;
    try (Task task = Task.network(size, type)) {
      scores =
          match.play(
              task,
              size.toString(),
              size.operations(),
              family -> family.startsWith(Contestant.TORCH));
    }
    Goal goal = count == 1 ? Goals.network(type, size.widths(), size.batch()) : null;
    rows(networks, scores, size, type, count, goal);
  }

  private void fourier(Match match, FourierSize size, ElementType type, int count) {
    List<Match.Score> scores;
    try (Task task = Task.fourier(size, type)) {
      scores =
          match.play(
              task,
              size.toString(),
              size.operations(),
              family -> family.equals(Contestant.TORCH_JVM));
    }
    rows(operators, scores, size, type, count, Goals.FOURIER);
  }

  private static void rows(
      Table table, List<Match.Score> scores, Object size, ElementType type, int count, Goal goal) {
    Match.Score ours = scores.getFirst();
    for (Match.Score peer : scores.subList(1, scores.size())) {
      double ratio = peer.nanos() / ours.nanos();
      table.row(
          size,
          type,
          count,
          peer.name(),
          ours.nanos() / 1e6,
          peer.nanos() / 1e6,
          ratio,
          goal,
          goal == null ? null : goal.verdict(ratio));
    }
  }
}
