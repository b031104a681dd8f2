package org.sluice.inversion.forward.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.sluice.inversion.npy.NpyHeader;

/**
 * Text that a program prints to its standard output between its frames. It is skipped up to the
 * bytes that every frame begins with, which occur in no text. Before the program's first frame
 * nothing is skipped: a program that does not speak in frames at all must fail at once, and not
 * after a time-out.
 */
final class StrayText {

  private static final int SHOWN = 40;

  private final long most;
  private volatile boolean speaksFrames;
  private String first;

  /**
   * Begins without text.
   *
   * @param most bytes of text before one frame
   */
  StrayText(long most) {
    this.most = most;
  }

  /** Says that a whole frame came. */
  void frameCame() {
    speaksFrames = true;
  }

  /** Returns a stream that begins with the next frame, or with what is no frame. */
  InputStream skip(InputStream stream) throws IOException, CallFailure {
    byte[] window = stream.readNBytes(NpyHeader.magic().length);
    StringBuilder text = new StringBuilder();
    long skipped = 0;
    while (speaksFrames && !isFrame(window)) {
      int next = stream.read();
      if (next < 0) {
        break;
      }
      if (text.length() < SHOWN) {
        text.append((char) (window[0] & 0xFF));
      }
      if (++skipped > most) {
        throw new CallFailure(
            "the solver wrote more than %d bytes of text to its standard output".formatted(most));
      }
      System.arraycopy(window, 1, window, 0, window.length - 1);
      window[window.length - 1] = (byte) next;
    }
    if (skipped > 0) {
      keep(text.toString());
    }
    return new SequenceInputStream(new ByteArrayInputStream(window), stream);
  }

  private static boolean isFrame(byte[] window) {
    return Arrays.equals(window, NpyHeader.magic()) || window.length < NpyHeader.magic().length;
  }

  private synchronized void keep(String text) {
    if (first == null) {
      byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
      first = new String(bytes, StandardCharsets.UTF_8).strip().replaceAll("\\p{Cntrl}", " ");
    }
  }

  /** A sentence on the first text that came, if any did. */
  synchronized Optional<String> remark() {
    return first == null
        ? Optional.empty()
        : Optional.of(
            "the solver prints text to its standard output between its answers ('%s'); it was skipped, but print to standard error instead"
                .formatted(first));
  }
}
