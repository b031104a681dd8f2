package org.sluice.bench.peer;

import java.nio.file.Path;
import java.util.Arrays;
import org.bytedeco.pytorch.Adam;
import org.bytedeco.pytorch.AdamOptions;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.StringViewOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.sluice.kernels.ElementType;

/**
 * A Fourier operator in usual torch code: fast transforms of padded fields, one product for all
 * modes, a pointwise convolution. Fields are batch × channels × points.
 */
final class TorchFourier {

  private final long points;
  private final long period;
  private final long modes;
  private final int layers;
  private final TensorVector parameters = new TensorVector();
  private final Adam adam;

  private TorchFourier(long points, long modes, int layers, Tensor... parameters) {
    this.points = points;
    // The transform's period is longer than the domain by a quarter.
    period = (points - 1) * 5 / 4;
    this.modes = modes;
    this.layers = layers;
    for (Tensor parameter : parameters) {
      this.parameters.push_back(parameter);
    }
    adam = new Adam(this.parameters, new AdamOptions(1e-3));
  }

  /** Reads points, modes, width and layers joined by minus signs, and the parameters' file. */
  static TorchFourier read(ElementType type, String sizes, Path folder) {
    long[] size = Arrays.stream(sizes.split("-")).mapToLong(Long::parseLong).toArray();
    long k = size[1];
    long w = size[2];
    long layer = 2 * k * w * w + w * w + w;
    long count = 3 * w + size[3] * layer + 2 * w * w + 4 * w + 1;
    Tensor flat = TorchPeer.read(folder, "parameters", type, 1, count).flatten();
    Tensor[] all = new Tensor[1 + 3 * (int) size[3] + 4];
    int next = 0;
    all[next++] = leaf(flat.narrow(0, 0, 3 * w).view(3, w).t());
    long offset = 3 * w;
    for (int l = 0; l < size[3]; l++) {
      // Modes, real and imaginary part, inputs, outputs: to inputs, outputs, modes, both parts.
      Tensor weights = flat.narrow(0, offset, 2 * k * w * w).view(k, 2, w, w);
      all[next++] = leaf(weights.permute(2, 3, 0, 1));
      offset += 2 * k * w * w;
      all[next++] = leaf(flat.narrow(0, offset, w * w).view(w, w).t().unsqueeze(2));
      offset += w * w;
      all[next++] = leaf(flat.narrow(0, offset, w));
      offset += w;
    }
    all[next++] = leaf(flat.narrow(0, offset, 2 * w * w).view(w, 2 * w).t());
    offset += 2 * w * w;
    all[next++] = leaf(flat.narrow(0, offset, 2 * w));
    offset += 2 * w;
    all[next++] = leaf(flat.narrow(0, offset, 2 * w).view(1, 2 * w));
    all[next] = leaf(flat.narrow(0, offset + 2 * w, 1));
    return new TorchFourier(size[0], k, (int) size[3], all);
  }

  private static Tensor leaf(Tensor values) {
    return values.contiguous().clone().requires_grad_(true);
  }

  long points() {
    return points;
  }

  /** Forward, backward by weights, and Adam, for inputs and targets. */
  Conversation.Result step(Tensor... batch) {
    adam.zero_grad(false);
    Tensor error =
        torch
            .square(forward(batch[0]).sub(batch[1]))
            .sum()
            .div(new Scalar((double) batch[0].size(0)));
    error.backward();
    adam.step();
    Tensor[] gradients = new Tensor[(int) parameters.size()];
    for (int i = 0; i < gradients.length; i++) {
      gradients[i] = parameters.get(i).grad();
    }
    return TorchPeer.result(error, gradients);
  }

  private Tensor forward(Tensor inputs) {
    Tensor line = torch.linspace(new Scalar(0.0), new Scalar(1.0), points, inputs.options());
    Tensor position = line.expand(inputs.size(0), points);
    TensorVector channels = new TensorVector(inputs, position, torch.ones_like(inputs));
    Tensor field = torch.linear(torch.stack(channels, 2), parameters.get(0)).transpose(1, 2);
    for (int l = 0; l < layers; l++) {
      Tensor transformed =
          torch.fft_rfft(field, new LongOptional(period), 2, new StringViewOptional());
      Tensor weights = torch.view_as_complex(parameters.get(1 + 3 * l));
      TensorVector factors = new TensorVector(transformed.narrow(2, 0, modes), weights);
      Tensor mixed = torch.einsum("bik,iok->bok", factors);
      Tensor back =
          torch
              .fft_irfft(mixed, new LongOptional(period), 2, new StringViewOptional())
              .narrow(2, 0, points)
              .mul(new Scalar((double) period / points));
      TensorOptional bias = new TensorOptional(parameters.get(3 + 3 * l));
      Tensor pointwise =
          torch.conv1d(
              field,
              parameters.get(2 + 3 * l),
              bias,
              new long[] {1},
              new long[] {0},
              new long[] {1},
              1);
      field = back.add(pointwise);
      if (l + 1 < layers) {
        field = torch.silu(field);
      }
    }
    int head = 1 + 3 * layers;
    Tensor hidden =
        torch.silu(
            torch.linear(
                field.transpose(1, 2),
                parameters.get(head),
                new TensorOptional(parameters.get(head + 1))));
    return torch
        .linear(hidden, parameters.get(head + 2), new TensorOptional(parameters.get(head + 3)))
        .squeeze(2);
  }
}
