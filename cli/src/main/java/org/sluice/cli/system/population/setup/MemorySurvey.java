package org.sluice.cli.system.population.setup;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.sluice.cli.config.ConfigReader;
import org.sluice.cli.config.ConfigSource;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.session.Session;
import org.sluice.cli.system.population.config.Config;
import org.sluice.cli.system.population.config.SurrogateConfig;
import org.sluice.inversion.population.Footprint;
import org.sluice.inversion.population.Inversion;
import org.sluice.inversion.population.settings.Method;
import org.sluice.inversion.surrogate.SolveSettings;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.Work;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Sets up smaller runs to forecast the memory of a run with large sizes. Memory grows with each
 * size as a polynomial of second order at most, so each large size is changed alone and its
 * polynomial is continued to the value that is asked for. Nothing is solved, and arbitrary numbers
 * stand for the data. Where no size is large, nothing is set up.
 */
public final class MemorySurvey {

  /** The numbers in a matrix of samples that is small enough to be set up. */
  private static final long NUMBERS = 1L << 21;

  private static final long FEWEST_ROWS = 1L << 12;

  /** Pairs of a surrogate are kept on the heap and, with room to grow, on the backend. */
  private static final int COPIES_OF_PAIRS = 4;

  /** The parameters, their gradient and both moments. */
  private static final int COPIES_OF_PARAMETERS = 4;

  private final ConfigSource source;
  private final ObjectNode tree;
  private final Matrix data;

  private MemorySurvey(ConfigSource source, ObjectNode tree, Matrix data) {
    this.source = source;
    this.tree = tree;
    this.data = data;
  }

  /**
   * Forecasts a run, without the data that files hold.
   *
   * @param data of each group; null where they are to be simulated
   */
  public static MemoryForecast of(
      ConfigSource source, ConfigReader.Read<Config> read, Matrix... data) {
    if (read.config().group().isEmpty()) {
      return new MemorySurvey(source, read.tree(), data[0]).forecast("");
    }
    MemoryForecast all = MemoryForecast.NOTHING;
    for (int g = 0; g < data.length; g++) {
      JsonNode group = read.tree().get("group").get(g);
      ObjectNode alone = read.tree().deepCopy();
      alone.remove("group");
      group.properties().stream()
          .filter(entry -> !entry.getKey().equals("name"))
          .forEach(entry -> alone.set(entry.getKey(), entry.getValue()));
      String prefix = group.has("data") ? "group.%s.".formatted(group.get("name").asString()) : "";
      all = all.plus(new MemorySurvey(source, alone, data[g]).forecast(prefix));
    }
    return all;
  }

  /**
   * The forecast of one group.
   *
   * @param prefix of the keys of its data, for messages
   */
  private MemoryForecast forecast(String prefix) {
    Map<String, Long> asked = ConfigSizes.of(tree);
    if (ConfigSizes.atMost(FEWEST_ROWS, asked).equals(asked)) {
      return MemoryForecast.NOTHING;
    }
    try {
      long rows = NUMBERS / dimension(ConfigSizes.atMost(FEWEST_ROWS, asked));
      Map<String, Long> surveyed =
          ConfigSizes.atMost(Math.clamp(rows, FEWEST_ROWS, ConfigSizes.MOST_ROWS), asked);
      return surveyed.equals(asked) ? MemoryForecast.NOTHING : forecast(prefix, asked, surveyed);
    } catch (IllegalArgumentException | SluiceException _) {
      // The setup that follows tells what is wrong with the config.
      return MemoryForecast.NOTHING;
    }
  }

  private MemoryForecast forecast(
      String prefix, Map<String, Long> asked, Map<String, Long> surveyed) {
    Footprint rest = measured(surveyed);
    List<MemoryForecast.Part> parts = new ArrayList<>();
    asked.forEach((key, value) -> {
      if (value > surveyed.get(key)) {
        String name = key.startsWith("data.") ? prefix + key : key;
        parts.add(new MemoryForecast.Part(name, value, growth(surveyed, rest, key, value)));
      }
    });
    return new MemoryForecast(rest, parts);
  }

  /** The memory that a size takes at its value, less the memory at the surveyed value. */
  private Footprint growth(Map<String, Long> surveyed, Footprint rest, String key, long value) {
    long most = surveyed.get(key);
    // Rows count in proportion, and near to the most the blocks of directions stay as they are.
    long[] others =
        ConfigSizes.areRows(key) ? new long[] {most - most / 8} : new long[] {most / 2, most / 4};
    double[] at = new double[1 + others.length];
    double[] buffers = new double[at.length];
    double[] heap = new double[at.length];
    at[0] = most;
    buffers[0] = rest.buffers();
    heap[0] = rest.heap();
    for (int i = 0; i < others.length; i++) {
      Map<String, Long> changed = new LinkedHashMap<>(surveyed);
      changed.put(key, others[i]);
      Footprint other = measured(changed);
      at[i + 1] = others[i];
      buffers[i + 1] = other.buffers();
      heap[i + 1] = other.heap();
    }
    double heapAt =
        key.startsWith("loss.")
            ? rest.heap() + heapBytes(surveyed, key, value) - heapBytes(surveyed, key, most)
            : continued(at, heap, value);
    return new Footprint(
        (long) (continued(at, buffers, value) - rest.buffers()), (long) (heapAt - rest.heap()));
  }

