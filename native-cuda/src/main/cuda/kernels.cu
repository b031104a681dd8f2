// Every kernel that the host launches, by name: type after type where there are two.

#include "adam.cuh"
#include "block_sort.cuh"
#include "match.cuh"
#include "matrix.cuh"
#include "network.cuh"
#include "product.cuh"
#include "random.cuh"
#include "tile_sort.cuh"

constexpr int ELEMENT_THREADS = 256;

#define FOR_TYPE(T, type)                                                                          \
  KERNEL(normals_##type, ELEMENT_THREADS,                                                          \
         (int64_t seed, int64_t stream, int64_t count, T* out)) {                                  \
    fill_random<T, true>(seed, stream, count, out);                                                \
  }                                                                                                \
  KERNEL(uniforms_##type, ELEMENT_THREADS,                                                         \
         (int64_t seed, int64_t stream, int64_t count, T* out)) {                                  \
    fill_random<T, false>(seed, stream, count, out);                                               \
  }                                                                                                \
  KERNEL(copy_##type##_f32, ELEMENT_THREADS,                                                       \
         (int64_t rows, int64_t columns, const T* from, int64_t from_row, float* to,               \
          int64_t to_row)) {                                                                       \
    copy_matrix(rows, columns, from, from_row, to, to_row);                                        \
  }                                                                                                \
  KERNEL(copy_##type##_f64, ELEMENT_THREADS,                                                       \
         (int64_t rows, int64_t columns, const T* from, int64_t from_row, double* to,              \
          int64_t to_row)) {                                                                       \
    copy_matrix(rows, columns, from, from_row, to, to_row);                                        \
  }                                                                                                \
  KERNEL(combine_##type##_f32, ELEMENT_THREADS,                                                    \
         (int64_t rows, int64_t columns, double alpha, const T* x, int64_t x_row,                  \
          const double* scale, const double* shift, double beta, float* y, int64_t y_row)) {       \
    combine(rows, columns, alpha, x, x_row, scale, shift, beta, y, y_row);                         \
  }                                                                                                \
  KERNEL(combine_##type##_f64, ELEMENT_THREADS,                                                    \
         (int64_t rows, int64_t columns, double alpha, const T* x, int64_t x_row,                  \
          const double* scale, const double* shift, double beta, double* y, int64_t y_row)) {      \
    combine(rows, columns, alpha, x, x_row, scale, shift, beta, y, y_row);                         \
  }                                                                                                \
  KERNEL(exponential_##type, ELEMENT_THREADS, (int64_t count, T* values)) {                        \
    exponential(count, values);                                                                    \
  }                                                                                                \
  KERNEL(draw_rows_##type, ELEMENT_THREADS,                                                        \
         (int64_t seed, int64_t stream, int64_t choices, const T* from, int64_t from_row,          \
          int64_t rows, int64_t columns, T* to, int64_t to_row)) {                                 \
    draw_rows(seed, stream, choices, from, from_row, rows, columns, to, to_row);                   \
  }                                                                                                \
  KERNEL(mark_not_finite_##type, ELEMENT_THREADS,                                                  \
         (int64_t rows, int64_t columns, const T* matrix, int64_t row, int bits, int* mask)) {     \
    mark_not_finite(rows, columns, matrix, row, bits, mask);                                       \
  }                                                                                                \
  KERNEL(adam_##type, ELEMENT_THREADS,                                                             \
         (int64_t count, double beta1, double beta2, double rate, double scale, double epsilon,    \
          T* parameters, const T* gradient, T* first, T* second)) {                                \
    adam(count, beta1, beta2, rate, scale, epsilon, parameters, gradient, first, second);          \
  }                                                                                                \
  KERNEL(block_sort_4_##type, BLOCK_SORT_THREADS, (int count, T* columns, int32_t* permutation)) { \
    block_sort<T, 4>(count, columns, permutation);                                                 \
  }                                                                                                \
  KERNEL(block_sort_16_##type, BLOCK_SORT_THREADS,                                                 \
         (int count, T* columns, int32_t* permutation)) {                                          \
    block_sort<T, 16>(count, columns, permutation);                                                \
  }                                                                                                \
  KERNEL(tile_counts_##type, TILE_THREADS,                                                         \
         (int64_t count, const Order<T>::Key* keys, int shift, uint32_t* counts)) {                \
    tile_counts<T>(count, keys, shift > 0, shift, counts);                                         \
  }                                                                                                \
  KERNEL(tile_scatter_##type, TILE_THREADS,                                                        \
         (int64_t count, int shift, const uint32_t* counts, const uint32_t* totals,                \
          const Order<T>::Key* from, const int32_t* indices_from, Order<T>::Key* to,               \
          int32_t* indices_to)) {                                                                  \
    tile_scatter<T>(count, shift, counts, totals, from, indices_from, to, indices_to);             \
  }                                                                                                \
  KERNEL(match_equal_##type, MATCH_THREADS,                                                        \
         (int64_t count, const T* x, const int32_t* x_order, const T* y, const int32_t* y_order,   \
          T* x_residual, T* y_residual, double* distances)) {                                      \
    match_equal(count, x, x_order, y, y_order, x_residual, y_residual, distances);                 \
  }                                                                                                \
  KERNEL(match_corrected_##type, MATCH_THREADS,                                                    \
         (int64_t count, int batches, const T* x, const int32_t* x_order, const T* y,              \
          const int32_t* y_order, T* x_residual, T* y_residual, double* distances)) {              \
    match_corrected(                                                                               \
        count, batches, x, x_order, y, y_order, x_residual, y_residual, distances);                \
  }                                                                                                \
  KERNEL(match_even_##type, MATCH_THREADS,                                                         \
         (int64_t x_count, const T* x, const int32_t* x_order, int64_t y_count, const T* y,        \
          int lanes, T* residual, double* distances)) {                                            \
    EvenLevels levels{x_count, y_count};                                                           \
    match_cells(levels, x_count, x, x_order, y_count, y, lanes, residual, distances);              \
  }                                                                                                \
  KERNEL(match_weighted_##type, MATCH_THREADS,                                                     \
         (int64_t x_count, const T* x, const int32_t* x_order, const double* x_levels,             \
          int64_t y_count, const T* y, const double* y_levels, int lanes, T* residual,             \
          double* distances)) {                                                                    \
    WeightedLevels levels{                                                                         \
        x_levels + blockIdx.y * x_count, y_levels + blockIdx.y * y_count, y_count};                \
    match_cells(levels, x_count, x, x_order, y_count, y, lanes, residual, distances);              \
  }                                                                                                \
  KERNEL(product_##type, PRODUCT_THREADS,                                                          \
         (int64_t rows, int64_t columns, int64_t inner, int64_t chunk, double alpha, const T* a,   \
          int64_t a_row, int64_t a_column, const T* b, int64_t b_row, int64_t b_column,            \
          double beta, T* c, int64_t c_row, int64_t chunk_stride, int64_t a_step, int64_t b_step,  \
          int64_t c_step)) {                                                                       \
    product<T, T>(rows, columns, inner, chunk, alpha, View<T>{a, a_row, a_column},                 \
                  View<T>{b, b_row, b_column}, beta, c, c_row, chunk_stride, a_step, b_step,       \
                  c_step);                                                                         \
  }                                                                                                \
  KERNEL(product_in_double_##type, PRODUCT_THREADS,                                                \
         (int64_t rows, int64_t columns, int64_t inner, int64_t chunk, double alpha, const T* a,   \
          int64_t a_row, int64_t a_column, const T* b, int64_t b_row, int64_t b_column,            \
          double beta, double* c, int64_t c_row, int64_t chunk_stride, int64_t a_step,             \
          int64_t b_step, int64_t c_step)) {                                                       \
    product<T, double>(rows, columns, inner, chunk, alpha, View<T>{a, a_row, a_column},            \
                       View<T>{b, b_row, b_column}, beta, c, c_row, chunk_stride, a_step, b_step,  \
                       c_step);                                                                    \
  }                                                                                                \
  KERNEL(fold_##type##_f64, ELEMENT_THREADS,                                                       \
         (int64_t parts, int64_t rows, int64_t columns, const T* part, double alpha, double beta,  \
          double* out, int64_t out_row)) {                                                         \
    fold(parts, rows, columns, part, alpha, beta, out, out_row);                                   \
  }                                                                                                \
  KERNEL(fold_##type##_f32, ELEMENT_THREADS,                                                       \
         (int64_t parts, int64_t rows, int64_t columns, const T* part, double alpha, double beta,  \
          float* out, int64_t out_row)) {                                                          \
    fold(parts, rows, columns, part, alpha, beta, out, out_row);                                   \
  }                                                                                                \
  KERNEL(activate_##type, NETWORK_THREADS,                                                         \
         (int64_t rows, int64_t width, int activation, const T* bias, T* values,                   \
          T* derivatives)) {                                                                       \
    activate(rows, width, activation, bias, values, derivatives);                                  \
  }                                                                                                \
  KERNEL(add_bias_##type, NETWORK_THREADS,                                                         \
         (int64_t rows, int64_t width, const T* bias, T* values, int64_t row)) {                   \
    add_bias(rows, width, bias, values, row);                                                      \
  }                                                                                                \
  KERNEL(multiply_elements_##type, NETWORK_THREADS,                                                \
         (int64_t count, T* values, const T* factors)) {                                           \
    multiply_elements(count, values, factors);                                                     \
  }                                                                                                \
  KERNEL(residuals_##type, NETWORK_THREADS,                                                        \
         (int64_t rows, int64_t width, double scale, T* predictions, const T* targets,             \
          int64_t target_row, double* squares)) {                                                  \
    residuals(rows, width, scale, predictions, targets, target_row, squares);                      \
  }

FOR_TYPE(float, f32)
FOR_TYPE(double, f64)

KERNEL(block_sort_24_f32, BLOCK_SORT_THREADS, (int count, float* columns, int32_t* permutation)) {
  block_sort<float, 24>(count, columns, permutation);
}

KERNEL(scan_tiles, TILE_THREADS, (int64_t tiles, uint32_t* counts, uint32_t* totals)) {
  scan_tile_counts(tiles, counts, totals);
}

KERNEL(accumulate_weights, MATCH_THREADS,
       (int64_t count, const int32_t* order, const double* weights, double* cumulative)) {
  accumulate(count, order, weights, cumulative);
}
