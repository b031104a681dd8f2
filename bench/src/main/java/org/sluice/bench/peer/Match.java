package org.sluice.bench.peer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.sluice.bench.measure.Timing;
import org.sluice.bench.workload.Agreement;
import org.sluice.kernels.ElementType;

/**
 * Contestants that take turns at tasks of one element type. A peer that fails leaves the match,
 * with a remark; this library must not fail.
 */
final class Match implements AutoCloseable {

  private static final long PEER_WARM_UP = 300_000_000L;
  private static final long BUDGET = 4_000_000_000L;
  private static final long TURN = 20_000_000L;
  // Between two requests all threads sleep, and they wake up slowly.
  private static final long REQUEST = 5_000_000L;
  // Threads of OpenMP and BLAS spin for a while after their work and occupy cores.
  private static final long REST = 250_000_000L;
  private static final int LEAST_ROUNDS = 3;
  private static final double LONGEST_RUN = 60e9;

  /** The score of a family: the median of its fastest variant. */
  record Score(String family, String name, double nanos, double mebibytes) {}

  private static final class Player {
    final Contestant contestant;
    final ChildProcess process;
    Timing timing = new Timing();
    double nanosPerUnit;

    Player(Contestant contestant, ChildProcess process) {
      this.contestant = contestant;
      this.process = process;
    }

    /** Runs as often as one request allows, from set {@code first} on; returns how often. */
    int run(int first, int sets) {
      int count =
          timing.count() == 0 ? 1 : (int) Math.clamp(REQUEST / (long) timing.median(), 1, 64);
      StringBuilder request = new StringBuilder("run");
      for (int run = 0; run < count; run++) {
        request.append(' ').append((first + run) % sets);
      }
      timing.add(Answer.parse(process.ask(request.toString())).nanos());
      return count;
    }
  }

  private final int threads;
  private final ElementType type;
  private final Consumer<String> remark;
  private final List<Player> players = new ArrayList<>();

  Match(List<Contestant> contestants, int threads, ElementType type, Consumer<String> remark) {
    this.threads = threads;
    this.type = type;
    this.remark = remark;
    for (Contestant contestant : contestants) {
      try {
        players.add(new Player(contestant, start(contestant)));
      } catch (PeerFailure missing) {
        if (contestant.family().equals(Contestant.SLUICE)) {
          throw missing;
        }
        remark.accept(
            "%s is not measured: %s.".formatted(contestant.family(), missing.getMessage()));
      }
    }
  }

  private static ChildProcess start(Contestant contestant) {
    if (contestant.family().equals(Contestant.TORCH_JVM)) {
      // The first start unpacks native libraries and may crash meanwhile; the second finds them.
      try {
        new ChildProcess(contestant.command(), contestant.environment()).close();
      } catch (PeerFailure expected) {
        return new ChildProcess(contestant.command(), contestant.environment());
      }
    }
    return new ChildProcess(contestant.command(), contestant.environment());
  }

  /** The versions of each family. */
  Map<String, String> versions() {
    Map<String, String> versions = new LinkedHashMap<>();
    players.forEach(
        player -> versions.putIfAbsent(player.contestant.family(), player.process.versions()));
    return versions;
  }

  /**
   * Plays one task.
   *
   * @param units the amount of work, to predict runs of more than a minute
   * @param admitted true for a family of peers that can do it
   * @return the scores, ours first
   */
  List<Score> play(Task task, String name, double units, Predicate<String> admitted) {
    Player us = players.getFirst();
    List<Player> active = new ArrayList<>();
    Answer reference = prepare(us, task, name);
    active.add(us);
    for (Player peer : List.copyOf(players.subList(1, players.size()))) {
      if (!admitted.test(peer.contestant.family())) {
        continue;
      }
      if (peer.nanosPerUnit * units > LONGEST_RUN) {
        remark.accept(
            "%s is not measured at %s: a run would take more than a minute."
                .formatted(peer.contestant.name(), name));
        continue;
      }
      try {
        requireAgreement(reference, prepare(peer, task, name));
        warmUp(peer, task);
        active.add(peer);
      } catch (PeerFailure failure) {
        leave(peer, name, failure);
      }
    }
    takeTurns(active, task, name);
    List<Score> scores = scores(active);
    for (Player player : active) {
      player.nanosPerUnit = player.timing.median() / units;
      player.process.ask("forget");
    }
    return scores;
  }

  private void leave(Player player, String name, PeerFailure failure) {
    if (player.contestant.family().equals(Contestant.SLUICE)) {
      throw failure;
    }
    players.remove(player);
    player.process.close();
    remark.accept(
        "%s left at %s, %s: %s."
            .formatted(player.contestant.name(), name, type, failure.getMessage()));
  }

  private Answer prepare(Player player, Task task, String name) {
    player.timing = new Timing();
    if (player.process.ask(task.line()).equals("unsteady")) {
      remark.accept(
          "%s did not become steady while warming up at %s, %s."
              .formatted(player.contestant.name(), name, type));
    }
    return Answer.parse(player.process.ask("run 0"));
  }

  private void requireAgreement(Answer ours, Answer theirs) {
    Agreement agreement = Agreement.of(type);
    if (!agreement.holds(theirs.value(), ours.value())
        || !agreement.holds(theirs.norm(), ours.norm())) {
      throw new PeerFailure(
          "its value %s and gradient's norm %s differ from our %s and %s"
              .formatted(theirs.value(), theirs.norm(), ours.value(), ours.norm()));
    }
  }

  /** Native peers are compiled already, but caches and thread pools have to warm up. */
  private static void warmUp(Player peer, Task task) {
    long start = System.nanoTime();
    for (int run = 0; System.nanoTime() - start < PEER_WARM_UP; run++) {
      peer.process.ask("run " + run % task.sets());
    }
  }

  private void takeTurns(List<Player> active, Task task, String name) {
    long begin = System.nanoTime();
    int run = 0;
    for (int round = 0; round < LEAST_ROUNDS || System.nanoTime() - begin < BUDGET; round++) {
      for (Player player : List.copyOf(active)) {
        letOthersRest();
        try {
          long start = System.nanoTime();
          do {
            run += player.run(run, task.sets());
          } while (System.nanoTime() - start < TURN);
        } catch (PeerFailure failure) {
          active.remove(player);
          leave(player, name, failure);
        }
      }
    }
  }

  private void letOthersRest() {
    if (threads > 1) {
      LockSupport.parkNanos(REST);
    }
  }

  private static List<Score> scores(List<Player> active) {
    Map<String, Score> best = new LinkedHashMap<>();
    for (Player player : active) {
      Contestant contestant = player.contestant;
      Score score =
          new Score(
              contestant.family(),
              contestant.name(),
              player.timing.median(),
              player.process.peakMemory());
      best.merge(
          contestant.family(), score, (old, other) -> old.nanos() <= other.nanos() ? old : other);
    }
    return List.copyOf(best.values());
  }

  @Override
  public void close() {
    players.forEach(player -> player.process.close());
  }
}
