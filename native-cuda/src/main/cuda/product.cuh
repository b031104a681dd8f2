// Products of matrices of any layout, tile by tile through shared memory.
#pragma once

#include "block.cuh"

constexpr int PRODUCT_THREADS = 256;
constexpr int PRODUCT_TILE = 64;
constexpr int PRODUCT_DEPTH = 16;
constexpr int PRODUCT_EACH = 4;

// A matrix's elements: (i, j) lies at i row + j column.
template <class T>
struct View {
  const T* elements;
  int64_t row;
  int64_t column;
};

// Loads PRODUCT_TILE lines of PRODUCT_DEPTH, along the direction in which memory runs.
template <class T, class Sum>
__device__ inline void load_lines(
    View<T> view,
    int64_t line,
    int64_t lines,
    int64_t depth,
    int64_t depth_end,
    Sum (&tile)[PRODUCT_DEPTH][PRODUCT_TILE + PRODUCT_EACH]) {
  for (int e = threadIdx.x; e < PRODUCT_TILE * PRODUCT_DEPTH; e += PRODUCT_THREADS) {
    bool along = view.column == 1;
    int i = along ? e / PRODUCT_DEPTH : e % PRODUCT_TILE;
    int k = along ? e % PRODUCT_DEPTH : e / PRODUCT_TILE;
    bool inside = line + i < lines && depth + k < depth_end;
    tile[k][i] =
        inside ? view.elements[(line + i) * view.row + (depth + k) * view.column] : T(0);
  }
}

// C = alpha A B + beta C, for tile blockIdx.x of C, chunk blockIdx.y of the inner size and product
// blockIdx.z, whose matrices begin a_step, b_step and c_step elements after those of the product
// before. C of chunk s lies s * chunk_stride elements after c. Sums have the type Sum, in the order
// of the inner index.
//
// a: rows x inner; b: columns x inner, that is, transposed
template <class T, class Sum>
__device__ inline void product(
    int64_t rows,
    int64_t columns,
    int64_t inner,
    int64_t chunk,
    double alpha,
    View<T> a,
    View<T> b,
    double beta,
    Sum* c,
    int64_t c_row,
    int64_t chunk_stride,
    int64_t a_step,
    int64_t b_step,
    int64_t c_step) {
  a.elements += blockIdx.z * a_step;
  b.elements += blockIdx.z * b_step;
  c += blockIdx.z * c_step;
  __shared__ __align__(16) Sum a_tile[PRODUCT_DEPTH][PRODUCT_TILE + PRODUCT_EACH];
  __shared__ __align__(16) Sum b_tile[PRODUCT_DEPTH][PRODUCT_TILE + PRODUCT_EACH];
  int64_t tiles_across = (columns + PRODUCT_TILE - 1) / PRODUCT_TILE;
  int64_t row = blockIdx.x / tiles_across * PRODUCT_TILE;
  int64_t column = blockIdx.x % tiles_across * PRODUCT_TILE;
  int64_t begin = blockIdx.y * chunk;
  int64_t end = begin + chunk < inner ? begin + chunk : inner;
  int across = threadIdx.x % (PRODUCT_TILE / PRODUCT_EACH) * PRODUCT_EACH;
  int down = threadIdx.x / (PRODUCT_TILE / PRODUCT_EACH) * PRODUCT_EACH;
  Sum sums[PRODUCT_EACH][PRODUCT_EACH] = {};
  for (int64_t depth = begin; depth < end; depth += PRODUCT_DEPTH) {
    load_lines(a, row, rows, depth, end, a_tile);
    load_lines(b, column, columns, depth, end, b_tile);
    __syncthreads();
#pragma unroll
    for (int k = 0; k < PRODUCT_DEPTH; k++) {
      Sum left[PRODUCT_EACH];
      Sum right[PRODUCT_EACH];
#pragma unroll
      for (int i = 0; i < PRODUCT_EACH; i++) {
        left[i] = a_tile[k][down + i];
        right[i] = b_tile[k][across + i];
      }
#pragma unroll
      for (int i = 0; i < PRODUCT_EACH; i++) {
#pragma unroll
        for (int j = 0; j < PRODUCT_EACH; j++) {
          sums[i][j] = multiply_add(left[i], right[j], sums[i][j]);
        }
      }
    }
    __syncthreads();
  }
  Sum* target = c + blockIdx.y * chunk_stride;
#pragma unroll
  for (int i = 0; i < PRODUCT_EACH; i++) {
#pragma unroll
    for (int j = 0; j < PRODUCT_EACH; j++) {
      if (row + down + i < rows && column + across + j < columns) {
        Sum* entry = target + (row + down + i) * c_row + column + across + j;
        Sum scaled = static_cast<Sum>(alpha) * sums[i][j];
        // With beta = 0, C may hold NaN, which must not count.
        *entry = beta == 0 ? scaled : multiply_add(static_cast<Sum>(beta), *entry, scaled);
      }
    }
  }
}

// out = alpha (part 0 + part 1 + ...) + beta out, for rows x columns in each part, in order and in
// float64.
template <class Part, class Out>
__device__ inline void fold(
    int64_t parts,
    int64_t rows,
    int64_t columns,
    const Part* part,
    double alpha,
    double beta,
    Out* out,
    int64_t out_row) {
  int64_t count = rows * columns;
  for (int64_t e = global_thread(); e < count; e += all_threads()) {
    double sum = 0;
    for (int64_t p = 0; p < parts; p++) {
      sum += part[p * count + e];
    }
    Out* entry = out + e / columns * out_row + e % columns;
    *entry = static_cast<Out>(beta == 0 ? alpha * sum : multiply_add(beta, static_cast<double>(*entry), alpha * sum));
  }
}
