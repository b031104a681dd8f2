package org.sluice.cuda;

/** Device memory that grows to the largest size that was ever asked for. */
final class Scratch implements AutoCloseable {

  private final Device device;
  private DeviceMemory memory;
  private long address;

  Scratch(Device device) {
    this.device = device;
    memory = new DeviceMemory(device);
  }

  /** The address of at least so many bytes; what stood there before may be lost. */
  long address(long bytes) {
    if (memory.bytes() < bytes || memory.bytes() == 0) {
      memory.close();
      memory = new DeviceMemory(device);
      address = memory.allocate(bytes);
    }
    return address;
  }

  @Override
  public void close() {
    memory.close();
  }
}
