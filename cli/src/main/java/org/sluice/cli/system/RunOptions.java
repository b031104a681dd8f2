package org.sluice.cli.system;

import java.nio.file.Path;

/**
 * Options of {@code sluice run} that are no settings of the config.
 *
 * @param folder the folder to write to
 * @param resume whether to continue from the checkpoint in the folder
 * @param quiet whether to show no progress and no summary
 */
public record RunOptions(Path folder, boolean resume, boolean quiet) {}
