package org.sluice.inversion.random;

import java.util.List;
import java.util.stream.Stream;
import org.sluice.kernels.Philox;

/**
 * The register of random streams: all purposes for which a program draws random numbers, each with
 * numbers of Philox streams of its own, so that one seed serves them all. Nothing else makes a
 * stream's number. A purpose has one stream, or one for each index: of a step, a batch, a row.
 *
 * <p>Hexadecimal digits below are the leading four bits of a stream's number. A number that is
 * given away is never given to another purpose, since results would change.
 */
public enum RandomStream {
  /** ω of the model's samples, by step. */
  POPULATION(indexed(0x0, 0), evaluations(0x4, 0)),
  /** ζ of the model's samples, by step. */
  NOISE(indexed(0x0, 1), evaluations(0x4, 1)),
  /** Directions of slices, by step. */
  DIRECTIONS(indexed(0x0, 2), evaluations(0x4, 2)),
  /** The order of data in batches, by epoch. */
  DATA_BATCH(new StreamRange(3, 4, 1L << 60), evaluations(0x4, 3)),
  /** The known part of the noise of the model's samples, by step. */
  KNOWN_NOISE(indexed(0x8, 0), evaluations(0x5, 0)),
  /** The datum whose known noise the first sample has, by step. */
  KNOWN_NOISE_OFFSET(indexed(0x8, 1), evaluations(0x5, 1)),
  /** The point at which derivatives are checked. */
  GRADIENT_CHECK(one(0x5, 3)),

  /** Initial weights of a surrogate's networks, by member. */
  SURROGATE_WEIGHTS(indexed(0xC, 0)),
  /** Mini-batches of a surrogate's training, by batch. */
  SURROGATE_BATCH(indexed(0xC, 1)),
  /** Systems that a surrogate learns from, by step. */
  SURROGATE_SYSTEMS(indexed(0xC, 2)),
  /** Systems in place of those whose solve failed, by step. */
  SURROGATE_SYSTEMS_AGAIN(indexed(0xC, 3)),

  /** Seeds of resampled data, and the choice of individuals for them. */
  RESAMPLE(one(0x6, 0)),
  /** Seeds of fits to the data themselves. */
  CONTROL(one(0x6, 1)),
  /** Seeds of data simulated from the fitted model. */
  SIMULATION(one(0x6, 2)),
  /** Seeds of the fitted model's samples that data are compared with. */
  REFERENCE(one(0x6, 3)),
  /** Directions of that comparison. */
  TEST_DIRECTIONS(one(0x6, 4)),
  /** Seeds of simulated data that show how often intervals hold the truth. */
  COVERAGE(one(0x6, 5)),

  /** ω of simulated systems. */
  SYSTEMS(one(0xA, 0)),
  /** ζ of simulated observations. */
  OBSERVED_NOISE(one(0xA, 1)),
  /** The known part of the noise of simulated observations. */
  OBSERVED_KNOWN_NOISE(one(0xA, 2)),
  /** Standard deviations of that part, where these are simulated. */
  KNOWN_DEVIATIONS(one(0xA, 3)),
  /** ω of simulated systems in place of those whose solve failed. */
  SYSTEMS_AGAIN(one(0xA, 4)),

  /** Directions by which models are compared on held-out data. */
  HELD_OUT_DIRECTIONS(one(0x9, 0)),
  /** Seed of the models' samples on that occasion. */
  HELD_OUT_SAMPLES(one(0x9, 1)),
  /** The choice of the individuals that are held out. */
  HOLD_OUT(one(0xB, 0)),
  /** Seeds of groups of individuals. */
  GROUP(one(0xD, 0)),
  /** Directions of a report's figures. */
  FIGURE_DIRECTIONS(one(0xE, 0)),
  /** Seed of the fitted model's samples in a report's figures. */
  FIGURE_SAMPLES(one(0xE, 1)),
  /** Seeds of a study's cells. */
  CELL(one(0x7, 0)),
  /** Directions of a loss between two files. */
  LOSS_DIRECTIONS(one(0x7, 1)),
  /** Directions by which the theory of the noise is evaluated. */
  NOISE_THEORY(one(0x7, 2)),
  /** Positions of sensors: the ASCII codes of "SENSORS". */
  SENSORS(new StreamRange(0x53454E534F5253L, 1, 1)),

