package org.sluice.cli.soak;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/**
 * All that this process holds at one moment, after the garbage was collected.
 *
 * @param seconds since the start of the JVM
 * @param heap megabytes of Java objects
 * @param offHeap megabytes that were allocated outside the heap by Java code; NaN unless the JVM
 *     runs with {@code -XX:NativeMemoryTracking=summary}
 * @param virtualMachine megabytes that the JVM holds beside the heap and those; likewise
 * @param resident megabytes of the process in memory
 * @param descriptors open files and pipes, without the jars that classes are loaded from
 * @param threads of Java code
 * @param children processes that this one has started and theirs
 * @param files folders of calls of solvers in the temporary folder
 */
record ProcessState(
    double seconds,
    double heap,
    double offHeap,
    double virtualMachine,
    double resident,
    int descriptors,
    int threads,
    int children,
    int files) {

  private static final double MEGABYTE = 1 << 20;
  private static final long PATIENCE_NANOS = 5_000_000_000L;
  private static final Pattern TRACKED =
      Pattern.compile("(Total:|-\\s+(?:Java Heap|Other) \\().*?committed=(\\d+)KB");

  /**
   * Reads it. A thread or process that was told to end may need a moment, so this waits for a few
   * seconds while there are more of them than before.
   *
   * @param before the reading before this one, or null
   */
  static ProcessState read(ProcessState before) {
    long begin = System.nanoTime();
    ProcessState now = now();
    while (before != null && now.exceeds(before) && System.nanoTime() - begin < PATIENCE_NANOS) {
      try {
        Thread.sleep(50);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return now;
      }
      now = now();
    }
    return now;
  }

  private boolean exceeds(ProcessState before) {
    return descriptors > before.descriptors
        || threads > before.threads
        || children > before.children
        || files > before.files;
  }

  private static ProcessState now() {
    // A second collection takes what the first has made unreachable.
    System.gc();
    System.gc();
    double[] tracked = tracked();
    return new ProcessState(
        ManagementFactory.getRuntimeMXBean().getUptime() / 1e3,
        ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed() / MEGABYTE,
        tracked[2],
        tracked[0] - tracked[1] - tracked[2],
        residentNow(),
        openNow(),
        runningNow(),
        (int) ProcessHandle.current().descendants().count(),
        leftNow());
  }

  /** Of all, of the heap and of what Java code has allocated beside it. */
  private static double[] tracked() {
    double[] megabytes = {Double.NaN, Double.NaN, Double.NaN};
    MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    try {
      Object summary =
          server.invoke(
              new ObjectName("com.sun.management:type=DiagnosticCommand"),
              "vmNativeMemory",
              new Object[] {new String[] {"summary"}},
              new String[] {String[].class.getName()});
      Matcher matcher = TRACKED.matcher(summary.toString());
      while (matcher.find()) {
        String name = matcher.group(1);
        int index = name.startsWith("Total") ? 0 : name.contains("Heap") ? 1 : 2;
        megabytes[index] = Long.parseLong(matcher.group(2)) * 1024 / MEGABYTE;
      }
    } catch (JMException e) {
      throw new IllegalStateException(e);
    }
    return megabytes;
  }

  private static double residentNow() {
    try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
      String line = lines.filter(it -> it.startsWith("VmRSS:")).findFirst().orElseThrow();
      return Long.parseLong(line.replaceAll("\\D", "")) * 1024 / MEGABYTE;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int openNow() {
    int count = 0;
    for (Path link : entries(Path.of("/proc/self/fd"))) {
      try {
        count += Files.readSymbolicLink(link).toString().endsWith(".jar") ? 0 : 1;
      } catch (NoSuchFileException _) {
        // That of the listing itself, which is closed by now.
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
    return count;
  }

  /** Without those of the JDK that watch for the end of processes; it keeps them for a minute. */
  private static int runningNow() {
    return (int)
        Thread.getAllStackTraces().keySet().stream()
            .filter(thread -> !thread.getName().startsWith("process reaper"))
            .count();
  }

  private static int leftNow() {
    return (int)
        entries(Path.of(System.getProperty("java.io.tmpdir"))).stream()
            .filter(entry -> entry.getFileName().toString().startsWith("sluice"))
            .count();
  }

  private static List<Path> entries(Path folder) {
    try (Stream<Path> entries = Files.list(folder)) {
      return entries.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String header() {
    return "  minute  heap MB  off-heap   JVM MB  resident  descriptors  threads  children  files  done";
  }

  /** One row below {@link #header}. */
  String row(long done) {
    return "%8.2f %8.2f %9.2f %8.1f %9.1f %12d %8d %9d %6d %5d"
        .formatted(
            seconds / 60,
            heap,
            offHeap,
            virtualMachine,
            resident,
            descriptors,
            threads,
            children,
            files,
            done);
  }
}
