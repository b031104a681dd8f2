package org.sluice.bench;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.sluice.bench.workload.LossSize;

/**
 * The options of a run.
 *
 * @param peers whether peers run beside
 * @param sizes of losses
 * @param threads numbers of threads, the first of which is 1
 * @param folder the folder of the report
 * @param python the interpreter that has the peers
 */
record Options(
    boolean peers, List<LossSize> sizes, List<Integer> threads, Path folder, String python) {

  static final String USAGE =
      """
      usage: bench [--peers] [--sizes NxdxP,...] [--threads 1,...] [--out FOLDER] [--python PROGRAM]

        --peers      also measure torch, numpy and POT beside, where they are installed
        --sizes      sizes of losses; by default 500x50x100,...,1000000x10x64
        --threads    numbers of threads, 1 first; by default 1,2 (1 alone on a single core)
        --out        where bench.md, bench.json and bench.svg go; by default sluice-out/bench
        --python     the interpreter that has the peers; by default python3
      """;

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException if it is not understood
   */
  static Options parse(String... arguments) {
    boolean peers = false;
    List<LossSize> sizes = LossSize.ALL;
    List<Integer> threads =
        Runtime.getRuntime().availableProcessors() > 1 ? List.of(1, 2) : List.of(1);
    Path folder = Path.of("sluice-out", "bench");
    String python = "python3";
    for (int i = 0; i < arguments.length; i++) {
      String option = arguments[i];
      if (option.equals("--peers")) {
        peers = true;
        continue;
      }
      if (i + 1 == arguments.length) {
        throw new IllegalArgumentException("%s is no option, or lacks its value".formatted(option));
      }
      String value = arguments[++i];
      switch (option) {
        case "--sizes" -> sizes = Arrays.stream(value.split(",")).map(LossSize::parse).toList();
        case "--threads" ->
            threads = Arrays.stream(value.split(",")).map(Integer::valueOf).toList();
        case "--out" -> folder = Path.of(value);
        case "--python" -> python = value;
        default -> throw new IllegalArgumentException("%s is no option".formatted(option));
      }
    }
    if (threads.getFirst() != 1) {
      throw new IllegalArgumentException(
          "--threads must begin with 1, against which the others are held, not %d"
              .formatted(threads.getFirst()));
    }
    return new Options(peers, sizes, threads, folder, python);
  }
}
