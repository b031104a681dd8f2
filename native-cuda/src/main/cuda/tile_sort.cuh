// Columns of any length: a stable radix sort, digit by digit from the lowest, over tiles. For each
// digit, tiles count, counts are summed up over tiles, and tiles write their elements where they
// belong, put in order in shared memory first so that neighbours are written together.
#pragma once

#include "order.cuh"
#include "radix.cuh"

constexpr int TILE_THREADS = 256;
constexpr int TILE_ITEMS = 16;
constexpr int TILE = TILE_THREADS * TILE_ITEMS;

template <class T>
__device__ inline typename Order<T>::Key load_key(
    const typename Order<T>::Key* keys, int64_t at, bool encoded) {
  // Before its first pass a column holds values, whose bits are read as they are.
  return encoded ? keys[at] : key_of(bits_as<T>(keys[at]));
}

// Counts the digits of tile blockIdx.x of column blockIdx.y.
//
// counts: columns x DIGITS x tiles
template <class T>
__device__ inline void tile_counts(
    int64_t count, const typename Order<T>::Key* keys, bool encoded, int shift, uint32_t* counts) {
  __shared__ uint32_t digits[DIGITS];
  digits[threadIdx.x] = 0;
  __syncthreads();
  int64_t column = blockIdx.y;
  int64_t begin = static_cast<int64_t>(blockIdx.x) * TILE;
  for (int item = 0; item < TILE_ITEMS; item++) {
    int64_t element = begin + item * TILE_THREADS + threadIdx.x;
    if (element < count) {
      auto key = load_key<T>(keys, column * count + element, encoded);
      atomicAdd(digits + digit_of(key, shift), 1u);
    }
  }
  __syncthreads();
  counts[(column * DIGITS + threadIdx.x) * gridDim.x + blockIdx.x] = digits[threadIdx.x];
}

// Replaces the counts of digit blockIdx.x of column blockIdx.y by the sums over the tiles before.
//
// totals: columns x DIGITS, gets the sum over all tiles
__device__ inline void scan_tile_counts(int64_t tiles, uint32_t* counts, uint32_t* totals) {
  __shared__ uint32_t warps[TILE_THREADS / WARP];
  int64_t row = static_cast<int64_t>(blockIdx.y) * DIGITS + blockIdx.x;
  uint32_t* own = counts + row * tiles;
  int warp = threadIdx.x / WARP;
  int lane = threadIdx.x % WARP;
  uint32_t carried = 0;
  for (int64_t begin = 0; begin < tiles; begin += TILE_THREADS) {
    int64_t tile = begin + threadIdx.x;
    uint32_t count = tile < tiles ? own[tile] : 0;
    uint32_t sum = count;
    for (int offset = 1; offset < WARP; offset *= 2) {
      uint32_t lower = __shfl_up_sync(FULL_WARP, sum, offset);
      if (lane >= offset) {
        sum += lower;
      }
    }
    if (lane == WARP - 1) {
      warps[warp] = sum;
    }
    __syncthreads();
    uint32_t before = carried;
    for (int w = 0; w < TILE_THREADS / WARP; w++) {
      before += w < warp ? warps[w] : 0;
      carried += warps[w];
    }
    if (tile < tiles) {
      own[tile] = before + sum - count;
    }
    __syncthreads();
  }
  if (threadIdx.x == 0) {
    totals[row] = carried;
  }
}

// Writes the elements of tile blockIdx.x of column blockIdx.y where one digit puts them.
//
// from, to: keys; on the first pass from holds values, on the last to gets values
// indices_from: null on the first pass, when indices are positions; indices_to: null without any
// Shared memory: TILE keys, and DIGITS counters for each warp and two more.
template <class T>
__device__ inline void tile_scatter(
    int64_t count,
    int shift,
    const uint32_t* counts,
    const uint32_t* totals,
    const typename Order<T>::Key* from,
    const int32_t* indices_from,
    typename Order<T>::Key* to,
    int32_t* indices_to) {
  using Key = typename Order<T>::Key;
  constexpr int BITS = 8 * sizeof(Key);
  DYNAMIC_SHARED(Key, buffer);
  uint32_t* counters = reinterpret_cast<uint32_t*>(buffer + TILE);
  uint32_t* starts = counters + TILE_THREADS / WARP * DIGITS;
  uint32_t* targets = starts + DIGITS;
  int64_t column = blockIdx.y;
  int64_t begin = static_cast<int64_t>(blockIdx.x) * TILE;
  int valid = count - begin < TILE ? static_cast<int>(count - begin) : TILE;
  Key keys[TILE_ITEMS];
  uint32_t ranks[TILE_ITEMS];
#pragma unroll
  for (int item = 0; item < TILE_ITEMS; item++) {
    int element = striped_element<TILE_ITEMS>(item);
    keys[item] = element < valid
        ? load_key<T>(from, column * count + begin + element, shift > 0)
        : ~Key(0);
  }
  rank_digits<TILE_ITEMS>(keys, shift, ranks, counters, starts);
  targets[threadIdx.x] = totals[column * DIGITS + threadIdx.x];
  scan_digits(targets);
  targets[threadIdx.x] += counts[(column * DIGITS + threadIdx.x) * gridDim.x + blockIdx.x]
      - starts[threadIdx.x];
#pragma unroll
  for (int item = 0; item < TILE_ITEMS; item++) {
    buffer[ranks[item]] = keys[item];
  }
  __syncthreads();
  bool last = shift + DIGIT_BITS >= BITS;
  int64_t places[TILE_ITEMS];
#pragma unroll
  for (int item = 0; item < TILE_ITEMS; item++) {
    int rank = item * TILE_THREADS + threadIdx.x;
    Key key = buffer[rank];
    places[item] = column * count + static_cast<uint32_t>(targets[digit_of(key, shift)] + rank);
    if (rank < valid) {
      to[places[item]] = last ? bits_as<Key>(value_of<T>(key)) : key;
    }
  }
  if (indices_to == nullptr) {
    return;
  }
  __syncthreads();
  int32_t* exchanged = reinterpret_cast<int32_t*>(buffer);
#pragma unroll
  for (int item = 0; item < TILE_ITEMS; item++) {
    int element = striped_element<TILE_ITEMS>(item);
    if (element < valid) {
      exchanged[ranks[item]] = shift == 0
          ? static_cast<int32_t>(begin + element)
          : indices_from[column * count + begin + element];
    }
  }
  __syncthreads();
#pragma unroll
  for (int item = 0; item < TILE_ITEMS; item++) {
    int rank = item * TILE_THREADS + threadIdx.x;
    if (rank < valid) {
      indices_to[places[item]] = exchanged[rank];
    }
  }
}
