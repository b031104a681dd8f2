package org.sluice.cli.file;

import java.io.FilterReader;
import java.io.IOException;
import java.io.PushbackReader;
import java.io.Reader;

/**
 * A text in which each run of blanks and tabs within a line is one blank, and none begins a line or
 * ends it.
 */
final class BlankRuns extends FilterReader {

  private boolean atStart = true;

  BlankRuns(Reader text) {
    super(new PushbackReader(text, 1));
  }

  @Override
  public int read() throws IOException {
    int character = in.read();
    if (character != ' ' && character != '\t') {
      atStart = character == '\n' || character == '\r';
      return character;
    }
    int next = in.read();
    while (next == ' ' || next == '\t') {
      next = in.read();
    }
    if (atStart || next == '\n' || next == '\r' || next < 0) {
      atStart = next == '\n' || next == '\r';
      return next;
    }
    ((PushbackReader) in).unread(next);
    return ' ';
  }

  @Override
  public int read(char[] buffer, int offset, int length) throws IOException {
    int count = 0;
    while (count < length) {
      int character = read();
      if (character < 0) {
        return count == 0 ? -1 : count;
      }
      buffer[offset + count++] = (char) character;
    }
    return count;
  }
}
