package org.sluice.inversion.forward.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.kernels.Matrix;

/** A JVM that goes in the midst of many starts of processes leaves none of them behind. */
@EnabledOnOs(OS.LINUX)
class LeavingTest {

  private static final String MARK = "SLUICE_LEAVING_TEST";
  private static final int MAPS = 8;

  @TempDir Path folder;

  /** The JVM: each map starts one process after the other, until all are ended. */
  static final class Starts {

    private Starts() {}

    public static void main(String[] arguments) throws InterruptedException {
      // Each fails at once but leaves a process that does not.
      List<String> command = List.of("sh", "-c", "sleep 300 & exit 1");
      ProcessSettings settings =
          new ProcessSettings(
              command,
              List.of("a"),
              1,
              ProcessCalls.defaults().withMode(Exchange.CSV_FILES).withWorkers(1, 1));
      for (int m = 0; m < MAPS; m++) {
        ProcessMap map = new ProcessMap(settings, Path.of(""));
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              while (true) {
                Matrix x = Matrix.of(new double[8], 8, 1);
                map.solve(Matrix.of(new double[8], 8, 1), x, (_, _, _) -> {});
              }
            });
      }
      Thread.sleep(Integer.parseInt(arguments[0]));
      ProcessMap.endAll();
      Runtime.getRuntime().halt(0);
    }
  }

  @Test
  void noProcessAndNoFolderIsLeft() throws Exception {
    for (int wait : new int[] {300, 433}) {
      ProcessBuilder builder =
          new ProcessBuilder(
              Path.of(System.getProperty("java.home"), "bin", "java").toString(),
              "-XX:TieredStopAtLevel=1",
              "-Djava.io.tmpdir=" + folder,
              "-cp",
              System.getProperty("java.class.path"),
              Starts.class.getName(),
              Integer.toString(wait));
      builder.environment().put(MARK, folder.toString());
      Process process = builder.inheritIO().start();
      assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isZero();
      // The kernel may take a moment to remove those that were killed.
      for (int i = 0; i < 20 && !left().isEmpty(); i++) {
        Thread.sleep(50);
      }
      List<ProcessHandle> left = left();
      left.forEach(ProcessHandle::destroyForcibly);
      assertThat(left).isEmpty();
      try (Stream<Path> files = Files.list(folder)) {
        assertThat(files).isEmpty();
      }
    }
  }

  private List<ProcessHandle> left() {
    String mark = MARK + "=" + folder;
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> environment(process.pid()).contains(mark)).toList();
    }
  }

  private static String environment(long process) {
    try {
      return Files.readString(
          Path.of("/proc/%d/environ".formatted(process)), StandardCharsets.ISO_8859_1);
    } catch (IOException _) {
      return "";
    }
  }
}
