package org.sluice.inversion.population;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.sluice.inversion.checkpoint.CheckpointException;
import org.sluice.inversion.checkpoint.CheckpointFile;
import org.sluice.inversion.checkpoint.Traits;
import org.sluice.inversion.discrepancy.LossEstimate;
import org.sluice.inversion.population.examine.DataDiagnosis;
import org.sluice.inversion.population.examine.Identifiability;
import org.sluice.inversion.population.examine.Individuals;
import org.sluice.inversion.population.examine.LiveChecks;
import org.sluice.inversion.population.newton.Arrival;
import org.sluice.inversion.population.newton.Verdict;
import org.sluice.inversion.population.problem.Coordinates;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.problem.Parameter;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.GradientVariant;
import org.sluice.inversion.population.settings.RandomNumbers;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Influence;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.inversion.random.RandomStream;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Parallelism;

/**
 * Recovers the law of the parameters and of the noise by Adam steps on the objective (the
 * algorithms of arXiv 2505.19841). The bits of the result depend on the problem, the settings, the
 * start and the kind of backend, but not on the number of threads or on interruptions.
 *
 * <p>An inversion is run once, by one thread; any thread may call {@link #requestStop}.
 */
public final class Inversion {

  private static final int STEPS_BETWEEN_CHECKS = 64;

  private final Problem problem;
  private final Settings settings;
  private final Start start;
  private final Backend backend;
  private final Parallelism parallelism;
  private final InversionState state;
  private CheckpointFile checkpoint;
  private Traits traits;
  private boolean judged = true;
  private volatile boolean stopRequested;

  /**
   * Prepares an inversion; nothing is allocated yet.
   *
   * @param backend computes the loss; the caller closes it
   * @param parallelism evaluates population and forward map; the caller closes it; it may be the
   *     backend's own
   * @throws IllegalArgumentException if the start, a prior or the directions do not fit the
   *     problem, or its forward map has no derivatives
   */
  public Inversion(
      Problem problem, Settings settings, Start start, Backend backend, Parallelism parallelism) {
    problem.groups().forEach(Group::differentiable);
    start.requireFit(problem);
    settings.requireFit(problem);
    this.problem = problem;
    this.settings = settings;
    this.start = start;
    this.backend = backend;
    this.parallelism = parallelism;
    this.state = new InversionState(problem, settings, start);
  }

  /**
   * Writes checkpoints into a directory, at intervals and at the end. Without this call there are
   * none.
   */
  public void checkpointInto(Path directory) {
    checkpoint = new CheckpointFile(directory);
  }

  /**
   * Continues from the checkpoint in a directory, and writes further ones there.
   *
   * @throws CheckpointException if there is no checkpoint, or it is damaged or of another run; the
   *     file is not changed
   */
  public void resumeFrom(Path directory) {
    checkpointInto(directory);
    checkpoint.read(traits(), state::read);
  }

  /**
   * Leaves out the judgement whether the run has arrived, which costs some evaluations. For fits
   * that are one of many.
   */
  public void withoutVerdict() {
    judged = false;
  }

  /** Asks the inversion to stop after the current step. */
  public void requestStop() {
    stopRequested = true;
  }

  /**
   * Runs to the end.
   *
   * @throws DivergedException if a number that must be finite is not
   * @throws CheckpointException if a checkpoint cannot be written
   */
  public Result run(Progress progress) {
    Clock clock = new Clock(state.seconds);
    if (checkpoint != null && state.step == 0) {
      // The first solves of a map that learns may take hours.
      checkpoint.write(traits(), state::write);
    }
    try (Objective objective = objective()) {
      LiveChecks checks = new LiveChecks(problem, state.warnings);
      drawCommon(objective);
      if (state.step == 0) {
        warn(cautions(), progress);
      }
      Result result;
      do {
        Stopped stopped = takeSteps(objective, checks, clock, progress);
        result = result(objective, checks, stopped, clock, progress);
      } while (isUnsettled(result) && state.descent.refine());
      List<String> verdict = verdictWarnings(result);
      warn(verdict, progress);
      return result.withWarnings(verdict);
    }
  }

