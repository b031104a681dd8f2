package org.sluice.cli.study;

import java.util.List;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.study.Measurement;

/**
 * A system's part in studies: it knows the problems that are varied, and computes cells. It has no
 * state, and many threads may call it at once.
 */
public interface SystemStudy {

  /**
   * Names the tables of the system's config that say how a problem is solved; all other keys are
   * the problem's. Cells that differ in these tables only share their random numbers.
   */
  List<String> solutionTables();

  /** The record that problems are read into; its components say which keys name files. */
  Class<? extends Record> configType();

  /**
   * Sets up one cell of each combination, and computes none.
   *
   * @throws SluiceException if a cell cannot be set up
   */
  StudyGrid survey(StudyPlan plan);

  /**
   * Computes a cell on the calling thread. The same config always gives the same bits, in any
   * process; only times differ. A cell that fails is a measurement too.
   *
   * @param backend the name of the backend that all cells of the study run on
   */
  Measurement measure(WrittenConfig config, String backend);

  /**
   * Predicts errors for a study that asks for it with {@code summary.theory}.
   *
   * @throws SluiceException if there is no theory of these cells
   */
  Theory theory(StudyPlan plan, StudyGrid grid);
}
