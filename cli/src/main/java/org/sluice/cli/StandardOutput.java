package org.sluice.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Standard output, which remembers that it could not be written: writers hide that. */
final class StandardOutput extends OutputStream {

  private static final String CLOSED_READER = "Broken pipe";

  private final OutputStream out;
  private IOException failure;

  StandardOutput() {
    this(new FileOutputStream(FileDescriptor.out));
  }

  StandardOutput(OutputStream out) {
    this.out = out;
  }

  @Override
  public void write(int one) throws IOException {
    write(new byte[] {(byte) one}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    try {
      out.write(bytes, offset, length);
    } catch (IOException e) {
      failure = failure == null ? e : failure;
      throw e;
    }
  }

  /** The first reason why output was lost, or null. */
  String loss() {
    return failure == null ? null : failure.getMessage();
  }

  /** Whether only the reader had enough, as {@code head} has. */
  boolean readerHasEnough() {
    return failure != null && CLOSED_READER.equals(failure.getMessage());
  }
}
