package org.sluice.inversion.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The numbers of the noise of several groups of individuals in one array: first those that groups
 * share, then those of each group that has its own, in the groups' order. For a single group these
 * are its model's numbers. Immutable.
 */
public final class JointNoise {

  /**
   * The noise of one group.
   *
   * @param group its name, which stands before the names of numbers of its own, as in {@code
   *     north.sd}
   * @param own whether its numbers are its own, or else those of all groups that share
   */
  public record Member(String group, NoiseModel model, boolean own) {}

  private final List<Member> members;
  private final int[] firsts;
  private final List<String> names;

  /**
   * Lays the numbers out.
   *
   * @throws IllegalArgumentException if groups share numbers that do not mean the same
   */
  public JointNoise(List<Member> members) {
    this.members = List.copyOf(members);
    this.firsts = new int[members.size()];
    List<String> all = new ArrayList<>();
    Member sharing = members.stream().filter(member -> !member.own).findFirst().orElse(null);
    if (sharing != null) {
      all.addAll(sharing.model.names());
    }
    for (int g = 0; g < firsts.length; g++) {
      Member member = members.get(g);
      if (member.own) {
        firsts[g] = all.size();
        member.model.names().forEach(name -> all.add(member.group + "." + name));
      } else if (!member.model.names().equals(sharing.model.names())) {
        throw new IllegalArgumentException(
            "the groups %s and %s cannot share their noise, whose numbers are not the same: %s and %s; give each group noise of its own"
                .formatted(
                    sharing.group,
                    member.group,
                    sharing.model.names().size(),
                    member.model.names().size()));
      }
    }
    names = List.copyOf(all);
  }

  /** Number of coordinates of all groups. */
  public int coordinateCount() {
    return names.size();
  }

  /** Names of the physical numbers, as many as coordinates. */
  public List<String> names() {
    return names;
  }

  /** The coordinates of physical numbers; throws as {@link NoiseModel#coordinates} does. */
  public double[] coordinates(double[] physical) {
    double[] all = new double[names.size()];
    for (int g = 0; g < firsts.length; g++) {
      put(g, members.get(g).model.coordinates(of(g, physical)), all);
    }
    return all;
  }

  /** The physical numbers of coordinates; the inverse of {@link #coordinates}. */
  public double[] physical(double[] coordinates) {
    double[] all = new double[names.size()];
    for (int g = 0; g < firsts.length; g++) {
      put(g, members.get(g).model.physical(of(g, coordinates)), all);
    }
    return all;
  }

  /** One group's numbers out of all. */
  public double[] of(int group, double[] all) {
    int first = firsts[group];
    return Arrays.copyOfRange(all, first, first + members.get(group).model.coordinateCount());
  }

  /** Puts one group's numbers into the array of all. */
  public void put(int group, double[] numbers, double[] all) {
    System.arraycopy(numbers, 0, all, firsts[group], numbers.length);
  }

  /** The place of a group's first number in the array of all. */
  public int first(int group) {
    return firsts[group];
  }
}
