package org.sluice.kernels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Machines that consist of the files by which Linux tells of its memory. */
class HostMemoryTest {

  private static final long RESERVE = 1L << 26;
  private static final long GIB = 1L << 30;

  @TempDir Path root;

  @BeforeEach
  void aMachineWithFourGibibytesFree() throws IOException {
    write("proc/meminfo", "MemTotal: 8388608 kB\nMemAvailable:    4194304 kB\n");
    limits("unlimited", "unlimited");
    write("proc/self/status", "VmSize:\t 2097152 kB\nVmData:\t 1048576 kB\n");
    write("proc/self/cgroup", "");
  }

  private void write(String file, String text) throws IOException {
    Path path = root.resolve(file);
    Files.createDirectories(path.getParent());
    Files.writeString(path, text);
  }

  private void limits(String addressSpace, String data) throws IOException {
    write(
        "proc/self/limits",
        """
        Limit                     Soft Limit           Hard Limit           Units
        Max data size             %-20s unlimited            bytes
        Max address space         %-20s unlimited            bytes
        """
            .formatted(data, addressSpace));
  }

  private void room(long bytes, String limit) {
    HostMemory.Room room = new HostMemory(root.resolve("proc"), root.resolve("groups")).rest();
    assertThat(room.bytes()).isEqualTo(bytes == 0 ? 0 : bytes - RESERVE);
    assertThat(room.limit()).contains(limit);
  }

  @Test
  void theMachinesFreeMemoryIsALimit() {
    room(4 * GIB, "free on this machine");
  }

  @Test
  void theAddressSpaceAndTheDataAreLimits() throws IOException {
    limits(Long.toString(5 * GIB), "unlimited");
    room(3 * GIB, "ulimit -v");
    limits(Long.toString(5 * GIB), Long.toString(2 * GIB));
    room(GIB, "ulimit -d");
    limits(Long.toString(GIB), "unlimited");
    room(0, "ulimit -v");
  }

  @Test
  void eachGroupAboveTheProcessIsALimit() throws IOException {
    write("proc/self/cgroup", "0::/outer/inner\n");
    write("groups/outer/inner/memory.max", "max\n");
    write("groups/outer/inner/memory.current", "1000\n");
    write("groups/outer/memory.max", 2 * GIB + "\n");
    write("groups/outer/memory.current", GIB + "\n");
    write("groups/outer/memory.stat", "anon 5\ninactive_file 4096\nactive_file 7\n");
    room(GIB + 4096, "control group");
  }

  @Test
  void groupsOfTheFirstVersionAreLimits() throws IOException {
    write("proc/self/cgroup", "5:cpu,cpuacct:/a\n4:memory:/a\n0::/\n");
    write("groups/memory/a/memory.limit_in_bytes", GIB + "\n");
    write("groups/memory/a/memory.usage_in_bytes", GIB / 2 + "\n");
    write("groups/memory/memory.limit_in_bytes", "9223372036854771712\n");
    room(GIB / 2, "left of the 1074 MB of this process's control group");
  }

  /** In a container the mount shows the group itself, and not its path. */
  @Test
  void aHiddenGroupIsFoundAtTheMount() throws IOException {
    write("proc/self/cgroup", "4:memory:/docker/abc\n");
    write("groups/memory/memory.limit_in_bytes", GIB + "\n");
    write("groups/memory/memory.usage_in_bytes", GIB / 4 + "\n");
    room(GIB / 4 * 3, "control group");
  }

  @Test
  void withoutTheFilesNothingIsRefused() {
    HostMemory elsewhere = new HostMemory(root.resolve("none"), root.resolve("none"));
    assertThat(elsewhere.rest().bytes()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void aMatrixBeyondTheRoomIsRefused() {
    try (Arena arena = Arena.ofConfined()) {
      assertThatThrownBy(() -> Matrix.allocate(arena, ElementType.F64, 1L << 40, 3))
          .isInstanceOf(NotEnoughMemoryException.class)
          .hasMessageContaining("26388279 MB are needed at once, but only");
      assertThatThrownBy(() -> Matrix.allocate(arena, ElementType.F64, 1L << 60, 1L << 30))
          .isInstanceOf(NotEnoughMemoryException.class);
      assertThat(Matrix.allocate(arena, ElementType.F64, 1L << 21, 1).rows()).isEqualTo(1L << 21);
    }
  }
}
