package org.sluice.kernels;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * The memory that this process may still take on its machine: the least of the memory that is free,
 * what the control groups of the process leave, and what {@code ulimit -v} and {@code ulimit -d}
 * leave. Linux only; elsewhere nothing is known and nothing is refused.
 *
 * <p>Linux grants more memory than there is, and ends a process that then uses it. So a large
 * allocation asks here first. Open to all threads.
 */
public final class HostMemory {

  /** Smaller allocations do not ask, since an answer takes some tenths of a millisecond. */
  private static final long LARGE = 1L << 23;

  /** The virtual machine's own growth: compiled code and the compiler's workspace. */
  private static final long RESERVE = 1L << 26;

  private static final double MEGABYTE = 1e6;
  private static final HostMemory THIS =
      new HostMemory(Path.of("/proc"), Path.of("/sys/fs/cgroup"));

  private final Path processes;
  private final Path controlGroups;

  HostMemory(Path processes, Path controlGroups) {
    this.processes = processes;
    this.controlGroups = controlGroups;
  }

  /**
   * Memory that may be taken.
   *
   * @param bytes at least 0; {@link Long#MAX_VALUE} if no limit is known
   * @param limit a phrase that names what limits it, such as {@code free on this machine}
   */
  public record Room(long bytes, String limit) {

    /** The room in megabytes, and what limits it. */
    @Override
    public String toString() {
      return "%.0f MB are %s".formatted(bytes / MEGABYTE, limit);
    }
  }

  /** The room at this moment, less 67 MB that the virtual machine may need for itself. */
  public static Room room() {
    return THIS.rest();
  }

  /**
   * Checks that an allocation has room.
   *
   * @param bytes of native memory
   * @throws NotEnoughMemoryException if it is larger than 8 MB and than the {@link #room}
   */
  public static void require(long bytes) {
    if (bytes < LARGE) {
      return;
    }
    Room room = room();
    if (bytes > room.bytes()) {
      throw new NotEnoughMemoryException(
          "%.0f MB are needed at once, but only %s".formatted(bytes / MEGABYTE, room));
    }
  }

  Room rest() {
    Room least = new Room(Long.MAX_VALUE, "free");
    for (Room each : limits()) {
      least = each.bytes() < least.bytes() ? each : least;
    }
    return least.bytes() == Long.MAX_VALUE
        ? least
        : new Room(Math.max(0, least.bytes() - RESERVE), least.limit());
  }

  private List<Room> limits() {
    Path self = processes.resolve("self");
    return Stream.concat(
            Stream.of(
                new Room(
                    kilobytes(processes.resolve("meminfo"), "MemAvailable:"),
                    "free on this machine"),
                new Room(
                    underLimit(self, "Max address space", "VmSize:"),
                    "left of this process's address space (ulimit -v)"),
                new Room(
                    underLimit(self, "Max data size", "VmData:"),
                    "left of this process's data (ulimit -d)")),
            lines(self.resolve("cgroup")).stream().flatMap(this::ofGroups))
        .toList();
  }

  /** The limit of a resource in bytes less what is used. */
  private static long underLimit(Path process, String limit, String used) {
    for (String line : lines(process.resolve("limits"))) {
      if (line.startsWith(limit)) {
        String[] columns = line.substring(limit.length()).strip().split("\\s+");
        OptionalLong most = number(columns[0]);
        return most.isEmpty()
            ? Long.MAX_VALUE
            : Math.max(0, most.getAsLong() - kilobytes(process.resolve("status"), used));
      }
    }
    return Long.MAX_VALUE;
  }

  /** A control group of one hierarchy, and the groups that it lies in. */
  private Stream<Room> ofGroups(String line) {
    String[] parts = line.split(":", 3);
    if (parts.length < 3) {
      return Stream.empty();
    }
    if (List.of(parts[1].split(",")).contains("memory")) {
      return upwards(controlGroups.resolve("memory"), parts[2])
          .map(group ->
              ofGroup(
                  group, "memory.limit_in_bytes", "memory.usage_in_bytes", "total_inactive_file"));
    }
    return parts[1].isEmpty()
        ? upwards(controlGroups, parts[2])
            .map(group -> ofGroup(group, "memory.max", "memory.current", "inactive_file"))
        : Stream.empty();
  }

  /** In a container the group's own path may be hidden, and the mount then shows the group. */
  private static Stream<Path> upwards(Path mount, String group) {
    Path lowest = mount.resolve(group.replaceFirst("^/+", "")).normalize();
    return Stream.iterate(lowest, each -> each.startsWith(mount), Path::getParent);
  }

  private static Room ofGroup(Path group, String limit, String usage, String reclaimable) {
    OptionalLong most =
        lines(group.resolve(limit)).stream()
            .findFirst()
            .map(HostMemory::number)
            .orElse(OptionalLong.empty());
    OptionalLong used =
        lines(group.resolve(usage)).stream()
            .findFirst()
            .map(HostMemory::number)
            .orElse(OptionalLong.empty());
    if (most.isEmpty() || used.isEmpty()) {
      return new Room(Long.MAX_VALUE, "free");
    }
    long cached =
        lines(group.resolve("memory.stat")).stream()
            .filter(line -> line.startsWith(reclaimable + " "))
            .mapToLong(line -> number(line.substring(reclaimable.length() + 1)).orElse(0))
            .findFirst()
            .orElse(0);
    long rest = most.getAsLong() - used.getAsLong() + cached;
    return new Room(
        Math.max(0, rest),
        "left of the %.0f MB of this process's control group"
            .formatted(most.getAsLong() / MEGABYTE));
  }

  private static long kilobytes(Path file, String key) {
    for (String line : lines(file)) {
      if (line.startsWith(key)) {
        String[] columns = line.substring(key.length()).strip().split("\\s+");
        OptionalLong count = number(columns[0]);
        return count.isEmpty() ? Long.MAX_VALUE : 1024 * count.getAsLong();
      }
    }
    return Long.MAX_VALUE;
  }

  private static OptionalLong number(String text) {
    return text.matches("\\d{1,18}") ? OptionalLong.of(Long.parseLong(text)) : OptionalLong.empty();
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException | SecurityException _) {
      return List.of();
    }
  }
}
