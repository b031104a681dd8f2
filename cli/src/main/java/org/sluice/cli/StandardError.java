package org.sluice.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;

/**
 * Restores the process's standard error.
 *
 * <p>The JVM prints a warning about incubator modules to descriptor 2 before any class of ours
 * runs, and no flag silences it. The launcher therefore sends descriptor 2 to nowhere, keeps the
 * real one as another descriptor, and names that in the property {@code sluice.stderr}.
 */
final class StandardError {

  private static final String PROPERTY = "sluice.stderr";

  private StandardError() {}

  /** Lets {@link System#err} write to the descriptor that the launcher kept, if it kept one. */
  static void restore() {
    Integer descriptor = Integer.getInteger(PROPERTY);
    if (descriptor == null) {
      return;
    }
    try {
      // Java has no public way to a descriptor by number; the launcher opens the package for this.
      Constructor<FileDescriptor> constructor =
          FileDescriptor.class.getDeclaredConstructor(int.class);
      constructor.setAccessible(true);
      FileOutputStream stream = new FileOutputStream(constructor.newInstance(descriptor));
      System.setErr(new PrintStream(stream, true, System.err.charset()));
    } catch (ReflectiveOperationException | RuntimeException e) {
      throw new IllegalStateException("the launcher's descriptor for errors cannot be used", e);
    }
  }
}
