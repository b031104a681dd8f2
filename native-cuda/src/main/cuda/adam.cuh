// A step of Adam (arXiv 1412.6980, algorithm 1), in the operations of the plain loops on the CPU.
#pragma once

#include "block.cuh"

__device__ inline float root(float x) {
  return sqrtf(x);
}

__device__ inline double root(double x) {
  return sqrt(x);
}

// The moments' decay and the corrected rate and scale are made on the host, in float64.
template <class T>
__device__ inline void adam(
    int64_t count,
    double beta1,
    double beta2,
    double rate,
    double scale,
    double epsilon,
    T* parameters,
    const T* gradient,
    T* first,
    T* second) {
  T decay1 = static_cast<T>(beta1);
  T decay2 = static_cast<T>(beta2);
  T rest1 = static_cast<T>(1 - beta1);
  T rest2 = static_cast<T>(1 - beta2);
  for (int64_t e = global_thread(); e < count; e += all_threads()) {
    T g = gradient[e];
    T m = multiply_add(decay1, first[e], rest1 * g);
    T v = multiply_add(decay2, second[e], rest2 * g * g);
    first[e] = m;
    second[e] = v;
    T divisor = multiply_add(root(v), static_cast<T>(scale), static_cast<T>(epsilon));
    parameters[e] -= static_cast<T>(rate) * m / divisor;
  }
}
