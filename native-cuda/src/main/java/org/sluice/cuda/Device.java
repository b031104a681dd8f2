package org.sluice.cuda;

import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR;
import static jcuda.driver.CUdevice_attribute.CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import jcuda.driver.CUcontext;
import jcuda.driver.CUdevice;
import jcuda.driver.CUfunction;
import jcuda.driver.CUmodule;
import jcuda.driver.CUresult;
import jcuda.driver.JCudaDriver;
import org.sluice.kernels.BackendFailedException;

/** The first GPU, with its context and the kernels loaded. For one caller at a time. */
final class Device implements AutoCloseable {

  private final CUdevice device = new CUdevice();
  private final CUcontext context = new CUcontext();
  private final CUmodule module = new CUmodule();
  private final Map<String, Kernel> kernels = new HashMap<>();
  private final String description;
  private boolean open;

  /**
   * Takes the device.
   *
   * @param image the kernels, as {@link KernelImage} reads them
   * @throws BackendFailedException if the driver refuses
   */
  Device(byte[] image) {
    check(JCudaDriver.cuInit(0), "starting the driver");
    check(JCudaDriver.cuDeviceGet(device, 0), "finding the GPU");
    description = describe();
    check(JCudaDriver.cuDevicePrimaryCtxRetain(context, device), "taking the GPU");
    open = true;
    try {
      enter();
      check(JCudaDriver.cuModuleLoadData(module, image), "loading the kernels");
    } catch (RuntimeException failure) {
      close();
      throw failure;
    }
  }

  private String describe() {
    byte[] name = new byte[256];
    check(JCudaDriver.cuDeviceGetName(name, name.length, device), "asking for the GPU's name");
    return "%s, compute capability %d.%d, %d multiprocessors"
        .formatted(
            new String(name, StandardCharsets.UTF_8).split("\0", 2)[0],
            attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MAJOR),
            attribute(CU_DEVICE_ATTRIBUTE_COMPUTE_CAPABILITY_MINOR),
            attribute(CU_DEVICE_ATTRIBUTE_MULTIPROCESSOR_COUNT));
  }

  private int attribute(int which) {
    int[] value = new int[1];
    check(JCudaDriver.cuDeviceGetAttribute(value, which, device), "asking what the GPU can do");
    return value[0];
  }

  String description() {
    return description;
  }

  /** Directs the calling thread's driver calls to this device; every public call begins with it. */
  void enter() {
    if (!open) {
      throw new IllegalStateException("this backend is closed");
    }
    check(JCudaDriver.cuCtxSetCurrent(context), "turning to the GPU");
  }

  boolean isOpen() {
    return open;
  }

  /** A kernel by its name in {@code kernels.cu}. */
  Kernel kernel(String name) {
    return kernels.computeIfAbsent(name, this::load);
  }

  private Kernel load(String name) {
    CUfunction function = new CUfunction();
    check(JCudaDriver.cuModuleGetFunction(function, module, name), "finding kernel " + name);
    return new Kernel(name, function);
  }

  /**
   * Requires that a driver call succeeded. Errors of earlier launches appear in later calls, so the
   * message names the call that noticed the error.
   */
  static void check(int result, String what) {
    if (result != CUresult.CUDA_SUCCESS) {
      throw new BackendFailedException(
          "the GPU failed in %s (%s); its results are lost: run again, from the last checkpoint if there is one"
              .formatted(what, CUresult.stringFor(result)));
    }
  }

  /** Releases the device. The owners of its memory have freed it before. */
  @Override
  public void close() {
    if (open) {
      open = false;
      JCudaDriver.cuModuleUnload(module);
      JCudaDriver.cuDevicePrimaryCtxRelease(device);
    }
  }
}
