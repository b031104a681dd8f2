package org.sluice.cli.study;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.system.Systems;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellCost;
import org.sluice.inversion.study.CellTask;
import org.sluice.inversion.study.Column;
import org.sluice.inversion.study.Measurement;

/** A process that computes one cell from the text of its study, which it reads, and its number. */
final class RebuiltCellProcess {

  private RebuiltCellProcess() {}

  public static void main(String[] arguments) throws IOException {
    String text = new String(System.in.readAllBytes(), StandardCharsets.UTF_8);
    Function<WrittenConfig, SystemStudy> systems = problem -> Systems.of(problem).study();
    StudyPlan plan = StudyText.parse(text).plan(systems);
    Cell cell = plan.study().cell(Integer.parseInt(arguments[0]));
    CellTask task = new CellTask(text, cell, new CellCost(0, 0));
    Measurement measurement = new RebuiltCells(systems).compute(task);
    StringBuilder row = new StringBuilder(measurement.outcome());
    for (Column column : plan.system().survey(plan).columns()) {
      if (column.reproducible()) {
        row.append(',').append(column.format(measurement.value(column)));
      }
    }
    System.out.println(row);
  }
}
