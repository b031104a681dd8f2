// The step that both sorts repeat: the rank of each of a block's elements when they are put in
// the order of one digit, equal digits staying as they are.
#pragma once

#include "block.cuh"

constexpr int DIGIT_BITS = 8;
constexpr int DIGITS = 1 << DIGIT_BITS;

template <class Key>
__device__ inline uint32_t digit_of(Key key, int shift) {
  return static_cast<uint32_t>(key >> shift) & (DIGITS - 1);
}

// Element `item` of a thread, when each warp holds consecutive elements and its lanes
// neighbouring ones: memory is read in whole lines, and order by (warp, item, lane) is the order of
// the elements.
template <int ITEMS>
__device__ inline int striped_element(int item) {
  int warp = threadIdx.x / WARP;
  int lane = threadIdx.x % WARP;
  return (warp * ITEMS + item) * WARP + lane;
}

// Replaces DIGITS counts by the sums of those before. Called by all threads of a block.
__device__ inline void scan_digits(uint32_t* counts) {
  __syncthreads();
  if (threadIdx.x < WARP) {
    constexpr int EACH = DIGITS / WARP;
    uint32_t* own = counts + threadIdx.x * EACH;
    uint32_t total = 0;
    for (int i = 0; i < EACH; i++) {
      total += own[i];
    }
    uint32_t sum = total;
    for (int offset = 1; offset < WARP; offset *= 2) {
      uint32_t lower = __shfl_up_sync(FULL_WARP, sum, offset);
      if (static_cast<int>(threadIdx.x) >= offset) {
        sum += lower;
      }
    }
    sum -= total;
    for (int i = 0; i < EACH; i++) {
      uint32_t count = own[i];
      own[i] = sum;
      sum += count;
    }
  }
  __syncthreads();
}

// Ranks of a block's elements by one digit.
//
// counters: DIGITS for each warp, scratch
// starts: DIGITS, gets the rank of each digit's first element
template <int ITEMS, class Key>
__device__ inline void rank_digits(
    const Key (&keys)[ITEMS],
    int shift,
    uint32_t (&ranks)[ITEMS],
    uint32_t* counters,
    uint32_t* starts) {
  int warps = blockDim.x / WARP;
  uint32_t* own = counters + threadIdx.x / WARP * DIGITS;
  uint32_t lower_lanes = (1u << threadIdx.x % WARP) - 1;
  for (int i = threadIdx.x; i < warps * DIGITS; i += blockDim.x) {
    counters[i] = 0;
  }
  __syncthreads();
#pragma unroll
  for (int item = 0; item < ITEMS; item++) {
    uint32_t digit = digit_of(keys[item], shift);
    uint32_t peers = __match_any_sync(FULL_WARP, digit);
    uint32_t before = own[digit];
    uint32_t lower = __popc(peers & lower_lanes);
    __syncwarp();
    if (lower == 0) {
      own[digit] = before + __popc(peers);
    }
    __syncwarp();
    ranks[item] = before + lower;
  }
  __syncthreads();
  for (int digit = threadIdx.x; digit < DIGITS; digit += blockDim.x) {
    uint32_t sum = 0;
    for (int warp = 0; warp < warps; warp++) {
      uint32_t count = counters[warp * DIGITS + digit];
      counters[warp * DIGITS + digit] = sum;
      sum += count;
    }
    starts[digit] = sum;
  }
  scan_digits(starts);
#pragma unroll
  for (int item = 0; item < ITEMS; item++) {
    uint32_t digit = digit_of(keys[item], shift);
    ranks[item] += starts[digit] + own[digit];
  }
}
