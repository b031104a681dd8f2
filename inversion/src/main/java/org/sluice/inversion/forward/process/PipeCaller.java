package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;
import org.sluice.inversion.npy.NpyElements;
import org.sluice.inversion.npy.NpyFormatException;
import org.sluice.inversion.npy.NpyHeader;
import org.sluice.kernels.Matrix;

/** Keeps one process for all calls; the call after a failure starts a new one. */
final class PipeCaller implements Caller {

  private final ProcessSettings settings;
  private final Path folder;
  private final StrayText stray;
  private ChildProcess process;
  private boolean closed;

  /**
   * A caller.
   *
   * @param stray is told of text between the frames; one for all callers of a program
   */
  PipeCaller(ProcessSettings settings, Path folder, StrayText stray) {
    this.settings = settings;
    this.folder = folder;
    this.stray = stray;
  }

  @Override
  public void call(Matrix z, Matrix x) throws CallFailure {
    ChildProcess asked = process();
    try {
      // An exchange that timed out may still write its answer, so it does not get x itself.
      x.copyFrom(asked.talk(() -> exchange(asked, z, x)));
    } catch (NpyFormatException _) {
      throw asked.failure(
          "did not answer with a whole NPY frame; only frames may go to its standard output");
    } catch (IOException e) {
      throw asked.failure("closed its input or output (%s)".formatted(e.getMessage()));
    } catch (CallFailure e) {
      // Further output of this process would belong to no call.
      asked.close();
      throw e;
    }
  }

  private synchronized ChildProcess process() throws CallFailure {
    if (closed) {
      throw new CallFailure("the solver was ended");
    }
    if (process == null || !process.isAlive()) {
      process = new ChildProcess(settings.command(), folder, settings.calls());
    }
    return process;
  }

  private Matrix exchange(ChildProcess process, Matrix z, Matrix x)
      throws IOException, CallFailure {
    OutputStream stream = process.input();
    WritableByteChannel out = Channels.newChannel(stream);
    out.write(ByteBuffer.wrap(NpyHeader.of(z.type(), z.rows(), z.columns()).bytes()));
    NpyElements.write(out, z);
    stream.flush();
    ReadableByteChannel in = Channels.newChannel(stray.skip(process.output()));
    NpyHeader header = NpyHeader.read(in, Long.MAX_VALUE);
    Caller.requireShape(header.rows(), header.columns(), x);
    int entries = Math.toIntExact(x.rows() * x.columns());
    Matrix answer = Matrix.of(new double[entries], x.rows(), x.columns());
    NpyElements.read(in, header, answer);
    stray.frameCame();
    return answer;
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (process != null) {
      process.close();
    }
  }
}
