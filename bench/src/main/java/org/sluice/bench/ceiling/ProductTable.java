package org.sluice.bench.ceiling;

import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.sluice.bench.kernel.Projection;
import org.sluice.bench.measure.Interleaving;
import org.sluice.bench.measure.Timing;
import org.sluice.bench.measure.WarmUp;
import org.sluice.bench.report.Goal;
import org.sluice.bench.report.Goals;
import org.sluice.bench.report.Report;
import org.sluice.bench.report.Table;
import org.sluice.bench.workload.Implementation;
import org.sluice.bench.workload.LossSize;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;

/** Projections beside OpenBLAS's product of the same shape, interleaved. */
public final class ProductTable {

  private static final long WARM_UP = 5_000_000_000L;
  private static final long BUDGET = 300_000_000L;

  // OpenBLAS writes all N·P projections; beyond this many, memory alone would be measured.
  private static final double MOST_KEYS = 3e7;
  private static final int MANY_DIMENSIONS = 50;

  private ProductTable() {}

  /** Measures each size on one thread, and adds a table and remarks. */
  public static void measure(
      Report report,
      Optional<OpenBlas> blas,
      Map<ElementType, Double> arithmetic,
      List<LossSize> sizes) {
    Table table =
        new Table(
            "Projections, one thread",
            "Packing included; OpenBLAS writes all P columns, the kernel a block of 30 at a time,"
                + " as the loss of long columns does; medians, interleaved.",
            "N, d, P",
            "type",
            "GFLOP/s",
            "of peak",
            "goal",
            "verdict",
            "OpenBLAS, GFLOP/s",
            "over OpenBLAS",
            "goal over OpenBLAS",
            "verdict over OpenBLAS");
    blas.ifPresent(library -> library.threads(1));
    for (LossSize size : sizes) {
      if (size.keys() > MOST_KEYS) {
        continue;
      }
      for (ElementType type : ElementType.values()) {
        measure(report, table, blas, arithmetic.get(type), size, type);
      }
    }
    report.table(table);
  }

  private static void measure(
      Report report,
      Table table,
      Optional<OpenBlas> blas,
      double peak,
      LossSize size,
      ElementType type) {
    try (Arena arena = Arena.ofShared();
        Projection projection = new Projection(Implementation.VECTOR, type, size, 1)) {
      projection.check();
      List<Runnable> operations = new ArrayList<>();
      operations.add(projection::project);
      blas.ifPresent(library -> {
        Matrix result = Matrix.allocate(arena, type, size.slices(), size.points());
        operations.add(() ->
            library.multiplyByTransposed(projection.directions(), projection.points(), result));
      });
      for (Runnable operation : operations) {
        if (!WarmUp.run(WARM_UP, operation)) {
          report.remark("A projection at %s, %s did not become steady.".formatted(size, type));
        }
      }
      List<Timing> times = Interleaving.run(BUDGET, 5, operations);
      double rate = projection.operations() / times.getFirst().median();
      Goal share =
          type == ElementType.F32 && size.dimension() >= MANY_DIMENSIONS
              ? Goals.PROJECTION_SHARE_OF_PEAK
              : null;
      Double other = blas.isPresent() ? projection.operations() / times.getLast().median() : null;
      Goal over = blas.isPresent() ? Goals.PROJECTION_OVER_OPENBLAS : null;
      table.row(
          size,
          type,
          rate,
          rate / peak,
          share,
          share == null ? null : share.verdict(rate / peak),
          other,
          other == null ? null : rate / other,
          over,
          over == null ? null : over.verdict(rate / other));
    }
  }
}
