package org.sluice.inversion.population;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.problem.Start;
import org.sluice.inversion.population.samples.SignalCovariance;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Objective;
import org.sluice.inversion.population.step.SliceGrowth;
import org.sluice.inversion.population.step.StepSizes;
import org.sluice.inversion.surrogate.Emulator;

/** The state that an inversion carries from one step to the next; checkpoints hold it. */
final class InversionState {

  /** Number of steps done. */
  long step;

  /** {@link Objective#parameterSpreads} at the start, known after the first step. */
  final double[] startSpreads;

  /** Evaluations of the forward map so far. */
  long forwardSolves;

  /** Wall time so far. */
  double seconds;

  final double[] coordinates;
  final Descent descent;
  final SliceGrowth growth;
  final List<SignalCovariance> signals;
  final Trace trace;
  final List<String> warnings = new ArrayList<>();

  /** The forward map if it learns, else null. */
  final Emulator emulator;

  InversionState(Problem problem, Settings settings, Start start) {
    coordinates = start.concatenated();
    startSpreads = new double[problem.measure().dimension()];
    growth = new StepSizes(problem, settings).growth();
    signals = SignalCovariance.of(problem);
    List<String> names = new ArrayList<>(problem.measure().names());
    names.addAll(problem.noise().names());
    trace = new Trace(names);
    emulator = problem.groups().getFirst().forward() instanceof Emulator learning ? learning : null;
    descent = Descent.of(problem, settings, emulator != null);
  }

  void write(DataOutput out) throws IOException {
    out.writeLong(step);
    for (double spread : startSpreads) {
      out.writeDouble(spread);
    }
    out.writeLong(forwardSolves);
    out.writeDouble(seconds);
    for (double coordinate : coordinates) {
      out.writeDouble(coordinate);
    }
    descent.write(out);
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
    for (int j = 0; j < startSpreads.length; j++) {
      startSpreads[j] = in.readDouble();
    }
    forwardSolves = in.readLong();
    seconds = in.readDouble();
    for (int i = 0; i < coordinates.length; i++) {
      coordinates[i] = in.readDouble();
    }
    descent.read(in);
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
