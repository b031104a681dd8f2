// Counter-based random numbers, the same bits as org.sluice.kernels.Philox and NormalQuantile:
// Philox-4x32-10 (Salmon et al., SC 2011) and algorithm AS 241 (Wichura 1988), in one fixed order of
// additions, multiplications, divisions, square roots and fused multiply-adds.
#pragma once

#include "block.cuh"

// The 64 bits from which elements 2 block and 2 block + 1 of a stream are made.
__device__ inline void philox(uint64_t seed, uint64_t stream, uint64_t block, uint64_t (&bits)[2]) {
  uint32_t c0 = static_cast<uint32_t>(block);
  uint32_t c1 = static_cast<uint32_t>(block >> 32);
  uint32_t c2 = static_cast<uint32_t>(stream);
  uint32_t c3 = static_cast<uint32_t>(stream >> 32);
  uint32_t k0 = static_cast<uint32_t>(seed);
  uint32_t k1 = static_cast<uint32_t>(seed >> 32);
  for (int round = 0; round < 10; round++) {
    uint64_t product0 = uint64_t(0xD2511F53u) * c0;
    uint64_t product1 = uint64_t(0xCD9E8D57u) * c2;
    c0 = static_cast<uint32_t>(product1 >> 32) ^ c1 ^ k0;
    c2 = static_cast<uint32_t>(product0 >> 32) ^ c3 ^ k1;
    c1 = static_cast<uint32_t>(product1);
    c3 = static_cast<uint32_t>(product0);
    k0 += 0x9E3779B9u;
    k1 += 0xBB67AE85u;
  }
  bits[0] = uint64_t(c1) << 32 | c0;
  bits[1] = uint64_t(c3) << 32 | c2;
}

__device__ inline double uniform_of(uint64_t bits) {
  return (static_cast<double>(bits >> 12) + 0.5) * 0x1p-52;
}

// Natural logarithm of a normal positive number.
__device__ inline double logarithm(double x) {
  constexpr double LN2_HIGH = 0x1.62e42feep-1;
  constexpr double LN2_LOW = 0x1.a39ef35793c76p-33;
  int64_t bits = bits_as<int64_t>(x);
  // Subtracting the bits of the root of 1/2 puts the exponent of their quotient into the high bits.
  int64_t exponent = (bits - 0x3FE6A09E667F3BCDLL) >> 52;
  double m = bits_as<double>(bits - exponent * (int64_t(1) << 52));
  double s = (m - 1) / (m + 1);
  double z = s * s;
  double sum = 2.0 / 21;
  sum = fma(sum, z, 2.0 / 19);
  sum = fma(sum, z, 2.0 / 17);
  sum = fma(sum, z, 2.0 / 15);
  sum = fma(sum, z, 2.0 / 13);
  sum = fma(sum, z, 2.0 / 11);
  sum = fma(sum, z, 2.0 / 9);
  sum = fma(sum, z, 2.0 / 7);
  sum = fma(sum, z, 2.0 / 5);
  sum = fma(sum, z, 2.0 / 3);
  double series = s * z * sum;
  double scale = static_cast<double>(exponent);
  double high = fma(scale, LN2_HIGH, 2 * s);
  // The rounding error of the sum above.
  double rest = exponent == 0 ? 0 : 2 * s - (high - scale * LN2_HIGH);
  return high + (rest + fma(scale, LN2_LOW, series));
}

__device__ inline double central_quantile(double q) {
  double r = fma(-q, q, 0.425 * 0.425);
  double top = 2.5090809287301226727e+3;
  top = fma(top, r, 3.3430575583588128105e+4);
  top = fma(top, r, 6.7265770927008700853e+4);
  top = fma(top, r, 4.5921953931549871457e+4);
  top = fma(top, r, 1.3731693765509461125e+4);
  top = fma(top, r, 1.9715909503065514427e+3);
  top = fma(top, r, 1.3314166789178437745e+2);
  top = fma(top, r, 3.3871328727963666080e0);
  double bottom = 5.2264952788528545610e+3;
  bottom = fma(bottom, r, 2.8729085735721942674e+4);
  bottom = fma(bottom, r, 3.9307895800092710610e+4);
  bottom = fma(bottom, r, 2.1213794301586595867e+4);
  bottom = fma(bottom, r, 5.3941960214247511077e+3);
  bottom = fma(bottom, r, 6.8718700749205790830e+2);
  bottom = fma(bottom, r, 4.2313330701600911252e+1);
  bottom = fma(bottom, r, 1.0);
  return q * (top / bottom);
}

