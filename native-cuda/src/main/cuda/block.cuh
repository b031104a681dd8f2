// Names that every kernel uses: CUDA C++ that a host compiler accepts as well, given the few
// names of src/test/cuda/block_on_host.h.
#pragma once

#include <cmath>
#include <cstdint>
#include <cstring>

#ifdef __CUDACC__

// Bounds are given always: without them the compiler allows for 1024 threads and spills registers.
#define KERNEL(name, threads, parameters) \
  extern "C" __global__ void __launch_bounds__(threads) name parameters

// One untyped array, since the linker wants one type for one name.
#define DYNAMIC_SHARED(type, name)                                    \
  extern __shared__ __align__(16) unsigned char dynamic_shared[];     \
  type* name = reinterpret_cast<type*>(dynamic_shared)

#else
#include "block_on_host.h"
#endif

constexpr unsigned FULL_WARP = 0xFFFFFFFFu;
constexpr int WARP = 32;

__device__ inline int64_t global_thread() {
  return static_cast<int64_t>(blockIdx.x) * blockDim.x + threadIdx.x;
}

__device__ inline int64_t all_threads() {
  return static_cast<int64_t>(gridDim.x) * blockDim.x;
}

template <class To, class From>
__device__ inline To bits_as(From from) {
  static_assert(sizeof(To) == sizeof(From), "bits are kept");
  To to;
  memcpy(&to, &from, sizeof(To));
  return to;
}

// Rounded once, in either type, by every compiler.
__device__ inline float multiply_add(float x, float y, float z) {
  return fmaf(x, y, z);
}

__device__ inline double multiply_add(double x, double y, double z) {
  return fma(x, y, z);
}

// The sum over a block of up to 1024 threads, in a fixed order; thread 0 gets it.
__device__ inline double block_sum(double value) {
  __shared__ double warps[WARP];
  for (int offset = WARP / 2; offset > 0; offset /= 2) {
    value += __shfl_down_sync(FULL_WARP, value, offset);
  }
  int warp = threadIdx.x / WARP;
  int lane = threadIdx.x % WARP;
  if (lane == 0) {
    warps[warp] = value;
  }
  __syncthreads();
  double sum = 0;
  if (threadIdx.x == 0) {
    for (int w = 0; w < static_cast<int>(blockDim.x) / WARP; w++) {
      sum += warps[w];
    }
  }
  __syncthreads();
  return sum;
}
