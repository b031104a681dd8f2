package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import org.sluice.inversion.npy.NpyElements;
import org.sluice.inversion.npy.NpyFormatException;
import org.sluice.inversion.npy.NpyHeader;
import org.sluice.kernels.Matrix;

/** A process that lives from call to call; after a failure the next call starts another. */
final class PipeCaller implements Caller {

  private final ProcessSettings settings;
  private final ScheduledExecutorService clock;
  private ChildProcess process;

  PipeCaller(ProcessSettings settings, ScheduledExecutorService clock) {
    this.settings = settings;
    this.clock = clock;
  }

  @Override
  public void call(Matrix z, Matrix x) throws CallFailure {
    if (process == null || !process.isAlive()) {
      close();
      process = new ChildProcess(settings, settings.command(), clock);
    }
    Future<?> deadline = process.startClock();
    try {
      send(z);
      receive(x);
    } catch (NpyFormatException _) {
      throw process.failure(
          "did not answer with a whole NPY frame; only frames may go to its standard output");
    } catch (IOException e) {
      throw process.failure("closed its input or output (%s)".formatted(e.getMessage()));
    } finally {
      deadline.cancel(false);
    }
  }

  private void send(Matrix z) throws IOException {
    OutputStream stream = process.input();
    WritableByteChannel channel = Channels.newChannel(stream);
    channel.write(ByteBuffer.wrap(NpyHeader.of(z.type(), z.rows(), z.columns()).bytes()));
    NpyElements.write(channel, z);
    stream.flush();
  }

  private void receive(Matrix x) throws IOException, CallFailure {
    ReadableByteChannel channel = Channels.newChannel(process.output());
    NpyHeader header = NpyHeader.read(channel, Long.MAX_VALUE);
    if (header.rows() != x.rows() || header.columns() != x.columns()) {
      throw process.failure(
          "answered with an array of %d x %d instead of %s"
              .formatted(header.rows(), header.columns(), x.shape()));
    }
    NpyElements.read(channel, header, x);
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
