package org.sluice.cuda;

/** Device memory that grows to the largest size requested. */
final class Scratch implements AutoCloseable {

  private final Device device;
  private DeviceMemory memory;
  private long address;

  Scratch(Device device) {
    this.device = device;
    memory = new DeviceMemory(device);
  }

  /** The address of at least this many bytes; their content is undefined. */
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
