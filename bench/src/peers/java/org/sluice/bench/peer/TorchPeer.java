package org.sluice.bench.peer;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LinearImpl;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptions;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Torch in a JVM, by autograd, sorting along the contiguous dimension. */
public final class TorchPeer implements Conversation.Peer {

  private interface Runner {
    Conversation.Result run(int set);
  }

  private PointerScope scope;
  private PointerScope latest;
  private Runner runner;

  private TorchPeer() {}

  /** The number of threads is the argument. */
  public static void main(String... arguments) throws IOException {
    torch.set_num_threads(Integer.parseInt(arguments[0]));
    String version = Tensor.class.getPackage().getImplementationVersion();
    Conversation.hold("org.bytedeco:pytorch " + version, new TorchPeer());
  }

  static Tensor read(Path folder, String name, ElementType type, long rows, long columns) {
    try (Arena arena = Arena.ofShared()) {
      Matrix matrix = RawFile.read(arena, folder.resolve(name), type, rows, columns);
      torch.ScalarType scalar =
          type == ElementType.F32 ? torch.ScalarType.Float : torch.ScalarType.Double;
      try (Pointer memory = new AddressPointer(matrix.segment().address())) {
        return torch
            .from_blob(memory, new long[] {rows, columns}, new TensorOptions(scalar))
            .clone();
      }
    }
  }

  private static final class AddressPointer extends Pointer {
    AddressPointer(long address) {
      this.address = address;
    }
  }

  @Override
  public boolean prepare(String... words) {
    scope = new PointerScope();
    scope.extend();
    ElementType type = ElementType.valueOf(words[1]);
    long[] sizes =
        Arrays.stream(words, words[0].equals("loss") ? 2 : 3, words.length - 1)
            .mapToLong(Long::parseLong)
            .toArray();
    Path folder = Path.of(words[words.length - 1]);
    runner =
        switch (words[0]) {
          case "loss" -> prepareLoss(type, sizes, folder);
          case "fourier" -> {
            TorchFourier network = TorchFourier.read(type, words[2], folder);
            yield batches(type, sizes, folder, network.points(), network.points(), network::step);
          }
          default -> prepareNetwork(type, words[2], sizes, folder);
        };
    return true;
  }

  private static Runner prepareLoss(ElementType type, long[] sizes, Path folder) {
    List<Tensor[]> sets = new ArrayList<>();
    for (int set = 0; set < sizes[3]; set++) {
      sets.add(
          new Tensor[] {
            read(folder, "samples-" + set, type, sizes[0], sizes[1]),
            read(folder, "data-" + set, type, sizes[0], sizes[1]),
            read(folder, "directions-" + set, type, sizes[2], sizes[1])
          });
    }
    return set -> loss(sets.get(set));
  }

  private static Conversation.Result loss(Tensor... set) {
    Tensor samples = set[0].detach().requires_grad_(true);
    Tensor x = torch.matmul(set[2], samples.t()).sort(1, false).get0();
    Tensor y = torch.matmul(set[2], set[1].t()).sort(1, false).get0();
    Tensor value = torch.square(x.sub(y)).mean();
    value.backward();
    return result(value, samples.grad());
  }

  private static Runner prepareNetwork(ElementType type, String widths, long[] sizes, Path folder) {
    long[] width = Arrays.stream(widths.split("-")).mapToLong(Long::parseLong).toArray();
    torch.ScalarType scalar =
        type == ElementType.F32 ? torch.ScalarType.Float : torch.ScalarType.Double;
    long parameters = 0;
    for (int layer = 1; layer < width.length; layer++) {
      parameters += width[layer] * (width[layer - 1] + 1);
    }
    Tensor flat = read(folder, "parameters", type, 1, parameters).flatten();
    List<LinearImpl> layers = new ArrayList<>();
    TensorVector all = new TensorVector();
    long offset = 0;
    for (int layer = 1; layer < width.length; layer++) {
      LinearImpl linear = new LinearImpl(width[layer - 1], width[layer]);
      linear.to(scalar, false);
      long weights = width[layer] * width[layer - 1];
      linear
          .weight()
          .data()
          .copy_(flat.narrow(0, offset, weights).view(width[layer], width[layer - 1]));
      linear.bias().data().copy_(flat.narrow(0, offset + weights, width[layer]));
      offset += weights + width[layer];
      layers.add(linear);
      all.push_back(linear.weight());
      all.push_back(linear.bias());
    }
    Adam adam = new Adam(all, new AdamOptions(1e-3));
    return batches(
        type,
        sizes,
        folder,
        width[0],
        width[width.length - 1],
        batch -> step(layers, all, adam, batch));
  }

  private interface Step {
    Conversation.Result with(Tensor... batch);
  }

  private static Runner batches(
      ElementType type, long[] sizes, Path folder, long inputs, long outputs, Step step) {
    List<Tensor[]> batches = new ArrayList<>();
    for (int set = 0; set < sizes[1]; set++) {
      batches.add(
          new Tensor[] {
            read(folder, "inputs-" + set, type, sizes[0], inputs),
            read(folder, "targets-" + set, type, sizes[0], outputs)
          });
    }
    return set -> step.with(batches.get(set));
  }

  private static Conversation.Result step(
      List<LinearImpl> layers, TensorVector parameters, Adam adam, Tensor... batch) {
    Tensor inputs = batch[0].detach().requires_grad_(true);
    adam.zero_grad(false);
    Tensor features = inputs;
    for (int layer = 0; layer < layers.size(); layer++) {
      features = layers.get(layer).forward(features);
      if (layer < layers.size() - 1) {
        features = torch.tanh(features);
      }
    }
    Tensor error =
        torch.square(features.sub(batch[1])).sum().div(new Scalar((double) inputs.size(0)));
    error.backward();
    adam.step();
    Tensor[] gradients = new Tensor[(int) parameters.size()];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = parameters.get(i).grad();
    }
    return result(error, gradients);
  }

  /** Reads the value at once, as any user would; the norm is off the clock. */
  static Conversation.Result result(Tensor value, Tensor... gradients) {
    double read = value.item_double();
    return new Conversation.Result() {
      @Override
      public double value() {
        return read;
      }

      @Override
      public double norm() {
        double sum = 0;
        for (Tensor gradient : gradients) {
          sum += torch.square(gradient.to(torch.ScalarType.Double)).sum().item_double();
        }
        return sum;
      }
    };
  }

  @Override
  public Conversation.Result run(int set) {
    // Free the tensors of the run before: the garbage collector does not know of their memory, and
    // the machine would run out of it.
    if (latest != null) {
      latest.close();
    }
    latest = new PointerScope();
    return runner.run(set);
  }

  @Override
  public void forget() {
    runner = null;
    if (latest != null) {
      latest.close();
      latest = null;
    }
    scope.close();
  }
}
