package org.sluice.cli.file;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Locale;
import org.sluice.cli.process.SluiceException;

/** Errors about files that cannot be read or written. */
public final class FileFailure {

  private FileFailure() {}

  /** Returns the error of a file that cannot be read. */
  public static SluiceException reading(Path file, IOException cause) {
    return SluiceException.input(cause, "cannot read %s: %s", file, reason(cause));
  }

  /** Returns the error of a file that cannot be written. */
  public static SluiceException writing(Path file, IOException cause) {
    return SluiceException.input(
        cause, "cannot write %s: %s; choose another place", file, reason(cause));
  }

  // The messages of these exceptions are bare paths.
  private static String reason(IOException cause) {
    return switch (cause) {
      case EOFException _ -> "it ends too early, so it was cut off";
      case CharacterCodingException _ -> "it is not text in UTF-8";
      case NoSuchFileException _ -> "there is no such file or folder";
      case AccessDeniedException _ -> "permission denied";
      case FileAlreadyExistsException _ -> "a file of that name is there already";
      case NotDirectoryException _ -> "a part of the path is not a folder";
      case FileSystemException e when e.getReason() != null ->
          e.getReason().toLowerCase(Locale.ROOT);
      case FileSystemException _ -> "the system refuses it";
      default -> cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    };
  }
}
