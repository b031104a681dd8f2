package org.sluice.cli.system.echo;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.study.Combination;
import org.sluice.cli.study.Quantity;
import org.sluice.cli.study.StudyGrid;
import org.sluice.cli.study.StudyPlan;
import org.sluice.cli.study.SystemStudy;
import org.sluice.cli.study.Theory;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellCost;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.Measurement;

/** Cells that measure the length of the echo. */
final class EchoStudy implements SystemStudy {

  private static final Column TIMES = new Column("times said", Column.Kind.COUNT);
  private static final Column LENGTH = new Column("length", Column.Kind.REAL);

  @Override
  public List<String> solutionTables() {
    return List.of();
  }

  @Override
  public Class<EchoSystem.Config> configType() {
    return EchoSystem.Config.class;
  }

  @Override
  public StudyGrid survey(StudyPlan plan) {
    List<Combination> combinations = new ArrayList<>();
    for (int i = 0; i < plan.study().combinationCount(); i++) {
      Cell cell = plan.study().cell(i * plan.study().repetitions());
      double length = EchoSystem.Config.of(plan.config(cell)).echo().length();
      combinations.add(new Combination(cell.values(), new double[] {length}, new CellCost(1, 1)));
    }
    return new StudyGrid(
        "none",
        "echoes need no backend",
        List.of(Column.STEPS, TIMES, LENGTH, Column.SECONDS),
        List.of(new Quantity("length", "length", true, true)),
        combinations);
  }

  @Override
  public Measurement measure(WrittenConfig config, String backend) {
    EchoSystem.Config asked = EchoSystem.Config.of(config);
    return new Measurement(
        Measurement.DONE,
        Map.of(
            Column.STEPS.name(),
            1.0,
            TIMES.name(),
            (double) asked.times(),
            LENGTH.name(),
            (double) asked.echo().length(),
            Column.SECONDS.name(),
            1e-3));
  }

  @Override
  public Theory theory(StudyPlan plan, StudyGrid grid) {
    throw new IllegalStateException("no theory of echoes is asked for");
  }
}
