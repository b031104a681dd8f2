package org.sluice.bench.peer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.sluice.bench.measure.WarmUp;
import org.sluice.bench.workload.FourierProblem;
import org.sluice.bench.workload.FourierSize;
import org.sluice.bench.workload.FourierWorkload;
import org.sluice.bench.workload.Implementation;
import org.sluice.bench.workload.LossKind;
import org.sluice.bench.workload.LossProblem;
import org.sluice.bench.workload.LossSize;
import org.sluice.bench.workload.LossWorkload;
import org.sluice.bench.workload.NetworkProblem;
import org.sluice.bench.workload.NetworkSize;
import org.sluice.bench.workload.NetworkWorkload;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.SlicedWasserstein.Inputs;

/** This library as a peer among peers: same process boundaries, same clock, same memory count. */
public final class SluicePeer implements Conversation.Peer {

  private static final long WARM_UP = 30_000_000_000L;

  private final int threads;
  private Arena arena;
  private LossWorkload loss;
  private NetworkWorkload network;
  private FourierWorkload fourier;

  private SluicePeer(int threads) {
    this.threads = threads;
  }

  /** The number of threads is the argument. */
  public static void main(String... arguments) throws IOException {
    Conversation.hold(
        "on Java " + Runtime.version(), new SluicePeer(Integer.parseInt(arguments[0])));
  }

  @Override
  public boolean prepare(String... words) {
    arena = Arena.ofShared();
    ElementType type = ElementType.valueOf(words[1]);
    if (words[0].equals("loss")) {
      LossSize size = LossSize.parse(words[2] + "x" + words[3] + "x" + words[4]);
      LossProblem problem = readLoss(type, size, Integer.parseInt(words[5]), Path.of(words[6]));
      loss = new LossWorkload(problem, Implementation.VECTOR, threads);
      return WarmUp.run(WARM_UP, loss::evaluate);
    } else if (words[0].equals("fourier")) {
      FourierSize size = FourierSize.parse(words[2], Integer.parseInt(words[3]));
      FourierProblem problem =
          readFourier(type, size, Integer.parseInt(words[4]), Path.of(words[5]));
      fourier = new FourierWorkload(problem, Implementation.VECTOR, threads);
      try (var warmUp = new FourierWorkload(problem, Implementation.VECTOR, threads)) {
        return WarmUp.run(WARM_UP, warmUp::step);
      }
    } else {
      NetworkSize size =
          new NetworkSize(NetworkSize.parseWidths(words[2]), Integer.parseInt(words[3]));
      NetworkProblem problem =
          readNetwork(type, size, Integer.parseInt(words[4]), Path.of(words[5]));
      // A step changes the parameters, so the warm-up uses a separate workload.
      network = new NetworkWorkload(problem, Implementation.VECTOR, threads);
      try (var warmUp = new NetworkWorkload(problem, Implementation.VECTOR, threads)) {
        return WarmUp.run(WARM_UP, warmUp::step);
      }
    }
  }

  private LossProblem readLoss(ElementType type, LossSize size, int count, Path folder) {
    List<Inputs> sets = new ArrayList<>();
    for (int set = 0; set < count; set++) {
      int n = size.points();
      int d = size.dimension();
      sets.add(
          Inputs.of(
              RawFile.read(arena, folder.resolve("samples-" + set), type, n, d),
              RawFile.read(arena, folder.resolve("data-" + set), type, n, d),
              RawFile.read(arena, folder.resolve("directions-" + set), type, size.slices(), d)));
    }
    return new LossProblem(LossKind.EQUAL, size, type, sets);
  }

  private NetworkProblem readNetwork(ElementType type, NetworkSize size, int count, Path folder) {
    int rows = size.batch();
    return new NetworkProblem(
        size,
        type,
        RawFile.read(
            arena, folder.resolve("parameters"), type, 1, size.shape(type).parameterCount()),
        readSets(folder, "inputs-", count, type, rows, size.widths().getFirst()),
        readSets(folder, "targets-", count, type, rows, size.widths().getLast()));
  }

  private FourierProblem readFourier(ElementType type, FourierSize size, int count, Path folder) {
    return new FourierProblem(
        size,
        type,
        RawFile.read(arena, folder.resolve("parameters"), type, 1, size.parameterCount()),
        readSets(folder, "inputs-", count, type, size.batch(), size.points()),
        readSets(folder, "targets-", count, type, size.batch(), size.points()));
  }

  private List<Matrix> readSets(
      Path folder, String name, int count, ElementType type, int rows, int columns) {
    List<Matrix> sets = new ArrayList<>();
    for (int set = 0; set < count; set++) {
      sets.add(RawFile.read(arena, folder.resolve(name + set), type, rows, columns));
    }
    return sets;
  }

  @Override
  public Conversation.Result run(int set) {
    if (loss != null) {
      return new Evaluated(loss.evaluate(set), loss.gradient());
    }
    return network != null
        ? new Evaluated(network.step(set), network.parameterGradient())
        : new Evaluated(fourier.step(set), fourier.parameterGradient());
  }

  private record Evaluated(double value, Matrix gradient) implements Conversation.Result {
    @Override
    public double norm() {
      double sum = 0;
      for (long i = 0; i < gradient.rows(); i++) {
        for (long j = 0; j < gradient.columns(); j++) {
          sum += gradient.get(i, j) * gradient.get(i, j);
        }
      }
      return sum;
    }
  }

  @Override
  public void forget() {
    if (loss != null) {
      loss.close();
      loss = null;
    }
    if (network != null) {
      network.close();
      network = null;
    }
    if (fourier != null) {
      fourier.close();
      fourier = null;
    }
    arena.close();
  }
}
