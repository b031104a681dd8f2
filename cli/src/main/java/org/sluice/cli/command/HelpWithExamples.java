package org.sluice.cli.command;

import java.util.List;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import picocli.CommandLine.Help;
import picocli.CommandLine.Model.CommandSpec;

/**
 * The help of a command. That of {@code sluice run} and {@code sluice study} also lists the bundled
 * configs with their own descriptions, which are read only when the help is shown, since reading
 * them would delay every start.
 */
final class HelpWithExamples extends Help {

  private static final int INDENT = 2;
  private static final int GAP = 1;

  HelpWithExamples(CommandSpec command, ColorScheme colours) {
    super(command, colours);
  }

  @Override
  public String footerHeading(Object... parameters) {
    return bundled() + super.footerHeading(parameters);
  }

  private String bundled() {
    return switch (commandSpec().name()) {
      case "run" -> list("Bundled examples", ConfigSource.bundledExamples());
      case "study" -> list("Bundled studies", ConfigSource.bundledStudies());
      default -> "";
    };
  }

  private String list(String heading, List<ConfigSource> sources) {
    int longest = sources.stream().mapToInt(source -> source.label().length()).max().orElse(0);
    int names = INDENT + longest + GAP;
    int descriptions = commandSpec().usageMessage().width() - names;
    TextTable table =
        TextTable.forColumns(
            colorScheme(),
            new Column(names, INDENT, Column.Overflow.SPAN),
            new Column(descriptions, 1, Column.Overflow.WRAP));
    for (ConfigSource source : sources) {
      table.addRowValues(source.label(), description(source));
    }
    return "%n%s:%n%s".formatted(heading, table);
  }

  private static String description(ConfigSource source) {
    String text = ConfigReader.tree(source).path("description").asString();
    return text.strip().replaceAll("\\s+", " ");
  }
}
