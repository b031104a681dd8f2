package org.sluice.inversion.forward.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;
import org.sluice.inversion.npy.NpyElements;
import org.sluice.inversion.npy.NpyHeader;
import org.sluice.kernels.Matrix;

/** Starts a process for each call, which reads one file and writes another. */
final class FilesCaller implements Caller {

  private final ProcessSettings settings;
  private final Path folder;
  private ChildProcess process;
  private boolean closed;

  FilesCaller(ProcessSettings settings, Path folder) {
    this.settings = settings;
    this.folder = folder;
  }

  @Override
  public void call(Matrix z, Matrix x) throws CallFailure {
    boolean csv = settings.calls().mode() == Exchange.CSV_FILES;
    try (CallFolder folder = CallFolder.make()) {
      Path parameters = folder.resolve(csv ? "z.csv" : "z.npy");
      Path answer = folder.resolve(csv ? "x.csv" : "x.npy");
      if (csv) {
        writeLines(parameters, z);
      } else {
        writeArray(parameters, z);
      }
      run(parameters, answer);
      if (csv) {
        TextAnswer.read(answer, x);
      } else {
        readArray(answer, x);
      }
    } catch (MalformedInputException _) {
      throw new CallFailure("the solver's answer is not text in UTF-8");
    } catch (NoSuchFileException e) {
      throw new CallFailure("the solver did not write " + Path.of(e.getFile()).getFileName());
    } catch (IOException e) {
      throw new CallFailure("the solver's answer cannot be read: " + e.getMessage());
    }
  }

  private void run(Path parameters, Path answer) throws CallFailure {
    List<String> command = new ArrayList<>(settings.command());
    command.add(parameters.toString());
    command.add(answer.toString());
    try (ChildProcess started = start(command)) {
      started.discardOutput();
      started.await();
    }
  }

  private synchronized ChildProcess start(List<String> command) throws CallFailure {
    if (closed) {
      throw new CallFailure("the solver was ended");
    }
    process = new ChildProcess(command, folder, settings.calls());
    return process;
  }

  private static void writeArray(Path file, Matrix z) throws IOException {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(NpyHeader.of(z.type(), z.rows(), z.columns()).bytes()));
      NpyElements.write(channel, z);
    }
  }

  private static void readArray(Path file, Matrix x) throws IOException, CallFailure {
    try (FileChannel channel = FileChannel.open(file)) {
      NpyHeader header = NpyHeader.read(channel, channel.size());
      Caller.requireShape(header.rows(), header.columns(), x);
      NpyElements.read(channel, header, x);
    }
  }

  private static void writeLines(Path file, Matrix z) throws IOException {
    List<String> lines = new ArrayList<>();
    for (long i = 0; i < z.rows(); i++) {
      StringJoiner line = new StringJoiner(",");
      for (long j = 0; j < z.columns(); j++) {
        line.add(Double.toString(z.get(i, j)));
      }
      lines.add(line.toString());
    }
    Files.write(file, lines);
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (process != null) {
      process.close();
    }
  }
}
