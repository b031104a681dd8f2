// The operations of a multilayer perceptron between its products.
#pragma once

#include "block.cuh"

constexpr int NETWORK_THREADS = 256;
constexpr int RESIDUAL_CHUNK = 4096;

// In the order of org.sluice.kernels.Activation.
enum Activation { IDENTITY, TANH, RELU, GELU, SILU, SOFTPLUS };

template <class T>
__device__ inline T logistic(T x) {
  T small = exp(x < 0 ? x : -x);
  return (x < 0 ? small : T(1)) / (1 + small);
}

template <class T>
__device__ inline T normal_distribution(T x) {
  constexpr double ROOT_HALF = 0.70710678118654752440;
  return T(0.5) * erfc(-x * T(ROOT_HALF));
}

template <class T>
__device__ inline T activation_value(int activation, T x) {
  switch (activation) {
    case TANH:
      return tanh(x);
    case RELU:
      return x > 0 ? x : T(0);
    case GELU:
      return x * normal_distribution(x);
    case SILU:
      return x * logistic(x);
    case SOFTPLUS:
      return (x > 0 ? x : T(0)) + static_cast<T>(log1p(exp(x < 0 ? x : -x)));
    default:
      return x;
  }
}

template <class T>
__device__ inline T activation_derivative(int activation, T x) {
  constexpr double DENSITY_AT_ZERO = 0.39894228040143267794;
  switch (activation) {
    case TANH: {
      T value = tanh(x);
      return multiply_add(-value, value, T(1));
    }
    case RELU:
      return x > 0 ? T(1) : T(0);
    case GELU: {
      // For larger z the density is zero in both types; this avoids a square that overflows.
      T bounded = x < -40 ? T(-40) : x > 40 ? T(40) : x;
      return normal_distribution(x)
          + bounded * static_cast<T>(T(DENSITY_AT_ZERO) * exp(T(-0.5) * bounded * bounded));
    }
    case SILU: {
      T slope = logistic(x);
      return multiply_add(x * slope, logistic(-x), slope);
    }
    case SOFTPLUS:
      return logistic(x);
    default:
      return T(1);
  }
}

// values = activation(values + bias), contiguous, and the derivatives at the old values; bias and derivatives
// may be null.
template <class T>
__device__ inline void activate(
    int64_t rows, int64_t width, int activation, const T* bias, T* values, T* derivatives) {
  for (int64_t e = global_thread(); e < rows * width; e += all_threads()) {
    T x = bias == nullptr ? values[e] : values[e] + bias[e % width];
    values[e] = activation_value(activation, x);
    if (derivatives != nullptr) {
      derivatives[e] = activation_derivative(activation, x);
    }
  }
}

template <class T>
__device__ inline void add_bias(int64_t rows, int64_t width, const T* bias, T* values, int64_t row) {
  for (int64_t e = global_thread(); e < rows * width; e += all_threads()) {
    values[e / width * row + e % width] += bias[e % width];
  }
}

template <class T>
__device__ inline void multiply_elements(int64_t count, T* values, const T* factors) {
  for (int64_t e = global_thread(); e < count; e += all_threads()) {
    values[e] *= factors[e];
  }
}

// predictions = scale (predictions - targets), contiguous; chunk blockIdx.x of them leaves its sum
// of squared differences.
template <class T>
__device__ inline void residuals(
    int64_t rows,
    int64_t width,
    double scale,
    T* predictions,
    const T* targets,
    int64_t target_row,
    double* squares) {
  int64_t begin = static_cast<int64_t>(blockIdx.x) * RESIDUAL_CHUNK;
  int64_t end = begin + RESIDUAL_CHUNK < rows * width ? begin + RESIDUAL_CHUNK : rows * width;
  T factor = static_cast<T>(scale);
  double sum = 0;
  for (int64_t e = begin + threadIdx.x; e < end; e += NETWORK_THREADS) {
    T residual = predictions[e] - targets[e / width * target_row + e % width];
    double wide = residual;
    sum = fma(wide, wide, sum);
    predictions[e] = factor * residual;
  }
  sum = block_sum(sum);
  if (threadIdx.x == 0) {
    squares[blockIdx.x] = sum;
  }
}
