// Copies and combinations of matrices of either type and any layout, and the search for numbers that are not
// finite.
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

// y = alpha x diag(scale) + shift + beta y, in float64; scale and shift may be null.
template <class From, class To>
__device__ inline void combine(
    int64_t rows,
    int64_t columns,
    double alpha,
    const From* x,
    int64_t x_row,
    const double* scale,
    const double* shift,
    double beta,
    To* y,
    int64_t y_row) {
  for (int64_t e = global_thread(); e < rows * columns; e += all_threads()) {
    int64_t i = e / columns;
    int64_t j = e % columns;
    double factor = scale == nullptr ? alpha : alpha * scale[j];
    double added = shift == nullptr ? 0 : shift[j];
    double value = multiply_add(factor, static_cast<double>(x[i * x_row + j]), added);
    To* entry = y + i * y_row + j;
    // With beta = 0, Y may hold NaN, which must not count.
    *entry = static_cast<To>(
        beta == 0 ? value : multiply_add(beta, static_cast<double>(*entry), value));
  }
}

template <class T>
__device__ inline void exponential(int64_t count, T* values) {
  for (int64_t e = global_thread(); e < count; e += all_threads()) {
    values[e] = exp(values[e]);
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
