// Quantile functions of sorted columns against each other: squared distances and residuals.
//
// Every kernel takes blockIdx.x as a chunk of points and blockIdx.y as a column; distances are
// written for each chunk, chunks x columns, and added up in order later.
#pragma once

#include "block.cuh"

constexpr int MATCH_THREADS = 256;
constexpr int MATCH_CHUNK = 4096;
constexpr int MATCH_CELLS = 256;

// As many equal weights on both sides: the j-th lowest of one side meets the j-th lowest of the
// other. The residual of point order[j] is (x_(j) - y_(j)) / count, and its negative for the data.
template <class T>
__device__ inline void match_equal(
    int64_t count,
    const T* x,
    const int32_t* x_order,
    const T* y,
    const int32_t* y_order,
    T* x_residual,
    T* y_residual,
    double* distances) {
  int64_t column = static_cast<int64_t>(blockIdx.y) * count;
  int64_t begin = static_cast<int64_t>(blockIdx.x) * MATCH_CHUNK;
  int64_t end = begin + MATCH_CHUNK < count ? begin + MATCH_CHUNK : count;
  T mass = static_cast<T>(1.0 / count);
  double sum = 0;
  for (int64_t j = begin + threadIdx.x; j < end; j += MATCH_THREADS) {
    T difference = x[column + j] - y[column + j];
    double wide = difference;
    sum = fma(wide, wide, sum);
    if (x_residual != nullptr) {
      x_residual[column + x_order[column + j]] = mass * difference;
    }
    if (y_residual != nullptr) {
      y_residual[column + y_order[column + j]] = -(mass * difference);
    }
  }
  sum = block_sum(sum);
  if (threadIdx.x == 0) {
    distances[static_cast<int64_t>(blockIdx.x) * gridDim.y + blockIdx.y] = sum / count;
  }
}

// The finite-sample corrected distance: the samples are batches of the data's own size, one after the
// other and each sorted on its own. With q_i the mean over batches of the order statistic x_(i)^b, it
// is mean_i (y_(i) - q_i)^2 - sum_b mean_i (x_(i)^b - q_i)^2 / (B (B - 1)).
template <class T>
__device__ inline void match_corrected(
    int64_t count,
    int batches,
    const T* x,
    const int32_t* x_order,
    const T* y,
    const int32_t* y_order,
    T* x_residual,
    T* y_residual,
    double* distances) {
  int64_t x_column = blockIdx.y * count * batches;
  int64_t y_column = blockIdx.y * count;
  int64_t begin = static_cast<int64_t>(blockIdx.x) * MATCH_CHUNK;
  int64_t end = begin + MATCH_CHUNK < count ? begin + MATCH_CHUNK : count;
  double share = 1.0 / batches;
  double mass = 1.0 / count;
  double others = 1.0 / (batches - 1);
  double between = 0;
  double within = 0;
  for (int64_t i = begin + threadIdx.x; i < end; i += MATCH_THREADS) {
    double mean = 0;
    for (int b = 0; b < batches; b++) {
      mean += share * x[x_column + b * count + i];
    }
    double difference = y[y_column + i] - mean;
    between = fma(difference, difference, between);
    if (y_residual != nullptr) {
      y_residual[y_column + y_order[y_column + i]] = static_cast<T>(mass * difference);
    }
    for (int b = 0; b < batches; b++) {
      int64_t batch = x_column + b * count;
      double deviation = x[batch + i] - mean;
      within = fma(deviation, deviation, within);
      if (x_residual != nullptr) {
        x_residual[batch + x_order[batch + i]] =
            static_cast<T>(share * mass * (-difference - others * deviation));
      }
    }
  }
  double sum = block_sum(mass * (between - share * others * within));
  if (threadIdx.x == 0) {
    distances[static_cast<int64_t>(blockIdx.x) * gridDim.y + blockIdx.y] = sum;
  }
}

// Levels of two step functions with equal weights, in units of 1 / (x_count y_count), in which all
// of them are integers and the merged grid is exact.
struct EvenLevels {
  using Level = int64_t;
  int64_t x_count;
  int64_t y_count;

  __device__ Level x_below(int64_t i) const {
    return i * y_count;
  }
  __device__ Level x_end(int64_t i) const {
    return (i + 1) * y_count;
  }
  __device__ Level y_below(int64_t j) const {
    return j * x_count;
  }
  __device__ Level y_end(int64_t j) const {
    return (j + 1) * x_count;
  }
  __device__ int64_t first_y(int64_t i) const {
    return i * y_count / x_count;
  }
  __device__ double unit() const {
    return 1.0 / (static_cast<double>(x_count) * y_count);
  }
};