  /** Initial weights of a learned population. */
  LEARNED_WEIGHTS(one(0x7, 3)),
  /** Initial biases of a learned population. */
  LEARNED_BIASES(one(0x7, 4)),
  /** Probes that distinguish runs: of the population, the noise and its known part. */
  FINGERPRINT(new StreamRange(lead(0x7) + 5, 1, 3)),
  /** Probes of whether a signal is Gaussian: two of the population, one of its coordinates. */
  IDENTIFIABILITY(new StreamRange(lead(0x7) + 8, 1, 3)),
  /**
   * Orders of a Latin hypercube's cells, by coordinate; with {@link #FIXED_SEED} alone. It is a
   * design and no sample, so that it may share numbers with a run of that seed.
   */
  LATIN_HYPERCUBE(new StreamRange(0, 1, 1L << 31));

  /** The step whose numbers serve all steps when random numbers are common. Steps count from 1. */
  public static final long COMMON = 0;

  /**
   * The first of 2²⁰ steps whose numbers no step of an inversion uses: for evaluating the result.
   */
  public static final long EVALUATION = 1L << 60;

  /** The seed of random numbers that are the same in all programs. */
  public static final long FIXED_SEED = 0;

  private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;

  private final StreamRange numbers;
  private final StreamRange evaluations;

  RandomStream(StreamRange numbers) {
    this(numbers, null);
  }

  RandomStream(StreamRange numbers, StreamRange evaluations) {
    this.numbers = numbers;
    this.evaluations = evaluations;
  }

  private static long lead(int digit) {
    return (long) digit << 60;
  }

  private static StreamRange one(int digit, int place) {
    return new StreamRange(lead(digit) + place, 1, 1);
  }

  /** Four purposes share a digit, so that numbers of one are four apart. */
  private static StreamRange indexed(int digit, int place) {
    return new StreamRange(lead(digit) + place, 4, 1L << 40);
  }

  private static StreamRange evaluations(int digit, int place) {
    return new StreamRange(lead(digit) + place, 4, 1L << 20);
  }

  /** The number of the only stream, for {@code Philox}. */
  public long number() {
    if (numbers.count() > 1) {
      throw new IllegalStateException(this + " has a stream for each index; say which");
    }
    return numbers.first();
  }

  /**
   * The number of the stream of an index, for {@code Philox}.
   *
   * @param index from 0, mostly a step; {@link #EVALUATION} and more are steps of evaluations
   * @throws IllegalArgumentException if there is no such stream
   */
  public long of(long index) {
    boolean evaluation = evaluations != null && index >= EVALUATION;
    StreamRange range = evaluation ? evaluations : numbers;
    long within = evaluation ? index - EVALUATION : index;
    if (within < 0 || within >= range.count()) {
      throw new IllegalArgumentException(
          "%s has streams 0 to %d, not %d".formatted(this, range.count() - 1, within));
    }
    long number = range.number(within);
    if (this != SENSORS && SENSORS.numbers.contains(number)) {
      throw new IllegalArgumentException(
          "%s has no stream %d, which is that of sensors".formatted(this, within));
    }
    return number;
  }

  /** A seed that depends on another one and on an index from 0, by the only stream. */
  public long seed(long seed, long index) {
    return Philox.bits(seed, number(), index);
  }

  /**
   * The number of a stream that belongs to a hash of 64 bits, as for each of many systems: the hash
   * itself, or, where that is a registered purpose's number, the next of its Weyl sequence that is
   * not.
   */
  public static long ofHash(long hash) {
    long number = hash;
    while (isRegistered(number)) {
      number += GOLDEN_RATIO;
    }
    return number;
  }

  private static boolean isRegistered(long number) {
    for (RandomStream stream : ALL) {
      boolean numbers =
          stream == DATA_BATCH
              ? BATCHES_OF_STEPS.contains(number)
              : stream.numbers.contains(number);
      if (numbers || (stream.evaluations != null && stream.evaluations.contains(number))) {
        return true;
      }
    }
    return false;
  }

  // An evaluation's epoch is 2⁶⁰ over a number of batches. One such stream is drawn in a run, which
  // a hash meets once in 2⁶⁴; to avoid all that could be would move a sixteenth of all hashes.
  private static final StreamRange BATCHES_OF_STEPS = indexed(0x0, 3);
  private static final List<RandomStream> ALL = List.of(values());

  /** All numbers of the purpose. */
  List<StreamRange> ranges() {
    return Stream.of(numbers, evaluations).filter(range -> range != null).toList();
  }
}
