package org.sluice.bench.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.sluice.bench.measure.JvmFlags;

/** All contestants, by number of threads. Holds the Python peers' scripts in a temporary folder. */
final class Lineup implements AutoCloseable {

  private static final List<String> SCRIPTS =
      List.of("conversation.py", "numpy_peer.py", "torch_peer.py", "pot_peer.py");
  private static final String JVM_PEER = "org.sluice.bench.peer.TorchPeer";

  // Tensors are not on the heap; without the second option all memory is limited to four times the
  // heap.
  private static final List<String> TORCH_MEMORY =
      List.of("-Xms16m", "-Xmx1g", "-Dorg.bytedeco.javacpp.maxphysicalbytes=0");

  private final String python;
  private final Path scripts;

  Lineup(String python) {
    this.python = python;
    try {
      scripts = Files.createTempDirectory("sluice-peers");
      for (String script : SCRIPTS) {
        try (InputStream source = Lineup.class.getResourceAsStream(script)) {
          Files.copy(source, scripts.resolve(script));
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot write the Python peers", failure);
    }
  }

  /** This library first. */
  List<Contestant> contestants(int threads) {
    List<Contestant> all = new ArrayList<>();
    String own = System.getProperty("java.class.path");
    all.add(
        new Contestant(
            Contestant.SLUICE,
            "",
            java(
                List.of("-Xms16m", "-Xmx512m"),
                own,
                SluicePeer.class.getName(),
                String.valueOf(threads)),
            Map.of()));
    // Torch's threads and those of a pthread OpenBLAS under it hinder each other at small sizes.
    for (int blas = 1; blas <= threads; blas += Math.max(1, threads - 1)) {
      String variant = threads == 1 ? "" : blas + (blas == 1 ? " BLAS thread" : " BLAS threads");
      all.add(
          new Contestant(
              Contestant.TORCH_JVM,
              variant,
              java(TORCH_MEMORY, torchJars() + own, JVM_PEER, String.valueOf(threads)),
              environment(threads, blas)));
      all.add(script(Contestant.TORCH, variant, "torch_peer.py", threads, blas));
    }
    all.add(script(Contestant.NUMPY, "", "numpy_peer.py", threads, threads));
    all.add(script(Contestant.POT, "", "pot_peer.py", threads, threads));
    return all;
  }

  private Contestant script(String family, String variant, String file, int threads, int blas) {
    return new Contestant(
        family,
        variant,
        List.of(python, "-B", scripts.resolve(file).toString()),
        environment(threads, blas));
  }

  private static Map<String, String> environment(int threads, int blas) {
    Map<String, String> environment = new HashMap<>();
    environment.put("OMP_NUM_THREADS", String.valueOf(threads));
    environment.put("OPENBLAS_NUM_THREADS", String.valueOf(blas));
    environment.put("MKL_NUM_THREADS", String.valueOf(blas));
    return environment;
  }

  private static List<String> java(
      List<String> memory, String classPath, String main, String argument) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add(JvmFlags.VECTORS);
    command.add(JvmFlags.NATIVE_LIBRARIES);
    command.add(JvmFlags.LOOPS);
    command.add(JvmFlags.TRAPS);
    command.add("-XX:+UseSerialGC");
    command.addAll(memory);
    String width = System.getProperty("sluice.vector.bits");
    if (width != null) {
      command.add("-Dsluice.vector.bits=" + width);
    }
    command.addAll(List.of("-cp", classPath, main, argument));
    return command;
  }

  /** The jars of the profile {@code peers}, which lie beside this class's own jar or folder. */
  private static String torchJars() {
    try {
      Path here = Path.of(Lineup.class.getProtectionDomain().getCodeSource().getLocation().toURI());
      return here.resolveSibling("peers") + "/*" + java.io.File.pathSeparator;
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Override
  public void close() {
    try {
      for (String script : SCRIPTS) {
        Files.deleteIfExists(scripts.resolve(script));
      }
      Files.deleteIfExists(scripts);
    } catch (IOException failure) {
      throw new UncheckedIOException("cannot delete " + scripts, failure);
    }
  }
}
