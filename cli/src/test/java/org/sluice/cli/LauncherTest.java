package org.sluice.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.sluice.cli.process.ExitCode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The launcher, on a jar that stands for the packaged one and points to the tested classes. */
@DisabledOnOs(OS.WINDOWS)
class LauncherTest {

  @TempDir Path folder;

  private Path link;
  private Map<String, String> environment = Map.of();

  @BeforeEach
  void layOut() throws IOException {
    Path root =
        Files.createDirectories(folder.resolve("a root/cli/target")).getParent().getParent();
    for (String script : List.of("sluice", "cli/find-jdk")) {
      Path copy = root.resolve(script);
      Files.copy(Path.of("..").resolve(script), copy);
      assertThat(copy.toFile().setExecutable(true)).isTrue();
    }
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, Main.class.getName());
    attributes.putValue("Enable-Native-Access", "ALL-UNNAMED");
    attributes.putValue("Add-Opens", "java.base/java.io");
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(entry -> Path.of(entry).toUri().toString())
            .collect(Collectors.joining(" ")));
    try (OutputStream file = Files.newOutputStream(root.resolve("cli/target/sluice.jar"))) {
      new JarOutputStream(file, manifest).close();
    }
    link = Files.createSymbolicLink(folder.resolve("linked"), Path.of("a root/sluice"));
  }

  @Test
  void outputErrorsAndCodesGoTheirWays() throws Exception {
    Process info = start("info");
    assertThat(info.waitFor()).isZero();
    assertThat(out("info")).contains("backend vector   available: vector (");
    assertThat(err("info")).isEmpty();
    Process missing = start("loss", "no such.csv", "y.csv");
    assertThat(missing.waitFor()).isEqualTo(2);
    assertThat(out("loss")).isEmpty();
    assertThat(err("loss")).isEqualTo("sluice: no such.csv: there is no such file\n");
  }

  @Test
  void aClassArchiveThatDoesNotFitIsPassedOverInSilence() throws Exception {
    Path archive = folder.resolve("a root/cli/target/sluice.jsa");
    Files.write(archive, new byte[5000]);
    // The launcher looks only at archives that are newer than the jar.
    Files.setLastModifiedTime(archive, FileTime.from(Instant.now().plusSeconds(10)));
    Process version = start("--version");
    assertThat(version.waitFor()).isZero();
    assertThat(out("--version")).isEqualTo("sluice development\n");
    assertThat(err("--version")).isEmpty();
  }

  /** A JVM that does not start says why, whatever stands in its way. */
  @Test
  void aJvmThatCannotStartIsHeard() throws Exception {
    environment = Map.of("JDK_JAVA_OPTIONS", "-XX:+NoSuchOption");
    Process process = start("info");
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isNotZero();
    await("info", "sluice: Java: Unrecognized VM option 'NoSuchOption'");
    assertThat(out("info")).isEmpty();
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void pathsMayHaveAnyLettersUnderAnyLocale() throws Exception {
    Path accented = Files.createDirectory(folder.resolve("Zürich"));
    Files.writeString(accented.resolve("ä.csv"), "1,2\n3,5\n");
    environment = Map.of("LC_ALL", "C");
    Process process = start("loss", "Zürich/ä.csv", "Zürich/ä.csv", "--slices", "10");
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(err("loss")).isEmpty();
    assertThat(process.exitValue()).isZero();
  }

  @ParameterizedTest
  @ValueSource(strings = {"info", "loss x.csv x.csv --slices 6", "help run"})
  @EnabledOnOs(OS.LINUX)
  void lostOutputIsAFailure(String words) throws Exception {
    Files.writeString(folder.resolve("x.csv"), "0.5,1\n2,5\n3,4\n");
    List<String> command = new ArrayList<>(List.of(link.toString()));
    command.addAll(List.of(words.split(" ")));
    Process process =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(Path.of("/dev/full").toFile())
            .redirectError(folder.resolve("info.err").toFile())
            .start();
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(ExitCode.INPUT.code());
    assertThat(err("info"))
        .isEqualTo("sluice: standard output cannot be written: No space left on device\n");
  }

  @Test
  void aBriefLossTakesTheFirstCompilerAloneAndAnyOtherBoth() throws Exception {
    environment = Map.of("JAVA_TOOL_OPTIONS", "-XX:+PrintCommandLineFlags -Duser.language=de");
    Files.writeString(folder.resolve("a file.csv"), "0,1\n2,5\n3,4\n");
    Files.writeString(folder.resolve("old.csv"), "0,1\r2,5\r".repeat(4000));
    List<String> brief = loss("a file.csv", "a file.csv", "--slices", "100", "--json");
    assertThat(flags()).contains("-XX:TieredStopAtLevel=1");
    List<String> other = loss("a file.csv", "a file.csv", "--slices=100", "--json");
    assertThat(flags()).doesNotContain("TieredStopAtLevel");
    assertThat(withoutTime(other)).isEqualTo(withoutTime(brief));
    for (String[] words :
        List.of(
            new String[] {"a file.csv", "a file.csv", "--slices", "1000000"},
            new String[] {"a file.csv", "a file.csv", "--backend", "vector"},
            new String[] {"a file.csv", "old.csv"})) {
      loss(words);
      assertThat(flags()).doesNotContain("TieredStopAtLevel");
    }
    assertThat(loss("a file.csv", "a file.csv").getLast()).containsPattern("in \\d+\\.\\d+ s");
  }

  /** The flags that the JVM prints on its standard error. */
  private String flags() throws Exception {
    await("loss", "-XX:MaxHeapSize");
    return err("loss");
  }

  /** Waits for a message of the JVM. A filter passes it on, perhaps after the JVM has ended. */
  private void await(String command, String message) throws Exception {
    for (int i = 0; i < 100 && !err(command).contains(message); i++) {
      Thread.sleep(50);
    }
    assertThat(err(command)).contains(message);
  }

  private List<String> loss(String... words) throws Exception {
    String[] arguments = Stream.concat(Stream.of("loss"), Stream.of(words)).toArray(String[]::new);
    assertThat(start(arguments).waitFor()).as(err("loss")).isZero();
    return out("loss").lines().toList();
  }

  private static String withoutTime(List<String> lines) {
    return lines.getLast().replaceAll("\"seconds\":[^,]+", "");
  }

  @Test
  void aMapInAFurtherJarIsFound() throws Exception {
    Path source =
        Files.writeString(
            folder.resolve("Doubling.java"),
            """
            import java.util.Map;
            import org.sluice.inversion.forward.*;

            public final class Doubling implements ForwardMapProvider {
              public String name() {
                return "doubling";
              }

              public ForwardMap create(Map<String, String> options) {
                return new LinearMap(new double[][] {{2, 0}, {0, 2}, {1, 1}});
              }
            }
            """);
    assertThat(
            ToolProvider.getSystemJavaCompiler()
                .run(
                    null,
                    null,
                    null,
                    "-proc:none",
                    "-cp",
                    System.getProperty("java.class.path"),
                    source.toString()))
        .isZero();
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(folder.resolve("doubling.jar")))) {
      jar.putNextEntry(
          new JarEntry("META-INF/services/org.sluice.inversion.forward.ForwardMapProvider"));
      jar.write("Doubling".getBytes(StandardCharsets.UTF_8));
      jar.putNextEntry(new JarEntry("Doubling.class"));
      Files.copy(folder.resolve("Doubling.class"), jar);
    }
    Files.writeString(
        folder.resolve("doubling.toml"),
        """
        [data]
        simulate = 20
        [forward]
        type = "java"
        name = "doubling"
        [population]
        type = "gaussian"
        truth = { mean = [0.5, -0.3], sd = [0.4, 0.6] }
        start = { mean = [0.5, -0.3], sd = [0.4, 0.6] }
        [noise]
        type = "isotropic"
        truth = { sd = 0.2 }
        """);
    String[] job = {"simulate", "doubling.toml", "--n", "5", "--out", "y.csv"};
    assertThat(start(job).waitFor()).isEqualTo(2);
    assertThat(err("simulate")).contains("SLUICE_CLASSPATH");
    environment = Map.of("SLUICE_CLASSPATH", "doubling.jar");
    assertThat(start(job).waitFor()).as(err("simulate")).isZero();
    assertThat(folder.resolve("y.csv")).exists();
    assertThat(err("simulate")).isEmpty();
  }

  @Test
  void aSignalReachesTheRunWhichWritesItsCheckpoint() throws Exception {
    // With few slices, so that a step ends before the command does, however busy the machine is.
    Process run =
        start(
            "run",
            "replicates",
            "--out",
            "out",
            "--set",
            "optimiser.steps=1000000",
            "--set",
            "optimiser.type=adam",
            "--set",
            "loss.samples=300",
            "--set",
            "loss.slices=12");
    awaitBackend();
    Thread.sleep(500);
    run.destroy();
    assertThat(run.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(run.exitValue()).isEqualTo(128 + 15);
    assertThat(err("run")).containsPattern("interrupted after step \\d+; the same command with");
    assertThat(folder.resolve("out/checkpoint/inversion.checkpoint")).exists();
    assertThat(folder.resolve("out/result.json")).doesNotExist();
  }

  /** A solver that hangs, and what it started, do not keep a signal waiting. */
  @ParameterizedTest
  @ValueSource(strings = {"run", "simulate"})
  @EnabledOnOs(OS.LINUX)
  void aSignalEndsHangingSolversAndWhatTheyStarted(String command) throws Exception {
    Path called = folder.resolve("called");
    Files.writeString(
        folder.resolve("solver.sh"), "sleep 987 & touch %s; sleep 987".formatted(called));
    Files.writeString(
        folder.resolve("own.toml"),
        """
        name = "own"
        [data]
        %s
        [forward]
        type = "process"
        command = ["sh", "solver.sh"]
        parameters = ["a"]
        observations = 2
        mode = "csv"
        [population]
        type = "gaussian"
        truth = { mean = 0, sd = 1 }
        start = { mean = 0, sd = 1 }
        [noise]
        type = "isotropic"
        truth = { sd = 1 }
        [surrogate]
        type = "mlp"
        """
            .formatted(command.equals("run") ? "file = \"y.csv\"" : "simulate = 9"));
    Files.writeString(folder.resolve("y.csv"), "1,2\n2,3\n4,4\n");
    Process process =
        command.equals("run")
            ? start("run", "own.toml", "--out", "slow", "--quiet")
            : start("simulate", "own.toml", "--n", "5", "--out", "s.csv");
    for (int i = 0; i < 400 && !Files.exists(called); i++) {
      Thread.sleep(50);
    }
    assertThat(called).exists();
    long begin = System.nanoTime();
    process.destroy();
    assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
    assertThat((System.nanoTime() - begin) / 1e9).isLessThan(10);
    assertThat(process.exitValue()).isEqualTo(143);
    try (Stream<ProcessHandle> all = ProcessHandle.allProcesses()) {
      assertThat(all.filter(other -> other.info().commandLine().orElse("").contains("sleep 987")))
          .isEmpty();
    }
    if (command.equals("run")) {
      assertThat(folder.resolve("slow/checkpoint/inversion.checkpoint")).exists();
      assertThat(err("run")).contains("--resume continues from the last checkpoint");
    }
  }

  @Test
  void aKilledRunResumedEndsInTheSameBits() throws Exception {
    String[] job = {
      "run",
      "linear",
      "--set",
      "optimiser.steps=600",
      "--set",
      "optimiser.type=adam",
      "--set",
      "data.simulate=300",
      "--set",
      "loss.samples=300",
      "--set",
      "loss.slices=12"
    };
    assertThat(start(with(job, "--out", "whole")).waitFor()).isZero();
    String[] parts = with(job, "--out", "parts");
    // A first part that ends by the clock leaves a checkpoint without waiting for the next one due.
    assertThat(start(with(parts, "--set", "stop.seconds=0.1")).waitFor())
        .isIn(ExitCode.DONE.code(), ExitCode.NOT_ARRIVED.code());
    Files.delete(folder.resolve("parts/result.json"));
    Process killed = start(with(parts, "--resume"));
    awaitBackend();
    Thread.sleep(200);
    killed.destroyForcibly();
    assertThat(killed.waitFor()).isEqualTo(128 + 9);
    assertThat(folder.resolve("parts/result.json")).doesNotExist();
    assertThat(start(with(parts, "--resume")).waitFor()).isZero();
    JsonNode whole = result("whole");
    JsonNode resumed = result("parts");
    for (String numbers : List.of("parameters", "noise", "loss")) {
      assertThat(resumed.get(numbers)).isEqualTo(whole.get(numbers));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void memoryDoesNotGrowWithSteps() throws Exception {
    // As the heap is resident from the start, only memory outside of it grows: the kernels'.
    // (The trace grows on the heap, by some numbers a step; the variable outdoes the launcher.)
    environment = Map.of("_JAVA_OPTIONS", "-Xms256m -Xmx256m -XX:+AlwaysPreTouch");
    Process run =
        start(
            "run",
            "linear",
            "--out",
            "out",
            "--set",
            "optimiser.steps=1000000",
            "--set",
            "optimiser.type=adam",
            "--backend",
            "scalar",
            "--set",
            "data.simulate=50",
            "--set",
            "loss.samples=50");
    awaitBackend();
    Thread.sleep(4000);
    long warm = residentKibibytes(run);
    Thread.sleep(2000);
    long later = residentKibibytes(run);
    Thread.sleep(2000);
    long last = residentKibibytes(run);
    run.destroyForcibly().waitFor();
    // Memory that grows with steps grows all the time; that of compilers does not.
    assertThat(Math.min(later - warm, last - later)).isLessThan(16 << 10);
    assertThat(warm).isGreaterThan(256 << 10);
  }

  private static long residentKibibytes(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }

  /** The backend is told when the run is about to start. */
  private void awaitBackend() throws Exception {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!err("run").contains("thread") && System.nanoTime() < deadline) {
      Thread.sleep(50);
    }
  }

  private JsonNode result(String out) throws IOException {
    return new JsonMapper().readTree(Files.readString(folder.resolve(out + "/result.json")));
  }

  private static String[] with(String[] arguments, String... more) {
    return Stream.concat(Stream.of(arguments), Stream.of(more)).toArray(String[]::new);
  }

  private Process start(String... arguments) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(link.toString());
    builder.command().addAll(List.of(arguments));
    builder.environment().putAll(environment);
    return builder
        .directory(folder.toFile())
        .redirectOutput(folder.resolve(arguments[0] + ".out").toFile())
        .redirectError(folder.resolve(arguments[0] + ".err").toFile())
        .start();
  }

  private String out(String command) throws IOException {
    return Files.readString(folder.resolve(command + ".out"));
  }

  private String err(String command) throws IOException {
    return Files.readString(folder.resolve(command + ".err"));
  }
}
