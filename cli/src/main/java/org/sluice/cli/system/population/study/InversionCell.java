package org.sluice.cli.system.population.study;

import java.util.List;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.setup.Emulation;
import org.sluice.cli.system.population.setup.Setup;
import org.sluice.inversion.forward.SolverException;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.Progress;
import org.sluice.inversion.population.Result;
import org.sluice.inversion.population.problem.DivergedException;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.study.Measurement;
import org.sluice.kernels.Backend;
import org.sluice.kernels.Backends;
import org.sluice.kernels.Parallelism;

/** A cell that is an inversion on one thread. */
final class InversionCell {

  private InversionCell() {}

  /** Inverts, on a backend of the given name. */
  static Measurement measure(WrittenConfig config, String backendName) {
    try (Session session = new Session()) {
      Backend backend = session.open(Backends.open(backendName, Parallelism.serial()).backend());
      Setup setup = Setup.of(config.source(), Config.read(config), session);
      long start = System.nanoTime();
      try (Emulation emulation = Emulation.unrecorded(setup, backend)) {
        Inversion inversion =
            new Inversion(
                emulation.problem(),
                setup.settings(method(setup)),
                setup.start(),
                backend,
                Parallelism.serial());
        Result result = inversion.run(Progress.silent());
        emulation.certify(result, backend);
        return new Measurement(
            Measurement.DONE,
            InversionColumns.values(setup, new InversionColumns.Finished(result, emulation)));
      } catch (DivergedException | ArithmeticException | SolverException e) {
        double seconds = (System.nanoTime() - start) * 1e-9;
        return new Measurement(
            e.getMessage(), InversionColumns.values(new InversionColumns.Failed(setup, seconds)));
      }
    }
  }

  /**
   * The method of a cell.
   *
   * @throws SluiceException if its config has two
   */
  static Method method(Setup setup) {
    List<Method> methods = setup.config().loss().methods();
    if (methods.size() > 1) {
      throw SluiceException.input(
          "a cell follows one gradient: make loss.gradient an axis in place of \"both\"");
    }
    return methods.getFirst();
  }
}
