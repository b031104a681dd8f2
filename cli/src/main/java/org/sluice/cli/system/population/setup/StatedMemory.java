package org.sluice.cli.system.population.setup;

import org.sluice.cli.process.MemoryNeed;
import org.sluice.cli.session.Session;
import org.sluice.inversion.population.Footprint;
import org.sluice.inversion.population.problem.Group;
import org.sluice.inversion.population.settings.Method;
import org.sluice.kernels.ElementType;

/**
 * The memory that a process takes during a run, as far as it can be told before.
 *
 * @param data bytes of the data, and of the systems that they were simulated from
 * @param run bytes of the inversion
 * @param machine bytes of the Java virtual machine, its compilers included
 */
public record StatedMemory(long data, Footprint run, long machine) {

  private static final double MEGABYTE = 1e6;

  /** Vectors take the second compiler longer, and it needs more memory for them. */
  private static final long WITH_VECTORS = 60_000_000;

  /**
   * States the memory of a run.
   *
   * @param session one that has started, with the run's threads and backend
   */
  public static StatedMemory of(Setup setup, Method method, Session session) {
    String backend = session.backend().name();
    long numbers = 0;
    for (GroupModel each : setup.groups()) {
      Group group = each.group();
      int systems =
          each.config().data().simulate() == null ? 0 : MemorySurvey.columns(each.model());
      numbers += group.data().rows() * (group.dimension() + systems);
    }
    return new StatedMemory(
        numbers * ElementType.F64.bytes(),
        Emulation.footprint(setup, method, backend, session.parallelism()),
        MemoryNeed.MACHINE + (backend.equals("scalar") ? 0 : WITH_VECTORS));
  }

  /** All together. */
  public long bytes() {
    return data + run.buffers() + heap() + machine;
  }

  private long heap() {
    return (long) MemoryNeed.heap(run.heap());
  }

  /** One sentence for the start of a run. */
  public String sentence() {
    return MemoryNeed.sentence(bytes());
  }

  @Override
  public String toString() {
    return "about %.0f MB for a run: %.0f for the data, %.0f for buffers, %.0f for the heap and %.0f for the Java machine"
        .formatted(
            bytes() / MEGABYTE,
            data / MEGABYTE,
            run.buffers() / MEGABYTE,
            heap() / MEGABYTE,
            machine / MEGABYTE);
  }
}
