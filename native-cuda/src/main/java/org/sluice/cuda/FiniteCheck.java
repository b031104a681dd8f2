package org.sluice.cuda;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.util.ArrayList;
import java.util.List;
import org.sluice.kernels.ElementType;
import org.sluice.kernels.Matrix;
import org.sluice.kernels.spi.EvaluationChecks;

/**
 * Looks for NaN and infinities on the device while other work goes on; the result is read once, at
 * the end of a call.
 */
final class FiniteCheck {

  private final Device device;
  private final Transfers transfers;
  private final Matrix mask;
  private final List<Suspect> suspects = new ArrayList<>();

  private record Suspect(String name, Matrix given) {}

  FiniteCheck(Device device, DeviceMemory memory, Transfers transfers) {
    this.device = device;
    this.transfers = transfers;
    // The mask is an int in the memory of a float.
    mask = memory.matrix(ElementType.F32, 1, 1);
  }

  /** Begins a call. */
  void begin() {
    suspects.clear();
    Transfers.clear(mask);
  }

  /**
   * Looks at a matrix.
   *
   * @param name its name in the exception
   * @param given the caller's matrix
   * @param onDevice the same on the device
   */
  void look(String name, Matrix given, Matrix onDevice) {
    device
        .kernel("mark_not_finite_" + Transfers.suffix(onDevice.type()))
        .with(onDevice.rows())
        .with(onDevice.columns())
        .with(onDevice)
        .with(onDevice.stride())
        .with(1 << suspects.size())
        .with(mask)
        .launchOver(onDevice.rows() * onDevice.columns());
    suspects.add(new Suspect(name, given));
  }

  /**
   * Waits for the result.
   *
   * @throws IllegalArgumentException naming the first matrix that was not finite, with row and
   *     column
   */
  void require() {
    int found;
    try (Arena arena = Arena.ofConfined()) {
      Matrix copy = Matrix.allocate(arena, ElementType.F32, 1, 1);
      transfers.copy(mask, copy);
      found = copy.segment().get(ValueLayout.JAVA_INT, 0);
    }
    if (found == 0) {
      return;
    }
    Suspect suspect = suspects.get(Integer.numberOfTrailingZeros(found));
    Matrix given = suspect.given();
    try (Arena arena = Arena.ofConfined()) {
      Matrix host = Matrix.allocate(arena, given.type(), given.rows(), given.columns());
      transfers.copy(given, host);
      throw EvaluationChecks.notFinite(suspect.name(), host);
    }
  }
}
