package org.sluice.inversion.surrogate;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.List;
import org.sluice.inversion.forward.SolveTally;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.measure.Pushforward;
import org.sluice.inversion.network.Network;
import org.sluice.inversion.surrogate.SolveRequest.Answer;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Matrix;

/**
 * A surrogate that is trained beside an inversion on solves drawn where the current population has
 * its mass (arXiv 2505.19841). Before the first step N_pre solves at μ(α₀) are learnt; then, up to
 * step T_a, solves at draws of μ(α_t) are asked for and, a fixed number of steps later, learnt.
 * They run beside the steps between, which changes no result. For the inversion's gradient the
 * weights are constants.
 *
 * <p>One for each inversion. The solver and the backend stay the caller's.
 */
public final class ActiveLearning implements Emulator, AutoCloseable {

  private static final int FEW_REPEATS = 8;

  private final Pushforward measure;
  private final Solver solver;
  private final SolveSettings solves;
  private final TrainingSettings training;
  private final long steps;
  private final long seed;
  private final String network;
  private final EmpiricalMeasure pairs;
  private final Ensemble ensemble;
  private final SolveQueue queue;
  private final SolverVariability variability;
  private final HeldOutErrors heldOut;
  private final LearningTrace trace = new LearningTrace();
  private final LearningChecks checks = new LearningChecks();
  private boolean begun;
  private SolveTally tally = SolveTally.NONE;

  /**
   * Prepares; nothing is solved yet.
   *
   * @param network from z to x; ended with this
   * @param description all that tells this network from others, for checkpoints
   * @param steps of the inversion that it learns beside
   * @param seed of weights, draws and mini-batches
   * @throws IllegalArgumentException if population, solver and network do not fit
   */
  public ActiveLearning(
      Pushforward measure,
      Solver solver,
      Network network,
      String description,
      ActiveLearningSettings settings,
      long steps,
      long seed,
      Backend backend) {
    if (network.inputs() != solver.parameterDimension()
        || network.outputs() != solver.observationDimension()
        || measure.dimension() != solver.parameterDimension()) {
      throw new IllegalArgumentException(
          "the population has %d parameters, the solver goes from %d to %d numbers, the surrogate from %d to %d; make them agree"
              .formatted(
                  measure.dimension(),
                  solver.parameterDimension(),
                  solver.observationDimension(),
                  network.inputs(),
                  network.outputs()));
    }
    this.measure = measure;
    this.solver = solver;
    this.solves = settings.solves();
    this.training = settings.training();
    this.steps = steps;
    this.seed = seed;
    this.network = description;
    pairs =
        new EmpiricalMeasure(
            network.inputs(), network.outputs(), training.inputs() == NetworkInputs.LOG);
    variability = new SolverVariability(network.outputs());
    heldOut = new HeldOutErrors(network.outputs(), variability);
    ensemble =
        new Ensemble(backend, network, pairs, training.members(), training.miniBatch(), seed);
    queue = new SolveQueue(measure, solver, solves, seed);
  }

  /**
   * Adds pairs that were solved elsewhere; before the first step.
   *
   * @param z n × q
   * @param x n × d
   * @throws IllegalArgumentException if they do not fit, or are too large to be standardised
   */
  public void addPairs(Matrix z, Matrix x) {
    if (z.rows() != x.rows()
        || z.columns() != parameterDimension()
        || x.columns() != observationDimension()) {
      throw new IllegalArgumentException(
          "presimulated pairs of %s and %s do not fit a map from %d to %d numbers"
              .formatted(z.shape(), x.shape(), parameterDimension(), observationDimension()));
    }
    for (long i = 0; i < z.rows(); i++) {
      pairs.add(z.rows(i, i + 1).toDoubles(), x.rows(i, i + 1).toDoubles());
    }
    requireSpread("parameters", pairs.parameterMoments);
    requireSpread("observations", pairs.solutionMoments);
  }

  private static void requireSpread(String side, RunningMoments moments) {
    int column = moments.overflowing();
    if (column >= 0) {
      throw new IllegalArgumentException(
          "column %d of the presimulated pairs' %s spreads over more than float64 can square; leave out the rows that are too large"
              .formatted(column + 1, side));
    }
  }

  @Override
  public int parameterDimension() {
    return solver.parameterDimension();
  }

  @Override
  public int observationDimension() {
    return solver.observationDimension();
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    ensemble.predict(z, x);
  }

  @Override
  public void backward(Matrix z, Matrix x, Matrix gradientX, Matrix gradientZ) {
    ensemble.backward(z, gradientX, gradientZ);
  }

  @Override
  public void before(long step, double[] alpha) {
    if (!begun) {
      begin(alpha);
    }
    if (solves.latestRequest(step) == step) {
      queue.ask(new SolveRequest(step, alpha.clone(), solves.batch(), repeats(step)));
    }
    for (Answer a = queue.take(step - solves.lag());
        a != null;
        a = queue.take(step - solves.lag())) {
      compare(a);
      learn(a);
    }
    double error = 0;
    for (int i = 0; i < training.innerSteps(); i++) {
      error += ensemble.train(training.learningRate(step, steps)) / training.innerSteps();
    }
    if (training.innerSteps() > 0) {
      checks.add(error);
    }
    trace.add(
        new LearningTrace.Row(
            step,
            pairs.size(),
            training.innerSteps() == 0 ? Double.NaN : Math.sqrt(error),
            heldOut.rootMeanSquare(),
            heldOut.meanRelative()));
  }

