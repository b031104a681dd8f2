package org.sluice.cli.robustness;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.Main;

/**
 * Kills jobs of the command at random moments, most by SIGKILL and some by SIGTERM, begins each
 * again with the same command line, and compares all files at the end with those of a job that
 * nothing interrupted. {@code -Dkills=1000} kills a thousand times; {@code -DkillSeed=2} takes
 * other moments. The first difference ends the test, which then keeps the folder and names it.
 */
@EnabledOnOs(OS.LINUX)
class KillsTest {

  private static final int KILLS = Integer.getInteger("kills", 100);
  private static final long SEED = Long.getLong("killSeed", 1);
  private static final int SIDE_BY_SIDE = Runtime.getRuntime().availableProcessors();
  private static final int MOST_IN_A_ROW = 6;
  private static final double SHARE_OF_SIGTERM = 0.2;
  private static final int HANGS_AFTER = 300;
  private static final int BY_SIGKILL = 128 + 9;
  private static final int BY_SIGTERM = 128 + 15;

  /** An uninterrupted job: its exit code, its duration and its files. */
  private record Reference(int code, double seconds, SortedMap<String, String> files) {}

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final Map<Job, Reference> references = new ConcurrentHashMap<>();
  private final AtomicInteger series = new AtomicInteger();
  private final AtomicInteger kills = new AtomicInteger();
  private final AtomicInteger terms = new AtomicInteger();
  private volatile boolean failed;

  @Test
  void everyJobResumesToTheSameBits() throws Exception {
    assumeTrue(pythonRuns(), "python3 is not installed");
    System.out.printf("%d kills with -DkillSeed=%d in %s%n", KILLS, SEED, folder);
    List<Job> jobs = Job.in(folder);
    reference(jobs.getFirst());
    try (ExecutorService threads = Executors.newFixedThreadPool(SIDE_BY_SIDE)) {
      List<Future<Void>> all = new ArrayList<>();
      // Side by side, so that they last as long as those that are killed.
      for (Job job : jobs.subList(1, jobs.size())) {
        all.add(threads.submit(() -> reference(job)));
      }
      await(all);
      all.clear();
      for (int lane = 0; lane < SIDE_BY_SIDE; lane++) {
        all.add(threads.submit(() -> killAndResume(jobs)));
      }
      await(all);
    }
    requireNoSolver();
    System.out.printf(
        "%d kills, %d of them by SIGTERM, in %d series; all files are the same%n",
        kills.get(), terms.get(), series.get());
  }

  private static void await(List<Future<Void>> all) throws Exception {
    for (Future<Void> each : all) {
      each.get();
    }
  }

  /** Runs a job without interruption. */
  private Void reference(Job job) throws Exception {
    Path out = folder.resolve(job.name());
    job.prepare(out);
    long start = System.nanoTime();
    int code = end(job, out);
    double seconds = (System.nanoTime() - start) * 1e-9;
    assertThat(code).as(said(out)).isIn(0, 5);
    references.put(job, new Reference(code, seconds, TimelessFiles.of(out)));
    System.out.printf("%s takes %.1f s%n", job.name(), seconds);
    return null;
  }

  /** Takes job after job, until there were enough kills or something is wrong. */
  private Void killAndResume(List<Job> jobs) throws Exception {
    boolean same = false;
    try {
      while (kills.get() < KILLS && !failed) {
        int number = series.getAndIncrement();
        killAndResume(jobs.get(number % jobs.size()), number);
      }
      same = true;
    } finally {
      failed |= !same;
    }
    return null;
  }

  /** Kills one job up to {@link #MOST_IN_A_ROW} times and lets it end. */
  private void killAndResume(Job job, int number) throws Exception {
    Reference reference = references.get(job);
    SplittableRandom random = new SplittableRandom(SEED * 1_000_003 + number);
    Path out = folder.resolve(job.name() + "-" + number);
    job.prepare(out);
    StringBuilder story = new StringBuilder(out.toString());
    int most = 1 + random.nextInt(MOST_IN_A_ROW);
    boolean ended = false;
    for (int i = 0; i < most && !ended; i++) {
      long moment = (long) (random.nextDouble() * reference.seconds() * 1e9);
      boolean gentle = random.nextDouble() < SHARE_OF_SIGTERM;
      Process process = start(job, out);
      ended = process.waitFor(moment, TimeUnit.NANOSECONDS);
      if (!ended) {
        if (gentle) {
          process.destroy();
        } else {
          process.destroyForcibly();
        }
        assertThat(process.waitFor(HANGS_AFTER, TimeUnit.SECONDS))
            .as("%s does not end", story)
            .isTrue();
        ended = process.exitValue() == reference.code();
      }
      if (ended) {
        assertThat(process.exitValue()).as("%s: %s", story, said(out)).isEqualTo(reference.code());
      } else {
        int code = gentle ? BY_SIGTERM : BY_SIGKILL;
        assertThat(process.exitValue()).as("%s: %s", story, said(out)).isEqualTo(code);
        if (kills.incrementAndGet() % 100 == 0) {
          System.out.printf("%d kills so far%n", kills.get());
        }
        terms.addAndGet(gentle ? 1 : 0);
        story.append(", %s at %.3f s".formatted(gentle ? "SIGTERM" : "SIGKILL", moment * 1e-9));
      }
    }
    if (!ended) {
      assertThat(end(job, out)).as("%s: %s", story, said(out)).isEqualTo(reference.code());
    }
    assertThat(TimelessFiles.difference(reference.files(), TimelessFiles.of(out)))
        .as(story.toString())
        .isEmpty();
    Files.delete(words(out));
    FolderTree.delete(out);
  }

  private int end(Job job, Path out) throws Exception {
    Process process = start(job, out);
    boolean ended = process.waitFor(HANGS_AFTER, TimeUnit.SECONDS);
    if (!ended) {
      process.destroyForcibly();
    }
    assertThat(ended).as("%s does not end", out).isTrue();
    return process.exitValue();
  }

  private Process start(Job job, Path out) throws IOException {
    List<String> words =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--add-modules=jdk.incubator.vector",
                "--enable-native-access=ALL-UNNAMED",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Xmx256m",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
    words.addAll(job.words(out));
    return new ProcessBuilder(words)
        .directory(folder.toFile())
        .redirectErrorStream(true)
        .redirectOutput(words(out).toFile())
        .start();
  }

  private static Path words(Path out) {
    return out.resolveSibling(out.getFileName() + ".words");
  }

  private static String said(Path out) throws IOException {
    return Files.readString(words(out));
  }

  /** Solvers end with the command, or by themselves once their input has ended. */
  private void requireNoSolver() throws InterruptedException {
    for (int i = 0; i < 100 && !solvers().isEmpty(); i++) {
      Thread.sleep(100);
    }
    assertThat(solvers()).isEmpty();
  }

  private List<ProcessHandle> solvers() {
    String solver = "solver.py";
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      return all.filter(process -> process.info().commandLine().orElse("").endsWith(solver))
          .filter(this::worksHere)
          .toList();
    }
  }

  private boolean worksHere(ProcessHandle process) {
    try {
      return Path.of("/proc", Long.toString(process.pid()), "cwd")
          .toRealPath()
          .equals(folder.toRealPath());
    } catch (IOException _) {
      // It has ended.
      return false;
    }
  }

  private static boolean pythonRuns() throws InterruptedException {
    try {
      return new ProcessBuilder("python3", "-c", "pass").start().waitFor() == 0;
    } catch (IOException _) {
      return false;
    }
  }
}
