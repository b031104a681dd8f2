package org.sluice.inversion.population.problem;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.sluice.inversion.forward.ForwardMap;
import org.sluice.inversion.measure.ParameterMeasure;
import org.sluice.inversion.noise.JointNoise;
import org.sluice.inversion.noise.NoiseModel;
import org.sluice.inversion.optimise.CoordinateKind;
import org.sluice.inversion.surrogate.Emulator;
import org.sluice.kernels.Matrix;

/**
 * A populational inverse problem: from y⁽ⁿ⁾ = G(z⁽ⁿ⁾) + ξ⁽ⁿ⁾, n = 1 … N, recover the law μ(α) of z
 * and the law η(Γ) of the noise. If individuals are observed in different ways, each group of them
 * has its own G, and all have the same population.
 *
 * @param measure the family μ(α)
 * @param groups at least one
 */
public record Problem(ParameterMeasure measure, List<Group> groups) {

  /**
   * Checks that the parts fit.
   *
   * @throws IllegalArgumentException naming the two parts that do not fit each other
   */
  public Problem {
    groups = List.copyOf(groups);
    if (groups.isEmpty()) {
      throw new IllegalArgumentException("a problem needs at least one group of individuals");
    }
    Set<String> names = groups.stream().map(Group::name).collect(Collectors.toSet());
    if (names.size() < groups.size()) {
      throw new IllegalArgumentException("two groups have the same name; give each its own");
    }
    for (Group group : groups) {
      if (measure.dimension() != group.forward().parameterDimension()) {
        throw new IllegalArgumentException(
            "the population has %d parameters but the forward map takes %d"
                .formatted(measure.dimension(), group.forward().parameterDimension()));
      }
      if (groups.size() > 1 && group.forward() instanceof Emulator) {
        throw new IllegalArgumentException(
            "a surrogate learns one forward map, and groups of individuals have one each; invert the groups' own maps");
      }
    }
    joint(groups);
  }

  /** A problem of one group without known noise. */
  public Problem(ParameterMeasure measure, ForwardMap forward, NoiseModel noise, Matrix data) {
    this(measure, List.of(new Group("data", forward, noise, false, data, null)));
  }

  private static JointNoise joint(List<Group> groups) {
    return new JointNoise(
        groups.stream()
            .map(group -> new JointNoise.Member(group.name(), group.noise(), group.ownNoise()))
            .toList());
  }

  /** The noise's numbers of all groups. */
  public JointNoise noise() {
    return joint(groups);
  }

  /** The kinds of all coordinates, of the population and then of the noise. */
  public List<CoordinateKind> kinds() {
    return Stream.concat(
            IntStream.range(0, measure.coordinateCount()).mapToObj(measure::kind),
            noise().kinds().stream())
        .toList();
  }

  /** The only group. */
  public Group group() {
    if (groups.size() > 1) {
      throw new IllegalStateException("there are %d groups".formatted(groups.size()));
    }
    return groups.getFirst();
  }

  /** N, the number of individuals in all groups. */
  public long individuals() {
    return groups.stream().mapToLong(group -> group.data().rows()).sum();
  }

  /**
   * The weight of a group's loss, N_g/N: as (d/2)·SW² stands for the mean negative log-likelihood
   * of an individual, each individual counts once, in whichever group.
   */
  public double share(Group group) {
    return (double) group.data().rows() / individuals();
  }

  /** The largest number of observations of one individual, over groups. */
  public int largestDimension() {
    return groups.stream().mapToInt(Group::dimension).max().orElseThrow();
  }

  /** The mean number of observations of one individual. */
  public double meanDimension() {
    return groups.stream().mapToDouble(group -> share(group) * group.dimension()).sum();
  }

  /**
   * {@link Group#pooledStandardDeviation} of the only group, or the root mean square of all groups'
   * over their entries.
   */
  public double pooledStandardDeviation() {
    double squares = 0;
    double entries = 0;
    for (Group group : groups) {
      double deviation = group.pooledStandardDeviation();
      double count = (double) group.data().rows() * group.dimension();
      squares += count * deviation * deviation;
      entries += count;
    }
    return groups.size() == 1
        ? groups.getFirst().pooledStandardDeviation()
        : Math.sqrt(squares / entries);
  }
}