  /** Systems that a request solves again: none once the solver is known not to vary. */
  private int repeats(long step) {
    if (variability.isKnown() && !variability.matters(pairs.solutionMoments)) {
      return 0;
    }
    double before = (double) ((step - 1) / solves.every()) * solves.batch();
    double after = before + solves.batch();
    return (int) (Math.floor(after * solves.repeats()) - Math.floor(before * solves.repeats()));
  }

  private void begin(double[] alpha) {
    begun = true;
    if (solves.presolves() > 0) {
      int few = solves.repeats() > 0 ? FEW_REPEATS : 0;
      queue.ask(new SolveRequest(0, alpha.clone(), solves.presolves(), few));
      learn(queue.take(0));
    }
    if (pairs.size() == 0) {
      throw new SolverException(
          tally.failed() == 0
              ? "the surrogate has no solved pair to start from; ask for presolves or import pairs"
              : "the surrogate has no solved pair to start from, since no presolve succeeded; mend the solver (last failure: %s)"
                  .formatted(tally.lastFailure()));
    }
    for (int i = 0; i < training.pretraining(); i++) {
      ensemble.train(training.learningRate());
    }
  }

  /** Predicts solves that are not yet learnt. */
  private void compare(Answer answer) {
    for (int i = 0; i < answer.parameters().size(); i++) {
      Matrix z = Matrix.of(answer.parameters().get(i), 1, parameterDimension());
      double[] prediction = new double[observationDimension()];
      ensemble.predict(z, Matrix.of(prediction, 1, prediction.length));
      heldOut.add(prediction, answer.solutions().get(i));
    }
  }

  private void learn(Answer answer) {
    for (int i = 0; i < answer.parameters().size(); i++) {
      pairs.add(answer.parameters().get(i), answer.solutions().get(i));
    }
    for (int i = 0; i < answer.again().size(); i++) {
      if (answer.again().get(i) != null) {
        variability.add(answer.solutions().get(i), answer.again().get(i));
      }
    }
    if (variability.matters(pairs.solutionMoments)) {
      learnAgain(answer);
    }
    tally = answer.tally();
  }

  /** Learns from second solves, which say something new only where the solver varies. */
  private void learnAgain(Answer answer) {
    for (int i = 0; i < answer.again().size(); i++) {
      if (answer.again().get(i) != null) {
        pairs.add(answer.parameters().get(i), answer.again().get(i));
      }
    }
  }

  @Override
  public List<String> advice(double[] noise) {
    return checks.after(heldOut, noise);
  }

  @Override
  public double heldOutError(double[] noise) {
    return heldOut.inNoise(noise, 0);
  }

  /**
   * The step whose population the latest solves were drawn from that the held-out error of a step
   * knows: with the last of them it stays behind.
   *
   * @return 0 if there is none
   */
  public long heldOutStep(long step) {
    return solves.latestRequest(step - solves.lag());
  }

  /**
   * Standard deviation of each observed number over solves of one system, for the latest systems
   * that were solved twice: next to 0 for solvers that are functions of the parameters. The noise
   * that is recovered includes it.
   */
  public double[] solverVariability() {
    return variability.standardDeviations();
  }

  @Override
  public String description() {
    return "%s %s %s %d %d".formatted(network, solves, training, steps, seed);
  }

  /** The course of its learning, step by step. */
  public LearningTrace trace() {
    return trace;
  }

  /** Solves asked for, the failed ones included. */
  public long solves() {
    return tally.tried();
  }

  /** Solves that failed and were left out. */
  public long failures() {
    return tally.failed();
  }

  /** Why the last failed solve failed, or an empty text. */
  public String lastFailure() {
    return tally.lastFailure();
  }

  /** The number of parameters of all networks. */
  public long parameterCount() {
    return ensemble.parameterCount();
  }

  /**
   * A number L with |F(z) − F(z′)|_∞ ≤ L·|z − z′|_∞ in standardised inputs and outputs; infinite
   * for networks that certify none.
   */
  public double lipschitzBound() {
    return ensemble.lipschitzBound();
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeBoolean(begun);
    String reason = tally.lastFailure();
    out.writeLong(tally.tried());
    out.writeLong(tally.failed());
    out.writeUTF(reason.substring(0, Math.min(reason.length(), 1000)));
    pairs.write(out);
    ensemble.write(out);
    queue.write(out);
    variability.write(out);
    heldOut.write(out);
    trace.write(out);
    checks.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    begun = in.readBoolean();
    tally = new SolveTally(in.readLong(), in.readLong(), in.readUTF());
    pairs.clear();
    pairs.read(in);
    ensemble.read(in);
    queue.read(in, tally);
    variability.read(in);
    heldOut.read(in);
    trace.read(in);
    checks.read(in);
  }

  @Override
  public void close() {
    queue.close();
    ensemble.close();
  }
}