  /** Takes steps until the last one, or until the run is to stop early. */
  private Stopped takeSteps(
      Objective objective, LiveChecks checks, Clock clock, Progress progress) {
    double[] gradient = new double[objective.coordinateCount()];
    double lastCheckpoint = clock.seconds();
    Stopped early = null;
    while (state.step < state.descent.lastStep() && early == null) {
      int slices = state.growth.slices();
      Trace.Row row = step(objective, gradient, clock);
      if (state.growth.slices() != slices) {
        objective.useSlices(state.growth.slices());
        drawCommon(objective);
      }
      state.seconds = clock.seconds();
      if (state.step % STEPS_BETWEEN_CHECKS == 0) {
        judge(objective, checks, progress);
      }
      progress.step(row, state.descent.lastStep());
      if (checkpoint != null
          && state.seconds - lastCheckpoint >= settings.execution().checkpointSeconds()) {
        checkpoint.write(traits(), state::write);
        lastCheckpoint = state.seconds;
      }
      early = stopRequested ? Stopped.INTERRUPTED : wallTimeIsUp() ? Stopped.WALL : null;
    }
    if (checkpoint != null) {
      checkpoint.write(traits(), state::write);
    }
    boolean done = state.step >= state.descent.lastStep();
    return done ? state.descent.ended() : early;
  }

  /** Whether more steps may bring a result to its end that were thought to have brought it. */
  private static boolean isUnsettled(Result result) {
    Arrival arrival = result.arrival();
    return arrival != null
        && result.run().stopped() == Stopped.TOLERANCE
        && (arrival.verdict() == Verdict.MOVING || arrival.verdict() == Verdict.NOISY);
  }

  private List<String> verdictWarnings(Result result) {
    if (result.arrival() != null) {
      return result.arrival().warning().stream().toList();
    }
    boolean asked = judged && result.run().stopped() != Stopped.INTERRUPTED;
    return asked ? Arrival.omission(result.coordinates().length).stream().toList() : List.of();
  }

  private Objective objective() {
    return new Objective(
        problem, settings, state.signals, state.growth.slices(), backend, parallelism);
  }

  private void drawCommon(Objective objective) {
    if (settings.sampling().randomNumbers() == RandomNumbers.COMMON) {
      objective.draw(RandomStream.COMMON);
    }
  }

  /** One step: draw, evaluate, update. */
  private Trace.Row step(Objective objective, double[] gradient, Clock clock) {
    long step = state.step + 1;
    double norm = 0;
    try {
      if (settings.sampling().randomNumbers() == RandomNumbers.FRESH) {
        objective.draw(step);
      }
      if (state.emulator != null) {
        state.emulator.before(step, Arrays.copyOf(state.coordinates, alphaCount()));
      }
      double value = state.descent.evaluate(objective, state.coordinates, gradient);
      for (double entry : gradient) {
        norm = Math.hypot(norm, entry);
      }
      if (!Double.isFinite(value) || !Double.isFinite(norm)) {
        throw new DivergedException(
            "the loss is %s and its gradient's norm %s; lower the learning rate or start nearer to plausible values"
                .formatted(value, norm));
      }
    } catch (DivergedException e) {
      throw diverged(step, e);
    }
    if (step == 1) {
      double[] spreads = objective.parameterSpreads();
      System.arraycopy(spreads, 0, state.startSpreads, 0, spreads.length);
    }
    LossEstimate loss = objective.loss();
    double[] physical = Coordinates.physical(problem, state.coordinates);
    double surrogateError =
        state.emulator == null
            ? Double.NaN
            : state.emulator.heldOutError(objective.noiseStandardDeviations());
    try {
      state.descent.move(objective, step, state.coordinates, gradient);
    } catch (DivergedException e) {
      throw diverged(step, e);
    }
    state.step = step;
    state.forwardSolves += objective.takeForwardSolves();
    state.growth.add(loss);
    Trace.Row row =
        new Trace.Row(
            step,
            loss.squared(),
            loss.standardError(),
            surrogateError,
            state.descent.rate(),
            state.descent.norm(gradient),
            physical,
            clock.seconds());
    state.trace.add(row);
    return row;
  }

  private DivergedException diverged(long step, DivergedException cause) {
    return new DivergedException(
        "the inversion diverged in step %d: %s%s"
            .formatted(step, cause.getMessage(), state.descent.advice()));
  }

  /** The warnings that are known before the first step. */
  private List<String> cautions() {
    Stream<String> ofProblem =
        Stream.of(
                settings.method().caution(),
                Individuals.warning(problem),
                Identifiability.warning(problem, start))
            .flatMap(Optional::stream);
    return Stream.concat(ofProblem, DataDiagnosis.of(problem).stream()).toList();
  }

  private void judge(Objective objective, LiveChecks checks, Progress progress) {
    warn(checks.after(objective, state.step, state.startSpreads), progress);
    if (state.emulator != null) {
      warn(state.emulator.advice(objective.noiseStandardDeviations()), progress);
    }
  }

