package org.sluice.cli.system.population.config;

import java.util.List;
import java.util.function.Function;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.RunConfig;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.inversion.population.settings.Optimisation;
import org.sluice.inversion.population.settings.StopRules;
import org.sluice.inversion.range.Range;

/**
 * A whole config.
 *
 * @param system {@link #SYSTEM}, the default
 * @param name a word for the problem, or null
 * @param description a sentence about it, or null
 * @param seed of all random numbers; 1 by default
 * @param group groups of individuals that are observed in different ways; none by default, which is
 *     one group with the tables below
 * @param data observations
 * @param forward the map G
 * @param population the family μ(α)
 * @param noise the family η(Γ)
 * @param nature the law of simulated data where it is not the model's, or null
 * @param surrogate the surrogate of G, or null
 * @param loss the sampling and the gradient of the loss
 * @param regulariser the terms that are added to the loss
 * @param optimiser steps and step sizes
 * @param stop the rules that end a run early
 * @param run backend, precision and threads
 */
public record Config(
    String system,
    String name,
    String description,
    Long seed,
    List<GroupConfig> group,
    DataConfig data,
    ForwardConfig forward,
    PopulationConfig population,
    NoiseConfig noise,
    NatureConfig nature,
    SurrogateConfig surrogate,
    LossConfig loss,
    RegulariserConfig regulariser,
    Optimisation optimiser,
    StopRules stop,
    RunConfig run) {

  /** The value of the key {@code system}. */
  public static final String SYSTEM = "population";

  /** Fills in defaults and checks that the tables without defaults are there. */
  public Config {
    system = system == null ? SYSTEM : system;
    seed = seed == null ? 1 : seed;
    group = group == null ? List.of() : List.copyOf(group);
    requireTable("data", data, group, GroupConfig::data);
    requireTable("forward", forward, group, GroupConfig::forward);
    requireTable("noise", noise, group, GroupConfig::noise);
    Range.present("population", population);
    requireGroupsAlone(group, nature, surrogate);
  }

  /**
   * Reads a population's config.
   *
   * @throws SluiceException naming the file, the key and what to do; also if it is another system's
   */
  public static ConfigReader.Read<Config> read(WrittenConfig written) {
    String system = written.text("system");
    if (system != null && !system.equals(SYSTEM)) {
      throw SluiceException.input(
          "%s: system is '%s', but this command takes configs of the system population only; leave the key out",
          written.source().label(), system);
    }
    return ConfigReader.read(written, Config.class, new Displaced());
  }

  private static void requireTable(
      String key, Object table, List<GroupConfig> groups, Function<GroupConfig, ?> ofGroup) {
    boolean allHaveTheirOwn =
        !groups.isEmpty() && groups.stream().allMatch(group -> ofGroup.apply(group) != null);
    if (!allHaveTheirOwn) {
      Range.present(key, table);
    } else if (table != null) {
      throw new IllegalArgumentException(
          "%s is not used, since each group has its own; leave it out".formatted(key));
    }
  }

  private static void requireGroupsAlone(
      List<GroupConfig> groups, NatureConfig nature, SurrogateConfig surrogate) {
    if (groups.size() == 1) {
      throw new IllegalArgumentException(
          "one group alone needs no [[group]]; put its tables into the config itself");
    }
    if (groups.stream().map(GroupConfig::name).distinct().count() < groups.size()) {
      throw new IllegalArgumentException("two groups have the same name; give each its own");
    }
    if (!groups.isEmpty() && nature != null) {
      throw new IllegalArgumentException(
          "nature goes with one group of individuals only; leave it out");
    }
    if (!groups.isEmpty() && surrogate != null) {
      throw new IllegalArgumentException(
          "surrogate goes with one group of individuals only, since it learns one forward map; leave it out");
    }
  }

  /** Whether no data are read from files. */
  public boolean isSimulated() {
    return group.isEmpty()
        ? data.file() == null
        : group.stream().allMatch(each -> of(each).data().file() == null);
  }

  /** The config that holds for one of its groups alone. */
  public Config of(GroupConfig one) {
    return new Config(
        system,
        name,
        description,
        seed,
        List.of(),
        one.data() == null ? data : one.data(),
        one.forward() == null ? forward : one.forward(),
        population,
        one.noise() == null ? noise : one.noise(),
        nature,
        surrogate,
        loss,
        regulariser,
        optimiser,
        stop,
        run);
  }

  /**
   * Checks that there are no groups, for a command that takes one only.
   *
   * @param what the command, such as {@code 'sluice compare'}
   * @throws IllegalArgumentException if there are
   */
  public void requireOneGroup(String what) {
    if (!group.isEmpty()) {
      throw new IllegalArgumentException(
          "%s takes one group of individuals, and there are %d; make a config of one of them"
              .formatted(what, group.size()));
    }
  }
}
