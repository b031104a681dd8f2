package org.sluice.cli.system.population.setup;

import java.nio.file.Path;
import java.util.List;
import org.sluice.cli.process.ForeignPrograms;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.forward.Solver;
import org.sluice.inversion.forward.process.ProcessMap;
import org.sluice.inversion.forward.process.ProcessSettings;
import org.sluice.kernels.Matrix;

/** The program of a config as a forward map, which is run only where that is allowed. */
final class OwnProgram implements ForwardMap, Solver {

  private final ProcessSettings settings;
  private final ProcessMap map;

  OwnProgram(ProcessSettings settings, Path folder) {
    this.settings = settings;
    map = new ProcessMap(settings, folder);
  }

  @Override
  public int parameterDimension() {
    return map.parameterDimension();
  }

  @Override
  public int observationDimension() {
    return map.observationDimension();
  }

  @Override
  public void apply(Matrix z, Matrix x) {
    ForeignPrograms.requireAllowed(settings.command());
    map.apply(z, x);
  }

  @Override
  public String[] solve(Matrix z, Matrix x, Watch watch) {
    ForeignPrograms.requireAllowed(settings.command());
    return map.solve(z, x, watch);
  }

  @Override
  public List<String> remarks() {
    return map.remarks();
  }

  @Override
  public void close() {
    map.close();
  }
}