  private void warn(List<String> sentences, Progress progress) {
    for (String sentence : sentences) {
      state.warnings.add(sentence);
      progress.warning(sentence);
    }
  }

  private boolean wallTimeIsUp() {
    return state.seconds >= settings.stop().seconds();
  }

  private Result result(
      Objective objective, LiveChecks checks, Stopped stopped, Clock clock, Progress progress) {
    double[] coordinates = state.descent.estimate(state.coordinates);
    objective.draw(RandomStream.EVALUATION);
    try {
      objective.evaluate(coordinates, null);
    } catch (DivergedException e) {
      throw new DivergedException(
          "the inversion diverged at its end: " + e.getMessage() + state.descent.advice());
    }
    state.forwardSolves += objective.takeForwardSolves();
    judge(objective, checks, progress);
    int slices = state.growth.slices();
    long samples = objective.samples();
    LossEstimate loss = objective.loss();
    List<double[]> covariances = objective.covariances();
    Arrival arrival = arrival(objective, coordinates, stopped);
    double[] physical = Coordinates.physical(problem, coordinates);
    List<Parameter> all = new ArrayList<>();
    for (int i = 0; i < physical.length; i++) {
      all.add(new Parameter(state.trace.names().get(i), physical[i]));
    }
    int split = alphaCount();
    if (arrival != null) {
      state.forwardSolves += arrival.forwardSolves();
    }
    return new Result(
        settings.method(),
        List.copyOf(all.subList(0, split)),
        List.copyOf(all.subList(split, all.size())),
        coordinates,
        covariances,
        loss,
        arrival,
        new Result.Run(state.step, clock.seconds(), state.forwardSolves, samples, slices, stopped),
        state.trace,
        List.copyOf(state.warnings));
  }

  private Arrival arrival(Objective objective, double[] coordinates, Stopped stopped) {
    boolean possible = Arrival.omission(coordinates.length).isEmpty();
    if (!judged || !possible || stopped == Stopped.INTERRUPTED) {
      return null;
    }
    try {
      return Arrival.of(problem, settings, objective, coordinates);
    } catch (DivergedException e) {
      throw new DivergedException(
          "the inversion diverged at its end: " + e.getMessage() + state.descent.advice());
    }
  }

  private int alphaCount() {
    return problem.measure().coordinateCount();
  }

  /**
   * Computed once: a map that learns has the same values in each session only before it has learnt.
   */
  private Traits traits() {
    if (traits == null) {
      traits = InversionTraits.of(problem, settings, start, backend.name());
    }
    return traits;
  }

  /**
   * The memory of a run, for the largest possible number of slices. Its buffers are allocated to
   * find out; the backend's share is freed when the backend is closed.
   */
  public static Footprint footprint(
      Problem problem, Settings settings, Backend backend, Parallelism parallelism) {
    List<SignalCovariance> signals = SignalCovariance.of(problem);
    StepSizes sizes = new StepSizes(problem, settings);
    int slices = sizes.mostSlices();
    try (Objective objective =
        new Objective(problem, settings, signals, slices, backend, parallelism)) {
      if (Arrival.omission(objective.coordinateCount()).isEmpty()) {
        objective.prepareLinearisation();
      } else {
        objective.prepareUnits();
      }
      return new Footprint(
          objective.bytes() + abandoned(problem, settings, sizes), heapBytes(problem, settings));
    }
  }

  /** The arrays of a run that are alive at the same time; nothing is allocated to find out. */
  public static long heapBytes(Problem problem, Settings settings) {
    int coordinates = problem.measure().coordinateCount() + problem.noise().coordinateCount();
    boolean linearised = Arrival.omission(coordinates).isEmpty();
    int slices = new StepSizes(problem, settings).mostSlices();
    return Objective.heapBytes(problem, settings, slices, linearised)
        + (linearised ? Influence.bytes(problem) : 0);
  }

  /**
   * The bytes that the backend still holds for earlier, smaller numbers of slices: directions and
   * gradients.
   */
  private static long abandoned(Problem problem, Settings settings, StepSizes sizes) {
    long growth = sizes.mostSlices() - sizes.firstSlices();
    long columns = problem.groups().stream().mapToLong(Group::dimension).sum();
    int matrices = settings.method().gradient() == GradientVariant.STANDARD ? 2 : 1;
    return growth * columns * matrices * settings.precision().bytes();
  }

  /** Wall time of this session and of earlier ones, in seconds. */
  private static final class Clock {
    private final double before;
    private final long start = System.nanoTime();

    Clock(double before) {
      this.before = before;
    }

    double seconds() {
      return before + (System.nanoTime() - start) * 1e-9;
    }
  }
}
