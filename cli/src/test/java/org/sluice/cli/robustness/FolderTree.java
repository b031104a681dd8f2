package org.sluice.cli.robustness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Copies folders with all that is in them, and deletes them. */
final class FolderTree {

  private FolderTree() {}

  /** Copies a folder with all that is in it to a place where nothing is. */
  static void copy(Path from, Path to) throws IOException {
    for (Path file : all(from)) {
      Files.copy(file, to.resolve(from.relativize(file).toString()));
    }
  }

  /** Deletes a folder with all that is in it. */
  static void delete(Path folder) throws IOException {
    for (Path file : all(folder).stream().sorted(Comparator.reverseOrder()).toList()) {
      Files.delete(file);
    }
  }

  /** The folder and all that is in it, each folder before its files. */
  static List<Path> all(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files.toList();
    }
  }
}
