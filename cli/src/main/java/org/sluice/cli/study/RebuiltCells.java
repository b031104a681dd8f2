package org.sluice.cli.study;

import java.util.function.Function;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.study.Cell;
import org.sluice.inversion.study.CellComputation;
import org.sluice.inversion.study.CellTask;
import org.sluice.inversion.study.Measurement;

/** Computes cells that it rebuilds from the text of their study and their number. */
public final class RebuiltCells implements CellComputation {

  private final Function<WrittenConfig, SystemStudy> systems;

  /**
   * Computes cells of the systems that a function finds.
   *
   * @param systems finds the system of a problem
   */
  public RebuiltCells(Function<WrittenConfig, SystemStudy> systems) {
    this.systems = systems;
  }

  /**
   * Computes a cell.
   *
   * @throws SluiceException if the text gives another cell than the task has, as it may if the task
   *     comes from another version of the program
   */
  @Override
  public Measurement compute(CellTask task) {
    StudyText text = StudyText.parse(task.study());
    StudyPlan plan = text.plan(systems);
    Cell cell = plan.study().cell(task.cell().number());
    if (!cell.equals(task.cell())) {
      throw SluiceException.input(
          "cell %d is %s with seed %d here, but %s with seed %d in the task; use the same version of the program everywhere",
          cell.number(), cell.values(), cell.seed(), task.cell().values(), task.cell().seed());
    }
    return plan.system().measure(plan.config(cell), text.backend());
  }
}
