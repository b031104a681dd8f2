// Floating-point numbers as unsigned keys of the same order: numerically, -0 equal to +0, every NaN
// after every number (docs/conventions.md).
#pragma once

#include "block.cuh"

template <class T>
struct Order;

template <>
struct Order<float> {
  using Key = uint32_t;
};

template <>
struct Order<double> {
  using Key = uint64_t;
};

template <class T>
__device__ inline typename Order<T>::Key key_of(T value) {
  using Key = typename Order<T>::Key;
  constexpr Key SIGN = Key(1) << (8 * sizeof(Key) - 1);
  if (value != value) {
    return ~Key(0);
  }
  // Adding zero turns -0 into +0 and nothing else.
  Key bits = bits_as<Key>(value + T(0));
  return bits & SIGN ? ~bits : bits | SIGN;
}

template <class T>
__device__ inline T value_of(typename Order<T>::Key key) {
  using Key = typename Order<T>::Key;
  constexpr Key SIGN = Key(1) << (8 * sizeof(Key) - 1);
  return bits_as<T>(key & SIGN ? key ^ SIGN : ~key);
}
