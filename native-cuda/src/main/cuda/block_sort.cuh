// Columns that one block can hold: each is sorted by a block of its own, keys and indices staying in
// registers, in passes through shared memory.
#pragma once

#include "order.cuh"
#include "radix.cuh"

constexpr int BLOCK_SORT_THREADS = 512;

// Puts a thread's elements where their ranks say.
template <int ITEMS, class Element>
__device__ inline void exchange(
    Element (&elements)[ITEMS], const uint32_t (&ranks)[ITEMS], Element* buffer) {
#pragma unroll
  for (int item = 0; item < ITEMS; item++) {
    buffer[ranks[item]] = elements[item];
  }
  __syncthreads();
#pragma unroll
  for (int item = 0; item < ITEMS; item++) {
    elements[item] = buffer[striped_element<ITEMS>(item)];
  }
  __syncthreads();
}

// Sorts column blockIdx.x of `count` values, at most ITEMS for each thread, in place.
//
// permutation: gets the sorted values' indices, or null
// Shared memory: ITEMS keys for each thread, and DIGITS counters for each warp and one more.
template <class T, int ITEMS>
__device__ inline void block_sort(int count, T* columns, int32_t* permutation) {
  using Key = typename Order<T>::Key;
  DYNAMIC_SHARED(Key, buffer);
  uint32_t* counters = reinterpret_cast<uint32_t*>(buffer + ITEMS * blockDim.x);
  uint32_t* starts = counters + blockDim.x / WARP * DIGITS;
  int64_t first = static_cast<int64_t>(blockIdx.x) * count;
  Key keys[ITEMS];
  int32_t indices[ITEMS];
  uint32_t ranks[ITEMS];
#pragma unroll
  for (int item = 0; item < ITEMS; item++) {
    int element = striped_element<ITEMS>(item);
    // What fills up the block is last among equals, so it stays behind the column's own elements.
    keys[item] = element < count ? key_of(columns[first + element]) : ~Key(0);
    indices[item] = element;
  }
  for (int shift = 0; shift < static_cast<int>(8 * sizeof(Key)); shift += DIGIT_BITS) {
    rank_digits<ITEMS>(keys, shift, ranks, counters, starts);
    exchange<ITEMS>(keys, ranks, buffer);
    if (permutation != nullptr) {
      exchange<ITEMS>(indices, ranks, reinterpret_cast<int32_t*>(buffer));
    }
  }
#pragma unroll
  for (int item = 0; item < ITEMS; item++) {
    int element = striped_element<ITEMS>(item);
    if (element < count) {
      columns[first + element] = value_of<T>(keys[item]);
      if (permutation != nullptr) {
        permutation[first + element] = indices[item];
      }
    }
  }
}
