package org.sluice.inversion.population;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.optimise.AdamOptimiser;
import org.sluice.inversion.optimise.IterateAverage;
import org.sluice.inversion.optimise.Plateau;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.SignalCovariance;
import org.sluice.inversion.population.step.SliceGrowth;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.inversion.surrogate.Emulator;

/** The state that an inversion carries from one step to the next; checkpoints hold it. */
final class InversionState {

  /** Number of steps done. */
  long step;

  /** The last step of the run. */
  long lastStep;

  /** Steps after this one are averaged. */
  long averagedAfter;

  /** Whether a plateau has brought the closing steps forward. */
  boolean closing;

  /** {@link Objective#parameterSpread} at the start, known after the first step. */
  double startSpread;

  /** Wall time so far. */
  double seconds;

  final double[] coordinates;
  final AdamOptimiser adam;
  final IterateAverage average;
  final Plateau plateau;
  final SliceGrowth growth;
  final List<SignalCovariance> signals;
  final Trace trace;
  final List<String> warnings = new ArrayList<>();

  /** The forward map if it learns, else null. */
  final Emulator emulator;

  InversionState(Problem problem, Settings settings, Start start) {
    coordinates = start.concatenated();
    Optimisation optimisation = settings.optimisation();
    lastStep = optimisation.steps();
    averagedAfter = lastStep - optimisation.averagedSteps();
    adam = new AdamOptimiser(coordinates.length);
    average = new IterateAverage(coordinates.length);
    plateau = new Plateau(settings.stop().plateau());
    growth = new StepSizes(problem, settings).growth();
    signals = SignalCovariance.of(problem);
    List<String> names = new ArrayList<>(problem.measure().names());
    names.addAll(problem.noise().names());
    trace = new Trace(names);
    emulator = problem.groups().getFirst().forward() instanceof Emulator learning ? learning : null;
  }

  /** Starts the closing steps: they take the last learning rate, and every iterate is averaged. */
  void close(Optimisation optimisation) {
    closing = true;
    averagedAfter = Math.min(averagedAfter, step);
    lastStep = Math.min(lastStep, step + optimisation.averagedSteps());
  }

  double learningRate(Optimisation optimisation) {
    return closing ? optimisation.lastLearningRate() : optimisation.learningRate(step + 1);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(step);
    out.writeLong(lastStep);
    out.writeLong(averagedAfter);
    out.writeBoolean(closing);
    out.writeDouble(startSpread);
    out.writeDouble(seconds);
    for (double coordinate : coordinates) {
      out.writeDouble(coordinate);
    }
    adam.write(out);
    average.write(out);
    plateau.write(out);
    growth.write(out);
    for (SignalCovariance signal : signals) {
      signal.write(out);
    }
    trace.write(out);
    out.writeInt(warnings.size());
    for (String warning : warnings) {
      out.writeUTF(warning);
    }
    if (emulator != null) {
      emulator.write(out);
    }
  }

  void read(DataInput in) throws IOException {
    step = in.readLong();
    lastStep = in.readLong();
    averagedAfter = in.readLong();
    closing = in.readBoolean();
    startSpread = in.readDouble();
    seconds = in.readDouble();
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = in.readDouble();
    }
    adam.read(in);
    average.read(in);
    plateau.read(in);
    growth.read(in);
    for (SignalCovariance signal : signals) {
      signal.read(in);
    }
    trace.read(in);
    warnings.clear();
    int count = in.readInt();
    for (int i = 0; i < count; i++) {
      warnings.add(in.readUTF());
    }
    if (emulator != null) {
      emulator.read(in);
    }
  }
}
