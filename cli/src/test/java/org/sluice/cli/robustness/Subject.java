package org.sluice.cli.robustness;

import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * A file and a command that reads it.
 *
 * @param folder with all that the command needs, as it should be
 * @param file the file in it that is mutated
 * @param envelope around its content
 * @param digits the most that a whole number may have which a mutation puts in: a larger one would
 *     ask for more honest work than a test has time for. Numbers of twelve digits and more ask for
 *     the impossible, and are put in everywhere.
 * @param command the command line with spaces between its words, where {@code @} stands for the
 *     folder
 */
record Subject(Path folder, String file, Envelope envelope, int digits, String command) {

  /** The words of the command line in a copy of the folder. */
  String[] words(Path copy) {
    return Stream.of(command.split(" "))
        .map(word -> word.replace("@", copy.toString()))
        .toArray(String[]::new);
  }

  @Override
  public String toString() {
    return "%s (%s) for '%s'".formatted(file, envelope, command);
  }
}
