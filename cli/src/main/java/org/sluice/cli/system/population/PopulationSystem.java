package org.sluice.cli.system.population;

import java.nio.file.Path;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.ExitCode;
import org.sluice.cli.study.SystemStudy;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.InferenceSystem;
import org.sluice.cli.system.RunOptions;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.run.PopulationCheck;
import org.sluice.cli.system.population.run.PopulationRun;
import org.sluice.cli.system.population.run.PopulationSimulation;
import org.sluice.cli.system.population.setup.LargestSize;
import org.sluice.cli.system.population.study.PopulationStudy;

/** The law of a population of systems, and of the noise, from one noisy observation of each. */
public final class PopulationSystem implements InferenceSystem {

  @Override
  public String name() {
    return Config.SYSTEM;
  }

  @Override
  public ExitCode run(WrittenConfig config, RunOptions options, Console console) {
    return LargestSize.named(config, () -> new PopulationRun(options, console).run(config));
  }

  @Override
  public ExitCode check(WrittenConfig config, boolean solve, Console console) {
    return LargestSize.named(config, () -> new PopulationCheck(solve, console).check(config));
  }

  @Override
  public void simulate(WrittenConfig config, int count, Path file, Console console) {
    LargestSize.named(
        config,
        () -> {
          new PopulationSimulation(count, file, console).simulate(config);
          return file;
        });
  }

  @Override
  public SystemStudy study() {
    return new PopulationStudy();
  }
}
