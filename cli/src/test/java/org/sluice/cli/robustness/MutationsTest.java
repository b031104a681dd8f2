package org.sluice.cli.robustness;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAccumulator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;
import org.sluice.cli.command.SluiceCommand;

/**
 * Mutates files of every kind that the command reads, and runs the command that reads them. It must
 * end in time with a declared exit code. If it refuses a file, it must say so in one sentence that
 * names a file and nothing of the program's inside. It must use little memory and leave no file
 * half-written.
 *
 * <p>{@code -Dmutations=20000} makes so many; {@code -DmutationSeed=2} makes others. {@code
 * -DfirstMutation=123 -Dmutations=1} repeats one. A fault ends the test, which then keeps the
 * folder; {@code -DmutationFaults=50} goes on to the fiftieth.
 */
@DisabledOnOs(OS.WINDOWS)
class MutationsTest {

  private static final int MUTATIONS = Integer.getInteger("mutations", 2000);
  private static final int FIRST = Integer.getInteger("firstMutation", 0);
  private static final long SEED = Long.getLong("mutationSeed", 1);
  private static final int MOST_FAULTS = Integer.getInteger("mutationFaults", 1);

  private static final int SIDE_BY_SIDE = Runtime.getRuntime().availableProcessors();
  private static final int SECONDS = 60;
  private static final long MOST_BYTES = 1L << 30;
  private static final List<Integer> DECLARED = List.of(0, 2, 3, 4, 5);
  private static final int INPUT = 2;
  private static final int IMPOSSIBLE_DIGITS = 12;
  private static final Pattern DIGITS = Pattern.compile("\\d+");
  private static final Pattern NAMES_A_FILE = Pattern.compile("mutated-\\d+|\\.toml\\b");
  private static final Pattern INSIDE =
      Pattern.compile(
          "should not|Exception|java\\.|because \"|out of bounds|(integer|long) overflow"
              + "|For input string|Input length|Cannot|not enough memory");

  @TempDir(cleanup = CleanupMode.ON_SUCCESS)
  Path folder;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final Map<Integer, Integer> codes = new ConcurrentSkipListMap<>();
  private final LongAccumulator mostBytes = new LongAccumulator(Math::max, 0);
  private final LongAccumulator mostNanoseconds = new LongAccumulator(Math::max, 0);

  /** How a command ended. */
  private record End(int code, String err, long bytes, long nanoseconds) {

    boolean refused() {
      return code != 0 && code != 5;
    }

    List<String> sentences() {
      return err.lines().filter(line -> line.startsWith("sluice: ")).toList();
    }
  }

  @Test
  void noMutatedFileFailsInAnUndeclaredWay() throws Exception {
    List<Subject> subjects = Subjects.in(Files.createDirectory(folder.resolve("valid")));
    requireValid(subjects);
    System.out.printf(
        "%d mutations of %d subjects with -DmutationSeed=%d in %s%n",
        MUTATIONS, subjects.size(), SEED, folder);
    AtomicInteger next = new AtomicInteger(FIRST);
    List<String> faults = Collections.synchronizedList(new ArrayList<>());
    ExecutorService runner = Executors.newCachedThreadPool();
    List<Future<?>> lanes = new ArrayList<>();
    for (int lane = 0; lane < SIDE_BY_SIDE; lane++) {
      lanes.add(
          runner.submit(() -> {
            for (int number = next.getAndIncrement();
                number < FIRST + MUTATIONS && faults.size() < MOST_FAULTS;
                number = next.getAndIncrement()) {
              Subject subject = subjects.get(number % subjects.size());
              String fault = fault(subject, number, runner);
              if (fault != null) {
                String told = "mutation %d of %s: %s".formatted(number, subject, fault);
                System.out.println(told);
                faults.add(told);
              }
            }
            return null;
          }));
    }
    for (Future<?> lane : lanes) {
      lane.get();
    }
    runner.shutdownNow();
    System.out.printf(
        "exit codes and how often: %s; at most %.1f s and %.0f MB of heap for one%n",
        codes, mostNanoseconds.get() * 1e-9, mostBytes.get() * 1e-6);
    assertThat(faults).isEmpty();
  }

