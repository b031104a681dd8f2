package org.sluice.bench.ceiling;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.sluice.bench.report.Table;
import org.sluice.kernels.ElementType;

/**
 * Arithmetic and memory at full speed.
 *
 * @param arithmetic GFLOP/s by type, one thread
 * @param readBandwidth GB/s, one thread
 * @param table for the report
 */
public record CeilingTable(Map<ElementType, Double> arithmetic, double readBandwidth, Table table) {

  /** Measures on each number of threads. */
  public static CeilingTable measure(List<Integer> threads) {
    Map<ElementType, Double> arithmetic = new EnumMap<>(ElementType.class);
    Table table =
        new Table(
            "Ceilings",
            "Fused multiply-adds in ten independent chains, and reading 256 MiB; medians of 15.",
            "threads",
            "FMA f32, GFLOP/s",
            "FMA f64, GFLOP/s",
            "read, GB/s");
    for (int count : threads) {
      table.row(
          count,
          Ceilings.arithmetic(ElementType.F32, count),
          Ceilings.arithmetic(ElementType.F64, count),
          Ceilings.readBandwidth(count));
    }
    List<Object> first = table.rows().getFirst();
    arithmetic.put(ElementType.F32, (Double) first.get(1));
    arithmetic.put(ElementType.F64, (Double) first.get(2));
    return new CeilingTable(arithmetic, (Double) first.get(3), table);
  }
}
