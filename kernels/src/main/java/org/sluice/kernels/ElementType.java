package org.sluice.kernels;

import java.lang.foreign.ValueLayout;

/** The type of a matrix's elements. */
public enum ElementType {
  /** IEEE 754 binary32, {@code f32} on the command line. */
  F32(ValueLayout.JAVA_FLOAT),
  /** IEEE 754 binary64, {@code f64} on the command line. */
  F64(ValueLayout.JAVA_DOUBLE);

  private final ValueLayout layout;

  ElementType(ValueLayout layout) {
    this.layout = layout;
  }

  /** Bytes of one element: 4 or 8. */
  public long bytes() {
    return layout.byteSize();
  }
}