__device__ inline double near_tail(double r) {
  double top = 7.74545014278341407640e-4;
  top = fma(top, r, 2.27238449892691845833e-2);
  top = fma(top, r, 2.41780725177450611770e-1);
  top = fma(top, r, 1.27045825245236838258e0);
  top = fma(top, r, 3.64784832476320460504e0);
  top = fma(top, r, 5.76949722146069140550e0);
  top = fma(top, r, 4.63033784615654529590e0);
  top = fma(top, r, 1.42343711074968357734e0);
  double bottom = 1.05075007164441684324e-9;
  bottom = fma(bottom, r, 5.47593808499534494600e-4);
  bottom = fma(bottom, r, 1.51986665636164571966e-2);
  bottom = fma(bottom, r, 1.48103976427480074590e-1);
  bottom = fma(bottom, r, 6.89767334985100004550e-1);
  bottom = fma(bottom, r, 1.67638483018380384940e0);
  bottom = fma(bottom, r, 2.05319162663775882187e0);
  bottom = fma(bottom, r, 1.0);
  return top / bottom;
}

__device__ inline double far_tail(double r) {
  double top = 2.01033439929228813265e-7;
  top = fma(top, r, 2.71155556874348757815e-5);
  top = fma(top, r, 1.24266094738807843860e-3);
  top = fma(top, r, 2.65321895265761230930e-2);
  top = fma(top, r, 2.96560571828504891230e-1);
  top = fma(top, r, 1.78482653991729133580e0);
  top = fma(top, r, 5.46378491116411436990e0);
  top = fma(top, r, 6.65790464350110377720e0);
  double bottom = 2.04426310338993978564e-15;
  bottom = fma(bottom, r, 1.42151175831644588870e-7);
  bottom = fma(bottom, r, 1.84631831751005468180e-5);
  bottom = fma(bottom, r, 7.86869131145613259100e-4);
  bottom = fma(bottom, r, 1.48753612908506148525e-2);
  bottom = fma(bottom, r, 1.36929880922735805310e-1);
  bottom = fma(bottom, r, 5.99832206555887937690e-1);
  bottom = fma(bottom, r, 1.0);
  return top / bottom;
}

// The standard normal quantile of p in (0, 1).
__device__ inline double normal_quantile(double p) {
  double q = p - 0.5;
  if (fabs(q) <= 0.425) {
    return central_quantile(q);
  }
  double r = sqrt(-logarithm(q < 0 ? p : 1 - p));
  double tail = r <= 5 ? near_tail(r - 1.6) : far_tail(r - 5);
  return q < 0 ? -tail : tail;
}

// Fills a contiguous array with elements 0 ... count - 1 of a stream.
template <class T, bool NORMAL>
__device__ inline void fill_random(uint64_t seed, uint64_t stream, int64_t count, T* out) {
  for (int64_t block = global_thread(); 2 * block < count; block += all_threads()) {
    uint64_t bits[2];
    philox(seed, stream, block, bits);
    for (int half = 0; half < 2 && 2 * block + half < count; half++) {
      double uniform = uniform_of(bits[half]);
      out[2 * block + half] = static_cast<T>(NORMAL ? normal_quantile(uniform) : uniform);
    }
  }
}

// Each row of to becomes a row of from, which has so many choices: row i takes row floor(u choices),
// u being uniform i of a stream.
template <class T>
__device__ inline void draw_rows(
    uint64_t seed,
    uint64_t stream,
    int64_t choices,
    const T* from,
    int64_t from_row,
    int64_t rows,
    int64_t columns,
    T* to,
    int64_t to_row) {
  for (int64_t e = global_thread(); e < rows * columns; e += all_threads()) {
    int64_t i = e / columns;
    int64_t j = e % columns;
    uint64_t bits[2];
    philox(seed, stream, i / 2, bits);
    int64_t chosen = static_cast<int64_t>(uniform_of(bits[i % 2]) * choices);
    // The product may round up to the number of choices itself.
    chosen = chosen < choices ? chosen : choices - 1;
    to[i * to_row + j] = from[chosen * from_row + j];
  }
}
