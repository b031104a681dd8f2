package org.sluice.cli.system;

import java.util.ServiceLoader;
import java.util.TreeMap;
import org.sluice.cli.config.Suggestion;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;

/** The register of systems: all that the class path has. */
public final class Systems {

  private static final String KEY = "system";
  private static final String DEFAULT = "population";

  private Systems() {}

  /**
   * The system that a config names, {@code population} by default.
   *
   * @throws SluiceException listing the known ones, if it is none of them
   */
  public static InferenceSystem of(WrittenConfig config) {
    String asked = config.text(KEY);
    String name = asked == null ? DEFAULT : asked;
    TreeMap<String, InferenceSystem> known = new TreeMap<>();
    ServiceLoader.load(InferenceSystem.class).forEach(each -> known.put(each.name(), each));
    InferenceSystem found = known.get(name);
    if (found == null) {
      throw SluiceException.input(
          "%s: system must be one of %s, not '%s'%s",
          config.source().label(),
          String.join(", ", known.keySet()),
          name,
          Suggestion.nearest(name, known.keySet()));
    }
    return found;
  }
}
