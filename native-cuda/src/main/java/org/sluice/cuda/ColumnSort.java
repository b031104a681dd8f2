package org.sluice.cuda;

import org.sluice.kernels.ElementType;

/**
 * Stable sorts of many columns of one length, in the order of docs/conventions.md. A column that
 * fits in one block's registers is sorted by that block; longer ones are sorted digit by digit
 * through memory.
 */
final class ColumnSort {

  private static final int WARP = 32;
  private static final int DIGITS = 256;
  private static final int DIGIT_BITS = 8;
  private static final int MOST_THREADS = 512;

  /**
   * Elements per thread of a block that sorts a whole column; there is a kernel for each number.
   */
  private static final int[] ITEMS_F32 = {4, 16, 24};

  private static final int[] ITEMS_F64 = {4, 16};

  private static final int TILE_THREADS = 256;
  private static final int TILE = 4096;

  private final Device device;
  private final ElementType type;
  private final long count;
  private final int items;
  private final long counts;
  private final long totals;

  /**
   * Allocates for columns of {@code count} elements.
   *
   * @param columns most columns at a time
   */
  ColumnSort(Device device, DeviceMemory memory, ElementType type, long count, long columns) {
    this.device = device;
    this.type = type;
    this.count = count;
    items = items(type, count);
    counts = items > 0 ? 0 : memory.allocate(columns * DIGITS * tiles() * Integer.BYTES);
    totals = items > 0 ? 0 : memory.allocate(columns * DIGITS * Integer.BYTES);
  }

  private static int items(ElementType type, long count) {
    for (int items : type == ElementType.F32 ? ITEMS_F32 : ITEMS_F64) {
      if (count <= (long) items * MOST_THREADS) {
        return items;
      }
    }
    return 0;
  }

  /** Whether columns of that length need a second set of keys and of indices. */
  static boolean needsSecond(ElementType type, long count) {
    return items(type, count) == 0;
  }

  private long tiles() {
    return Math.ceilDiv(count, TILE);
  }

  /**
   * Sorts columns in place.
   *
   * @param keys columns × count elements; the same in {@code second}, if it is needed
   * @param order gets the sorted elements' indices, columns × count ints, or 0; the same scratch in
   *     {@code secondOrder}, if it is needed
   */
  void sort(long columns, long keys, long second, long order, long secondOrder) {
    if (items > 0) {
      sortInBlocks(columns, keys, order);
    } else {
      sortInTiles(columns, keys, second, order, secondOrder);
    }
  }

  private void sortInBlocks(long columns, long keys, long order) {
    int threads = Math.toIntExact(Math.ceilDiv(Math.ceilDiv(count, items), WARP)) * WARP;
    int counters = (threads / WARP + 1) * DIGITS;
    long shared = items * threads * type.bytes() + (long) counters * Integer.BYTES;
    device
        .kernel("block_sort_%d_%s".formatted(items, Transfers.suffix(type)))
        .with(count)
        .with(keys)
        .with(order)
        .launch(columns, 1, threads, Math.toIntExact(shared));
  }

  private void sortInTiles(long columns, long keys, long second, long order, long secondOrder) {
    Kernel count = device.kernel("tile_counts_" + Transfers.suffix(type));
    Kernel scan = device.kernel("scan_tiles");
    Kernel scatter = device.kernel("tile_scatter_" + Transfers.suffix(type));
    int counters = (TILE_THREADS / WARP + 2) * DIGITS;
    int shared = Math.toIntExact(TILE * type.bytes() + (long) counters * Integer.BYTES);
    long from = keys;
    long to = second;
    long indicesFrom = 0;
    // The number of passes is even, so that the last one writes to the memory from which the first
    // one read.
    long indicesTo = secondOrder;
    for (int shift = 0; shift < Byte.SIZE * type.bytes(); shift += DIGIT_BITS) {
      count
          .with(this.count)
          .with(from)
          .with(shift)
          .with(counts)
          .launch(tiles(), columns, TILE_THREADS, 0);
      scan.with(tiles()).with(counts).with(totals).launch(DIGITS, columns, TILE_THREADS, 0);
      scatter
          .with(this.count)
          .with(shift)
          .with(counts)
          .with(totals)
          .with(from)
          .with(indicesFrom)
          .with(to)
          .with(order == 0 ? 0 : indicesTo)
          .launch(tiles(), columns, TILE_THREADS, shared);
      long written = to;
      to = from;
      from = written;
      indicesFrom = indicesTo;
      indicesTo = indicesTo == order ? secondOrder : order;
    }
  }
}
