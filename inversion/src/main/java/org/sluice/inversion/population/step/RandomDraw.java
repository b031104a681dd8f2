package org.sluice.inversion.population.step;

import java.util.List;

/** The random numbers of one evaluation, as far as {@link Influence#explained} needs them. */
public final class RandomDraw {

  private final List<GroupDraw> groups;

  RandomDraw(List<GroupDraw> groups) {
    this.groups = List.copyOf(groups);
  }

  GroupDraw ofGroup(int group) {
    return groups.get(group);
  }
}
