package org.sluice.cuda;

import jcuda.driver.CUdeviceptr;

/** An address in the device's memory, as the binding takes it and as a number. */
final class Address extends CUdeviceptr {

  /** To be filled in by an allocation. */
  Address() {}

  /** A known address. */
  Address(long value) {
    super(new CUdeviceptr(), value);
  }

  long value() {
    return getNativePointer() + getByteOffset();
  }
}