  /** Arrays take fewer slices at a time where samples are many, so they grow by no polynomial. */
  private long heapBytes(Map<String, Long> surveyed, String key, long value) {
    Map<String, Long> changed = new LinkedHashMap<>(surveyed);
    changed.put(key, value);
    ConfigReader.Read<Config> read = read(changed);
    try (Session session = new Session()) {
      Setup setup = setup(read, changed, session);
      Method method = read.config().loss().methods().getFirst();
      return Inversion.heapBytes(setup.problem(), setup.settings(method));
    }
  }

  /** Lagrange's polynomial through points, at another place. */
  private static double continued(double[] at, double[] values, double place) {
    double sum = 0;
    for (int i = 0; i < at.length; i++) {
      double term = values[i];
      for (int j = 0; j < at.length; j++) {
        term *= j == i ? 1 : (place - at[j]) / (at[i] - at[j]);
      }
      sum += term;
    }
    return sum;
  }

  /** The config with other sizes, and without the files of its data. */
  private ConfigReader.Read<Config> read(Map<String, Long> sizes) {
    ObjectNode changed = tree.deepCopy();
    boolean known = changed.path("data").has("known");
    ObjectNode simulated = changed.putObject("data").put("simulate", 2);
    if (known) {
      simulated.putObject("known").putArray("sd_range").add(1).add(2);
    }
    sizes.forEach((key, value) -> {
      String[] path = key.split("\\.");
      ObjectNode table = (ObjectNode) changed.get(path[0]);
      JsonNode before = table.get(path[1]);
      if (before != null && before.isArray()) {
        ArrayNode list = table.putArray(path[1]);
        before.forEach(each -> list.add(Math.min(each.asLong(), value)));
      } else {
        table.put(path[1], value);
      }
    });
    return ConfigReader.read(source, changed, Config.class);
  }

  private int dimension(Map<String, Long> sizes) {
    try (Session session = new Session()) {
      return model(read(sizes).config(), session).noise().dimension();
    }
  }

  private Model model(Config config, Session session) {
    int columns = data == null ? 0 : Math.toIntExact(data.columns());
    return session.open(Model.of(config, source.folder(), columns));
  }

  private Setup setup(ConfigReader.Read<Config> read, Map<String, Long> sizes, Session session) {
    if (data != null) {
      return Setup.of(source, read, data, session);
    }
    int d = model(read.config(), session).noise().dimension();
    long rows = sizes.getOrDefault(ConfigSizes.SIMULATED, 0L);
    return Setup.of(source, read, standIn(rows, d, session.arena()), session);
  }

  private Footprint measured(Map<String, Long> sizes) {
    ConfigReader.Read<Config> read = read(sizes);
    Config config = read.config();
    try (Session session = new Session()) {
      Setup setup = setup(read, sizes, session);
      Model model = setup.groups().getFirst().model();
      int d = model.noise().dimension();
      int q = model.measure().dimension();
      long simulated = sizes.getOrDefault(ConfigSizes.SIMULATED, 0L);
      session.start(config.run().backend(), config.run().threads(), new Work(Double.MAX_VALUE));
      Emulation emulation = session.open(Emulation.unrecorded(setup, session.backend()));
      Footprint run =
          Inversion.footprint(
              emulation.problem(),
              setup.settings(config.loss().methods().getFirst()),
              session.backend(),
              session.parallelism());
      return run.plus(ofSimulation(model, simulated))
          .plus(ofSurrogate(config.surrogate(), emulation, q, d));
    }
  }

  /** Simulated data, and the systems behind them. */
  public static Footprint ofSimulation(Model model, long rows) {
    long numbers = rows * (columns(model) + model.noise().dimension());
    return new Footprint(numbers * ElementType.F64.bytes(), 0);
  }

  /** Numbers that a simulation keeps for each datum beside it: ω, z and x. */
  public static int columns(Model model) {
    return model.measure().randomDimension()
        + model.measure().dimension()
        + model.noise().dimension();
  }

  /** A surrogate's parameters, the pairs that it learns from and those of its certificate. */
  private static Footprint ofSurrogate(
      SurrogateConfig surrogate, Emulation emulation, int q, int d) {
    if (surrogate == null) {
      return Footprint.NONE;
    }
    long parameters = emulation.learning().parameterCount() * ElementType.F64.bytes();
    SolveSettings solves = surrogate.learning().solves();
    long pairs = solves.presolves() + (long) solves.until() / solves.every() * solves.batch();
    long bytes = (pairs + surrogate.certificate()) * (q + d) * ElementType.F64.bytes();
    return new Footprint(
        COPIES_OF_PAIRS * bytes + COPIES_OF_PARAMETERS * parameters,
        COPIES_OF_PAIRS * bytes + parameters);
  }

  private static Matrix standIn(long rows, int columns, Arena arena) {
    Matrix observations = Matrix.allocate(arena, ElementType.F64, rows, columns);
    double[] row = new double[columns];
    for (long n = 0; n < rows; n++) {
      for (int j = 0; j < columns; j++) {
        row[j] = 2 + Math.sin((n + 1) * (j + 1.7));
      }
      observations.writeRow(n, row);
    }
    return observations;
  }
}
