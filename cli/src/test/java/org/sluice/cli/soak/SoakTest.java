package org.sluice.cli.soak;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One process that works for long neither keeps memory nor files, threads or children.
 *
 * <p>{@code -Dsoak.minutes=60} works for so long and prints a reading each minute, half of the time
 * with commands and half with plans of the kernels; {@code -Dsluice.jvm.flags="…
 * -XX:NativeMemoryTracking=summary"} adds the memory outside the heap. By default some seconds are
 * worked, and only what can be counted is compared.
 */
class SoakTest {

  private static final double MINUTES = Double.parseDouble(System.getProperty("soak.minutes", "0"));
  private static final long SEED = Long.getLong("soak.seed", 1);
  private static final double NANOS_PER_MINUTE = 60e9;

  @TempDir Path folder;

  @BeforeEach
  void requireLinux() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "there is no /proc here");
  }

  @Test
  void commandsKeepNothing() {
    RandomCommands commands = new RandomCommands(folder, SEED, MINUTES == 0);
    work(commands::next, commands.kinds());
  }

  @Test
  void plansKeepNothing() {
    work(new RandomPlans(SEED)::next, 4);
  }

  /**
   * Works and takes readings.
   *
   * @param round pieces of work between two readings at least
   */
  private static void work(Runnable piece, int round) {
    ProcessStates states = new ProcessStates();
    long begin = System.nanoTime();
    double nextReading = 0;
    long done = 0;
    double minutes = 0;
    for (int readings = 0; readings < 3 || minutes < MINUTES / 2; minutes = since(begin)) {
      if (done % round == 0 && minutes >= nextReading) {
        states.read(done);
        readings++;
        nextReading += MINUTES == 0 ? 0 : 1;
      }
      piece.run();
      done++;
    }
    states.read(done);
    states.requireSameCounts();
    if (MINUTES > 0) {
      states.requireSameMemory();
    }
  }

  private static double since(long begin) {
    return (System.nanoTime() - begin) / NANOS_PER_MINUTE;
  }
}
