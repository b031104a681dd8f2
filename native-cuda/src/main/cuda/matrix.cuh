// Copies between layouts and types, and the search for what is not finite.
#pragma once

#include "block.cuh"

template <class From, class To>
__device__ inline void copy_matrix(
    int64_t rows, int64_t columns, const From* from, int64_t from_row, To* to, int64_t to_row) {
  for (int64_t e = global_thread(); e < rows * columns; e += all_threads()) {
    int64_t i = e / columns;
    int64_t j = e % columns;
    to[i * to_row + j] = static_cast<To>(from[i * from_row + j]);
  }
}

// Sets bits of a mask if any element is NaN or infinite.
template <class T>
__device__ inline void mark_not_finite(
    int64_t rows, int64_t columns, const T* matrix, int64_t row, int bits, int* mask) {
  bool finite = true;
  for (int64_t e = global_thread(); e < rows * columns; e += all_threads()) {
    T value = matrix[e / columns * row + e % columns];
    // An infinity less itself is NaN, which differs from itself.
    finite = finite && value - value == 0;
  }
  if (!finite) {
    atomicOr(mask, bits);
  }
}
