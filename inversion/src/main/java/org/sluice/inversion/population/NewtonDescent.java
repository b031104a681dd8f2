package org.sluice.inversion.population;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.sluice.inversion.population.newton.GaussNewton;
import org.sluice.inversion.population.problem.Problem;
import org.sluice.inversion.population.settings.Settings;
import org.sluice.inversion.population.step.Objective;

/** Gauss–Newton steps until the result is as precise as was asked for. */
final class NewtonDescent implements Descent {

  private final GaussNewton newton;
  private final long most;
  private long done;

  NewtonDescent(Problem problem, Settings settings) {
    newton = new GaussNewton(problem, settings, settings.optimisation().tolerance());
    most = settings.optimisation().steps();
  }

  @Override
  public double evaluate(Objective objective, double[] coordinates, double[] gradient) {
    return newton.evaluate(objective, coordinates, gradient);
  }

  @Override
  public void move(Objective objective, long step, double[] coordinates, double[] gradient) {
    newton.move(objective, coordinates, gradient);
    done = step;
  }

  @Override
  public double norm(double[] gradient) {
    return newton.norm(gradient);
  }

  @Override
  public double rate() {
    return newton.gain();
  }

  @Override
  public long lastStep() {
    return newton.finished() ? done : most;
  }

  @Override
  public boolean refine() {
    return done < most && newton.refine();
  }

  @Override
  public double[] estimate(double[] coordinates) {
    return newton.estimate(coordinates);
  }

  @Override
  public String advice() {
    return "; these were Gauss-Newton steps, which have no learning rate: look for outliers, or take Adam's (optimiser.type = \"adam\")";
  }

  @Override
  public Stopped ended() {
    return newton.finished() ? Stopped.TOLERANCE : Stopped.BUDGET;
  }

  @Override
  public void write(DataOutput out) throws IOException {
    out.writeLong(done);
    newton.write(out);
  }

  @Override
  public void read(DataInput in) throws IOException {
    done = in.readLong();
    newton.read(in);
  }
}
