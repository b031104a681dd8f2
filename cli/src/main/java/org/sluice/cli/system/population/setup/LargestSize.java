package org.sluice.cli.system.population.setup;

import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.sluice.cli.config.WrittenConfig;
import org.sluice.cli.process.SluiceException;
import org.sluice.cli.system.population.config.Config;
import org.sluice.kernels.NotEnoughMemoryException;

/** Names the largest size of a config where memory runs out although the forecast had room. */
public final class LargestSize {

  private LargestSize() {}

  /**
   * Runs a command.
   *
   * @throws SluiceException naming the size, if an array or a matrix does not fit
   */
  public static <T> T named(WrittenConfig config, Supplier<T> command) {
    try {
      return command.get();
    } catch (NotEnoughMemoryException e) {
      throw failure(config, e, e.getMessage());
    } catch (OutOfMemoryError e) {
      throw failure(config, e, "the Java heap is too small");
    } catch (NegativeArraySizeException e) {
      throw failure(config, e, "an array would be longer than is possible");
    } catch (ArithmeticException e) {
      throw e.getMessage() != null && e.getMessage().endsWith(" overflow")
          ? failure(config, e, "an array would be longer than is possible")
          : e;
    }
  }

  private static RuntimeException failure(WrittenConfig config, Throwable cause, String sentence) {
    Optional<Map.Entry<String, Long>> largest =
        ConfigSizes.of(Config.read(config).tree()).entrySet().stream()
            .max(
                Comparator.comparingDouble(
                    size -> ConfigSizes.excess(size.getKey(), size.getValue())));
    return SluiceException.backend(
        cause,
        "%s; %s",
        sentence,
        largest
            .map(size ->
                "%s = %d is the largest size, so lower it"
                    .formatted(size.getKey(), size.getValue()))
            .orElse("take fewer data, samples or slices, or --precision f32"));
  }
}
