package org.sluice.cli.study;

import java.util.List;
import org.sluice.inversion.study.CellTask;

/** Shows no progress. */
record NoProgress() implements GridProgress {

  @Override
  public void begin(List<CellTask> tasks, int before, int missing) {}

  @Override
  public void done(CellTask task) {}
}
