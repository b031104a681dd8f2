package org.sluice.cli.study;

import java.util.List;
import org.sluice.inversion.study.CellTask;

/** The cells of a study, as the system of its problem makes them. */
public interface StudyCells extends CellTask {

  /** Why the backend was chosen, in one line. */
  String explanation();

  /** The backend's name. */
  String backend();

  /** Whether cells are inversions through a surrogate. */
  boolean surrogate();

  /** The combinations of the grid, in its order. */
  List<Combination> combinations();

  /**
   * The combinations with what theory says of each.
   *
   * @throws org.sluice.cli.SluiceException if theory says nothing of such a problem
   */
  List<Combination> withTheory();
}