  /** The test would say nothing of files that are refused anyway. */
  private void requireValid(List<Subject> subjects) throws IOException {
    Path copy = folder.resolve("copy");
    for (Subject subject : subjects) {
      FolderTree.copy(subject.folder(), copy);
      End end = run(subject, copy);
      assertThat(end.refused()).as("%s: %s", subject, end.err()).isFalse();
      FolderTree.delete(copy);
    }
  }

  /** Mutates one file, runs the command, and returns what is wrong, or null. */
  private String fault(Subject subject, int number, ExecutorService runner) throws Exception {
    Path copy = folder.resolve("mutated-" + number);
    FolderTree.copy(subject.folder(), copy);
    Path file = copy.resolve(subject.file());
    Files.write(file, mutated(subject, Files.readAllBytes(file), number));
    Future<End> future = runner.submit(() -> run(subject, copy));
    End end;
    try {
      end = future.get(SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException _) {
      return "it does not end within %d s; see %s".formatted(SECONDS, copy);
    }
    codes.merge(end.code(), 1, Integer::sum);
    mostBytes.accumulate(end.bytes());
    mostNanoseconds.accumulate(end.nanoseconds());
    String fault = fault(end);
    fault = fault == null ? halfWritten(copy, end) : fault;
    if (fault != null) {
      return "%s; see %s; exit code %d: %s".formatted(fault, copy, end.code(), end.err());
    }
    FolderTree.delete(copy);
    return null;
  }

  private static byte[] mutated(Subject subject, byte[] valid, int number) throws IOException {
    byte[] content = subject.envelope().open(valid);
    Mutator mutator = new Mutator(new SplittableRandom(SEED * 1_000_003 + number));
    byte[] mutated = mutator.mutate(content);
    while (asksForMuchWork(content, mutated, subject.digits())) {
      mutated = mutator.mutate(content);
    }
    return subject.envelope().close(mutated);
  }

  /** Whether there is a number with too many digits that was not there before. */
  private static boolean asksForMuchWork(byte[] valid, byte[] mutated, int most) {
    String before = new String(valid, StandardCharsets.ISO_8859_1);
    Matcher digits = DIGITS.matcher(new String(mutated, StandardCharsets.ISO_8859_1));
    while (digits.find()) {
      int count = digits.group().length();
      if (count > most && count < IMPOSSIBLE_DIGITS && !before.contains(digits.group())) {
        return true;
      }
    }
    return false;
  }

  private End run(Subject subject, Path copy) {
    StringWriter err = new StringWriter();
    long before = threads.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    int code =
        SluiceCommand.execute(
            new PrintWriter(new StringWriter()), new PrintWriter(err), subject.words(copy));
    return new End(
        code,
        err.toString(),
        threads.getCurrentThreadAllocatedBytes() - before,
        System.nanoTime() - start);
  }

  private static String fault(End end) {
    if (!DECLARED.contains(end.code())) {
      return "the exit code is not declared";
    }
    if (end.sentences().size() != (end.refused() ? 1 : 0)) {
      return "there is not one sentence but " + end.sentences().size();
    }
    if (end.refused() && INSIDE.matcher(end.sentences().getFirst()).find()) {
      return "the sentence speaks of the program's inside";
    }
    if (end.code() == INPUT && !NAMES_A_FILE.matcher(end.sentences().getFirst()).find()) {
      return "the sentence names no file";
    }
    return end.bytes() > MOST_BYTES ? "it took %d bytes of heap".formatted(end.bytes()) : null;
  }

  private static String halfWritten(Path copy, End end) throws IOException {
    for (Path file : FolderTree.all(copy)) {
      String name = file.getFileName().toString();
      if (name.endsWith(".part") || name.endsWith(".new")) {
        return name + " is left behind";
      }
      if (name.equals("g.npy") && end.refused()) {
        return name + " is written although the files were refused";
      }
    }
    return null;
  }
}
