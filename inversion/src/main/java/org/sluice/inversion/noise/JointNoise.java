package org.sluice.inversion.noise;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.sluice.inversion.optimise.CoordinateKind;

/**
 * Lays out the values that describe the noise of several groups of individuals in one array: first
 * the values that groups share, then those of each group with noise of its own, in the order of the
 * groups. A single group has just the values of its model. Immutable.
 */
public final class JointNoise {

  /**
   * The noise of one group.
   *
   * @param group the group's name, a prefix to the names of its own values, as in {@code north.sd}
   * @param own whether the group has values of its own; else it shares those of the other groups
   */
  public record Member(String group, NoiseModel model, boolean own) {}

  private final List<Member> members;
  private final int[] firsts;
  private final List<String> names;

  /**
   * Lays out the values.
   *
   * @throws IllegalArgumentException if groups that share have models with different names
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

  /** The number of coordinates of all groups together. */
  public int coordinateCount() {
    return names.size();
  }

  /** The names of the physical numbers, as many as coordinates. */
  public List<String> names() {
    return names;
  }

  /** {@link NoiseModel#kind} of each coordinate. */
  public List<CoordinateKind> kinds() {
    CoordinateKind[] all = new CoordinateKind[names.size()];
    for (int g = 0; g < firsts.length; g++) {
      NoiseModel model = members.get(g).model;
      for (int i = 0; i < model.coordinateCount(); i++) {
        all[firsts[g] + i] = model.kind(i);
      }
    }
    return List.of(all);
  }

  /** Converts physical numbers to coordinates; throws as {@link NoiseModel#coordinates} does. */
  public double[] coordinates(double[] physical) {
    double[] all = new double[names.size()];
    for (int g = 0; g < firsts.length; g++) {
      put(g, members.get(g).model.coordinates(of(g, physical)), all);
    }
    return all;
  }

  /** Converts coordinates to physical numbers; the inverse of {@link #coordinates}. */
  public double[] physical(double[] coordinates) {
    double[] all = new double[names.size()];
    for (int g = 0; g < firsts.length; g++) {
      put(g, members.get(g).model.physical(of(g, coordinates)), all);
    }
    return all;
  }

  /** Copies one group's values out of the array of all. */
  public double[] of(int group, double[] all) {
    int first = firsts[group];
    return Arrays.copyOfRange(all, first, first + members.get(group).model.coordinateCount());
  }

  /** Copies one group's values into the array of all. */
  public void put(int group, double[] numbers, double[] all) {
    System.arraycopy(numbers, 0, all, firsts[group], numbers.length);
  }

  /** The index of a group's first value in the array of all. */
  public int first(int group) {
    return firsts[group];
  }
}
