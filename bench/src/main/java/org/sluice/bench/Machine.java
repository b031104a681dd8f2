package org.sluice.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.sluice.bench.report.Report;
import org.sluice.bench.workload.Implementation;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/** The machine and the JVM, on which the numbers depend besides the code. */
final class Machine {

  private Machine() {}

  /** Puts CPU, memory, system, JVM and implementation into a report. */
  static void describe(Report report) {
    report.condition(
        "CPU",
        "%s, %d available"
            .formatted(
                line("/proc/cpuinfo", "model name"), Runtime.getRuntime().availableProcessors()));
    report.condition("memory", line("/proc/meminfo", "MemTotal"));
    report.condition(
        "system",
        "%s %s %s"
            .formatted(
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                System.getProperty("os.arch")));
    report.condition(
        "JVM",
        "%s %s, %s"
            .formatted(
                System.getProperty("java.vendor"),
                Runtime.version(),
                System.getProperty("java.vm.name")));
    try (Backend backend = Implementation.open(Implementation.VECTOR, Parallelism.serial())) {
      report.condition("implementation", backend.description());
    }
  }

  private static String line(String file, String key) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines
          .filter(line -> line.startsWith(key))
          .findFirst()
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .orElse("unknown");
    } catch (IOException unknown) {
      return "unknown";
    }
  }
}
