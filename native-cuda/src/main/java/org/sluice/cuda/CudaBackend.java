package org.sluice.cuda;

import org.sluice.kernels.Activation;
import org.sluice.kernels.Adam;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrices;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Mlp;
import org.sluice.kernels.SlicedWasserstein;
import org.sluice.kernels.spi.AbstractBackend;

/**
 * Evaluations on the first NVIDIA GPU. Matrices that it allocates lie in the GPU's memory and cross
 * the bus only in {@link #copy}; host matrices are taken as well and cross it at each call.
 */
final class CudaBackend extends AbstractBackend {

  private final Device device;
  private final DeviceMemory memory;
  private final Transfers transfers;
  private final Staging staging;
  private final Products products;

  /**
   * Takes the GPU.
   *
   * @param image the kernels
   */
  CudaBackend(byte[] image) {
    device = new Device(image);
    memory = new DeviceMemory(device);
    transfers = new Transfers(device);
    staging = new Staging(device, transfers);
    products = new Products(device);
  }

  @Override
  public String name() {
    return "cuda";
  }

  @Override
  public String description() {
    return "cuda (%s)".formatted(device.description());
  }

  @Override
  public Matrix allocate(ElementType type, long rows, long columns) {
    device.enter();
    Matrix matrix = memory.matrix(type, rows, columns);
    Transfers.clear(matrix);
    return matrix;
  }

  @Override
  protected void copyChecked(Matrix from, Matrix to) {
    device.enter();
    transfers.copy(from, to);
  }

  @Override
  protected void normalsChecked(long seed, long stream, Matrix out) {
    fill("normals_", seed, stream, out);
  }

  @Override
  protected void uniformsChecked(long seed, long stream, Matrix out) {
    fill("uniforms_", seed, stream, out);
  }

  private void fill(String kernel, long seed, long stream, Matrix out) {
    device.enter();
    staging.begin();
    Matrix onDevice = staging.output(out);
    long elements = out.rows() * out.columns();
    device
        .kernel(kernel + Transfers.suffix(out.type()))
        .with(seed)
        .with(stream)
        .with(elements)
        .with(onDevice)
        .launchOver(Math.ceilDiv(elements, 2));
    staging.finish();
  }

  @Override
  protected void multiplyChecked(
      double alpha,
      Matrix a,
      boolean transposeA,
      Matrix b,
      boolean transposeB,
      double beta,
      Matrix c) {
    device.enter();
    staging.begin();
    Products.Factor left = Products.Factor.of(staging.input(a), transposeA);
    Products.Factor right = Products.Factor.of(staging.input(b), !transposeB);
    Matrix onDevice = beta == 0 ? staging.output(c) : staging.both(c);
    long inner = transposeA ? a.rows() : a.columns();
    products.multiply(alpha, left, right, inner, beta, onDevice, c.type());
    staging.finish();
  }

  @Override
  protected void multiplyEachChecked(
      double alpha,
      Matrices a,
      boolean transposeA,
      Matrices b,
      boolean transposeB,
      double beta,
      Matrices c) {
    device.enter();
    staging.begin();
    Products.Factor left = Products.Factor.of(staging.input(a.extent()), a, transposeA);
    Products.Factor right = Products.Factor.of(staging.input(b.extent()), b, !transposeB);
    // Gaps between the results are copied back as well, so they are copied in first.
    Matrix onDevice = staging.both(c.extent());
    long inner = transposeA ? a.first().rows() : a.first().columns();
    products.multiplyEach(alpha, left, right, inner, beta, onDevice, c);
    staging.finish();
  }

  @Override
  protected void combineChecked(
      double alpha, Matrix x, Matrix scale, Matrix shift, double beta, Matrix y) {
    device.enter();
    staging.begin();
    Matrix from = staging.input(x);
    Matrix to = beta == 0 ? staging.output(y) : staging.both(y);
    device
        .kernel("combine_%s_%s".formatted(Transfers.suffix(x.type()), Transfers.suffix(y.type())))
        .with(y.rows())
        .with(y.columns())
        .with(alpha)
        .with(from)
        .with(from.stride())
        .with(staging.input(scale))
        .with(staging.input(shift))
        .with(beta)
        .with(to)
        .with(to.stride())
        .launchOver(y.rows() * y.columns());
    staging.finish();
  }

  @Override
  protected void multiplyElementsChecked(Matrix x, Matrix y) {
    device.enter();
    staging.begin();
    long elements = x.rows() * x.columns();
    device
        .kernel("multiply_elements_" + Transfers.suffix(x.type()))
        .with(elements)
        .with(staging.both(x))
        .with(staging.input(y))
        .launchOver(elements);
    staging.finish();
  }

  @Override
  protected void activateChecked(Activation activation, Matrix values, Matrix derivatives) {
    device.enter();
    staging.begin();
    device
        .kernel("activate_" + Transfers.suffix(values.type()))
        .with(values.rows())
        .with(values.columns())
        .with(activation.ordinal())
        .with((Matrix) null)
        .with(staging.both(values))
        .with(staging.output(derivatives))
        .launchOver(values.rows() * values.columns());
    staging.finish();
  }

  @Override
  protected void exponentialChecked(Matrix values) {
    device.enter();
    staging.begin();
    long elements = values.rows() * values.columns();
    device
        .kernel("exponential_" + Transfers.suffix(values.type()))
        .with(elements)
        .with(staging.both(values))
        .launchOver(elements);
    staging.finish();
  }

  @Override
  protected void drawRowsChecked(long seed, long stream, Matrix from, Matrix to) {
    device.enter();
    staging.begin();
    Matrix source = staging.input(from);
    Matrix onDevice = staging.output(to);
    device
        .kernel("draw_rows_" + Transfers.suffix(to.type()))
        .with(seed)
        .with(stream)
        .with(from.rows())
        .with(source)
        .with(source.stride())
        .with(to.rows())
        .with(to.columns())
        .with(onDevice)
        .with(onDevice.stride())
        .launchOver(to.rows() * to.columns());
    staging.finish();
  }

  @Override
  public SlicedWasserstein slicedWasserstein(SlicedWasserstein.Shape shape) {
    device.enter();
    return new CudaSlicedWasserstein(device, transfers, staging, products, shape);
  }

  @Override
  public Mlp mlp(Mlp.Shape shape) {
    device.enter();
    return new CudaMlp(device, transfers, staging, products, shape);
  }

  @Override
  protected void adamChecked(
      Adam.Step step, Matrix parameters, Matrix gradient, Matrix first, Matrix second) {
    device.enter();
    staging.begin();
    long elements = parameters.rows() * parameters.columns();
    device
        .kernel("adam_" + Transfers.suffix(parameters.type()))
        .with(elements)
        .with(step.beta1())
        .with(step.beta2())
        .with(step.learningRate() / (1 - Math.pow(step.beta1(), step.count())))
        .with(1 / Math.sqrt(1 - Math.pow(step.beta2(), step.count())))
        .with(step.epsilon())
        .with(staging.both(parameters))
        .with(staging.input(gradient))
        .with(staging.both(first))
        .with(staging.both(second))
        .launchOver(elements);
    staging.finish();
  }

  @Override
  public void close() {
    memory.close();
    transfers.close();
    staging.close();
    products.close();
    device.close();
  }
}
