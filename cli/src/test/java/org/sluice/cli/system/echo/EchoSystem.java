package org.sluice.cli.system.echo;

import java.nio.file.Path;
import java.util.Collections;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.file.WholeFile;
import org.sluice.cli.process.ExitCode;
import org.sluice.cli.study.SystemStudy;
import org.sluice.cli.system.Console;
import org.sluice.cli.system.InferenceSystem;
import org.sluice.cli.system.RunOptions;
import org.sluice.inversion.range.Range;

/** The smallest possible system: it repeats a word of its config a given number of times. */
public final class EchoSystem implements InferenceSystem {

  /** Its config. */
  record Config(String system, String name, long seed, String word, int times) {

    Config {
      Range.present("word", word);
      Range.atLeast("times", 1, times);
    }

    static Config defaults() {
      return new Config("echo", null, 1, "", 2);
    }

    static Config of(WrittenConfig written) {
      return ConfigReader.read(written, Config.class, (_, _) -> {}).config();
    }

    String echo() {
      return String.join(" ", Collections.nCopies(times, word));
    }
  }

  @Override
  public String name() {
    return "echo";
  }

  @Override
  public ExitCode run(WrittenConfig config, RunOptions options, Console console) {
    Config asked = Config.of(config);
    WholeFile.makeFolder(options.folder());
    WholeFile.writeText(options.folder().resolve("echo.txt"), asked.echo());
    console.out().println(asked.echo());
    return ExitCode.DONE;
  }

  @Override
  public ExitCode check(WrittenConfig config, boolean solve, Console console) {
    console.out().println("valid: " + Config.of(config).word());
    return ExitCode.DONE;
  }

  @Override
  public void simulate(WrittenConfig config, int count, Path file, Console console) {
    WholeFile.writeText(
        file, String.join("\n", Collections.nCopies(count, Config.of(config).word())));
  }

  @Override
  public SystemStudy study() {
    return new EchoStudy();
  }
}
