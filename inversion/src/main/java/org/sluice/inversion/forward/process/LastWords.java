package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Reads a stream of text so that its writer never blocks, and keeps the end of the text only. */
final class LastWords {

  private static final int KEPT_BYTES = 2048;
  private static final int KEPT_LINES = 5;

  private final byte[] ring = new byte[KEPT_BYTES];
  private final Thread reader;
  private long count;

  /**
   * Starts reading.
   *
   * @param tooMuch is run once, when more than {@code mostBytes} have been read
   */
  LastWords(InputStream stream, long mostBytes, Runnable tooMuch) {
    reader = Thread.ofVirtual().start(() -> drain(stream, mostBytes, tooMuch));
  }

  private void drain(InputStream stream, long mostBytes, Runnable tooMuch) {
    byte[] buffer = new byte[KEPT_BYTES];
    boolean told = false;
    try (stream) {
      for (int n = stream.read(buffer); n >= 0; n = stream.read(buffer)) {
        synchronized (this) {
          for (int i = 0; i < n; i++) {
            ring[(int) (count++ % KEPT_BYTES)] = buffer[i];
          }
        }
        if (count > mostBytes && !told) {
          told = true;
          tooMuch.run();
        }
      }
    } catch (IOException _) {
      // The process was ended. The text until then is kept.
    }
  }

  /** The last lines of the text, after a short wait for text still in the pipe; may be empty. */
  String text() {
    try {
      reader.join(Duration.ofMillis(200));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    StringBuilder text = new StringBuilder();
    synchronized (this) {
      int length = (int) Math.min(count, KEPT_BYTES);
      byte[] bytes = new byte[length];
      for (int i = 0; i < length; i++) {
        bytes[i] = ring[(int) ((count - length + i) % KEPT_BYTES)];
      }
      String[] lines = new String(bytes, StandardCharsets.UTF_8).strip().split("\\R");
      for (int l = Math.max(0, lines.length - KEPT_LINES); l < lines.length; l++) {
        text.append(text.isEmpty() ? "" : " | ").append(lines[l].strip());
      }
    }
    return text.toString();
  }
}