// Levels that are cumulative weights, in sorted order, ending at exactly 1.
struct WeightedLevels {
  using Level = double;
  const double* x;
  const double* y;
  int64_t y_count;

  __device__ Level x_below(int64_t i) const {
    return i == 0 ? 0 : x[i - 1];
  }
  __device__ Level x_end(int64_t i) const {
    return x[i];
  }
  __device__ Level y_below(int64_t j) const {
    return j == 0 ? 0 : y[j - 1];
  }
  __device__ Level y_end(int64_t j) const {
    return y[j];
  }
  // The first point of y whose cell ends above where cell i begins.
  __device__ int64_t first_y(int64_t i) const {
    Level below = x_below(i);
    int64_t low = 0;
    int64_t high = y_count;
    while (low < high) {
      int64_t middle = low + (high - low) / 2;
      if (y[middle] > below) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
  __device__ double unit() const {
    return 1;
  }
};

// Any weights: the residual of point i is the integral of x_(i) - Q_y over its cell, and the
// distance that of the square. A cell is the work of `lanes` neighbouring threads, a power of two.
//
// residual, distances: or null
template <class T, class Levels>
__device__ inline void match_cells(
    Levels levels,
    int64_t x_count,
    const T* x,
    const int32_t* x_order,
    int64_t y_count,
    const T* y,
    int lanes,
    T* residual,
    double* distances) {
  const T* x_column = x + blockIdx.y * x_count;
  const T* y_column = y + blockIdx.y * y_count;
  int cells_at_once = MATCH_THREADS / lanes;
  int lane = threadIdx.x % lanes;
  double sum = 0;
  for (int begin = 0; begin < MATCH_CELLS; begin += cells_at_once) {
    int64_t i = static_cast<int64_t>(blockIdx.x) * MATCH_CELLS + begin + threadIdx.x / lanes;
    double moved = 0;
    if (i < x_count) {
      auto below = levels.x_below(i);
      auto end = levels.x_end(i);
      double value = x_column[i];
      for (int64_t j = levels.first_y(i) + lane; j < y_count && levels.y_below(j) < end;
           j += lanes) {
        auto from = levels.y_below(j) > below ? levels.y_below(j) : below;
        auto to = levels.y_end(j) < end ? levels.y_end(j) : end;
        double difference = value - static_cast<double>(y_column[j]);
        double part = static_cast<double>(to - from) * levels.unit() * difference;
        moved += part;
        sum = fma(part, difference, sum);
      }
    }
    for (int offset = lanes / 2; offset > 0; offset /= 2) {
      moved += __shfl_xor_sync(FULL_WARP, moved, offset);
    }
    if (residual != nullptr && lane == 0 && i < x_count) {
      residual[blockIdx.y * x_count + x_order[blockIdx.y * x_count + i]] = static_cast<T>(moved);
    }
  }
  sum = block_sum(sum);
  if (distances != nullptr && threadIdx.x == 0) {
    distances[static_cast<int64_t>(blockIdx.x) * gridDim.y + blockIdx.y] = sum;
  }
}

// Cumulative weights of column blockIdx.x in sorted order. Threads own runs of neighbours, and a run
// begins with the very sum that the one before ended with, so that levels never fall.
//
// weights: count, of sum 1
__device__ inline void accumulate(
    int64_t count, const int32_t* order, const double* weights, double* cumulative) {
  __shared__ double sums[MATCH_THREADS];
  __shared__ int64_t last_weights[MATCH_THREADS];
  const int32_t* own = order + blockIdx.x * count;
  int64_t run = (count + MATCH_THREADS - 1) / MATCH_THREADS;
  int64_t begin = threadIdx.x * run;
  int64_t end = begin + run < count ? begin + run : count;
  double sum = 0;
  int64_t last = -1;
  for (int64_t j = begin; j < end; j++) {
    double weight = weights[own[j]];
    sum += weight;
    last = weight > 0 ? j : last;
  }
  sums[threadIdx.x] = sum;
  last_weights[threadIdx.x] = last;
  __syncthreads();
  double before = 0;
  for (int thread = 0; thread < static_cast<int>(threadIdx.x); thread++) {
    before += sums[thread];
  }
  for (int thread = 0; thread < MATCH_THREADS; thread++) {
    last = last_weights[thread] > last ? last_weights[thread] : last;
  }
  sum = 0;
  for (int64_t j = begin; j < end; j++) {
    sum += weights[own[j]];
    double level = before + sum;
    // The last point that has weight, and all after it, end at exactly 1: rounding would otherwise
    // leave a small mass without a partner.
    cumulative[blockIdx.x * count + j] = j >= last || level > 1 ? 1 : level;
  }
}
