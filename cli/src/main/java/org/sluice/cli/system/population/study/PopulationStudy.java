package org.sluice.cli.system.population.study;

import java.util.List;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.study.StudyGrid;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.study.SystemStudy;
import org.sluice.cli.study.Theory;
import org.sluice.cli.system.population.config.Config;
import org.sluice.inversion.study.Measurement;

/** Studies of the population: grids of inversions, one thread each. */
public final class PopulationStudy implements SystemStudy {

  @Override
  public List<String> solutionTables() {
    return List.of("loss", "optimiser", "stop", "surrogate", "run");
  }

  @Override
  public Class<Config> configType() {
    return Config.class;
  }

  @Override
  public StudyGrid survey(StudyPlan plan) {
    return new InversionSurvey(plan).grid();
  }

  @Override
  public Measurement measure(WrittenConfig config, String backend) {
    return InversionCell.measure(config, backend);
  }

  @Override
  public Theory theory(StudyPlan plan, StudyGrid grid) {
    return new NoisePrediction(plan, grid).theory();
  }
}
