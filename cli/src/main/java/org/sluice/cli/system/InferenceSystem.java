package org.sluice.cli.system;

import java.nio.file.Path;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.ExitCode;
import org.sluice.cli.study.SystemStudy;

/**
 * A question that is answered by learning from samples, with its own config, setup and report. A
 * config's key {@code system} names one. Each is a service: its class stands in {@code
 * META-INF/services/org.sluice.cli.system.InferenceSystem} of its jar, is public and has a public
 * constructor without arguments.
 *
 * <p>All methods throw {@link org.sluice.cli.process.SluiceException} with one sentence for the
 * user.
 */
public interface InferenceSystem {

  /** The word that the key {@code system} has. */
  String name();

  /**
   * Does {@code sluice run}: answers the question, and writes the answer into a folder.
   *
   * @return {@link ExitCode#NOT_ARRIVED} if the answer is written but still moves
   */
  ExitCode run(WrittenConfig config, RunOptions options, Console console);

  /**
   * Does {@code sluice check}: looks over a config and its data before a long run.
   *
   * @param solve whether to ask the solver that the config names for a few systems; otherwise
   *     {@link org.sluice.cli.process.ForeignPrograms} are forbidden
   */
  ExitCode check(WrittenConfig config, boolean solve, Console console);

  /**
   * Does {@code sluice simulate}: draws observations from the config's truth.
   *
   * @param count number of observations, at least 1
   * @param file the file to write; its ending is one that {@link org.sluice.cli.file.OutputFile}
   *     knows
   */
  void simulate(WrittenConfig config, int count, Path file, Console console);

  /** The system's part in {@code sluice study}. */
  SystemStudy study();
}
