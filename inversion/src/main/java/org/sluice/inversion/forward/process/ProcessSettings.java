package org.sluice.inversion.forward.process;

import java.util.List;
import org.sluice.inversion.range.Range;

/**
 * A program of the user's own, and the settings of its calls.
 *
 * @param command the program and its arguments; never given to a shell
 * @param parameters names of the parameters, as many as the program takes, at least 1
 * @param observations d, the size of one observation, at least 1
 * @param calls the settings of its calls
 */
public record ProcessSettings(
    List<String> command, List<String> parameters, int observations, ProcessCalls calls) {

  /** Checks the ranges. */
  public ProcessSettings {
    Range.notEmpty("command", command);
    Range.notEmpty("parameters", parameters);
    Range.atLeast("observations", 1, observations);
    command = List.copyOf(command);
    parameters = List.copyOf(parameters);
  }

  /** The same with other calls. */
  public ProcessSettings with(ProcessCalls other) {
    return new ProcessSettings(command, parameters, observations, other);
  }
}
