// What the device can do at most, measured beside our own times: copying, and CUB's radix sorts of
// as many keys with their indices as a loss sorts.

#include <cub/cub.cuh>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <vector>

#define CHECK(call)                                                                \
  do {                                                                             \
    cudaError_t error = (call);                                                    \
    if (error != cudaSuccess) {                                                    \
      std::fprintf(stderr, "%s: %s\n", #call, cudaGetErrorString(error));          \
      std::exit(1);                                                                \
    }                                                                              \
  } while (false)

template <class Work>
static double median(Work work) {
  cudaEvent_t start, end;
  CHECK(cudaEventCreate(&start));
  CHECK(cudaEventCreate(&end));
  std::vector<float> times;
  for (int run = -3; run < 11; run++) {
    CHECK(cudaEventRecord(start));
    work();
    CHECK(cudaEventRecord(end));
    CHECK(cudaEventSynchronize(end));
    float milliseconds;
    CHECK(cudaEventElapsedTime(&milliseconds, start, end));
    if (run >= 0) {
      times.push_back(milliseconds);
    }
  }
  std::sort(times.begin(), times.end());
  return times[times.size() / 2];
}

__global__ void fill(int64_t count, float* keys) {
  for (int64_t e = blockIdx.x * int64_t(blockDim.x) + threadIdx.x; e < count;
       e += int64_t(gridDim.x) * blockDim.x) {
    uint64_t bits = (e + 1) * 0x9E3779B97F4A7C15ull;
    bits = (bits ^ bits >> 31) * 0xBF58476D1CE4E5B9ull;
    keys[e] = static_cast<float>(bits >> 40) - 8388608.0f;
  }
}

// Both sides of a loss: keys with indices for the samples, keys alone for the data.
static double sorts(int64_t points, int64_t slices, float* in, float* out, int* from, int* to) {
  int64_t at_once = std::min<int64_t>(slices, std::max<int64_t>(1, (int64_t(1) << 23) / points));
  int64_t blocks = slices / at_once;
  std::vector<int> offsets;
  for (int64_t s = 0; s <= at_once; s++) {
    offsets.push_back(static_cast<int>(s * points));
  }
  int* device_offsets;
  CHECK(cudaMalloc(&device_offsets, offsets.size() * sizeof(int)));
  CHECK(cudaMemcpy(
      device_offsets, offsets.data(), offsets.size() * sizeof(int), cudaMemcpyHostToDevice));
  int64_t count = at_once * points;
  bool segmented = at_once > 1;
  size_t bytes = 0;
  void* scratch = nullptr;
  auto sort = [&] {
    if (segmented) {
      CHECK(cub::DeviceSegmentedRadixSort::SortPairs(
          scratch, bytes, in, out, from, to, count, at_once, device_offsets, device_offsets + 1));
    } else {
      CHECK(cub::DeviceRadixSort::SortPairs(scratch, bytes, in, out, from, to, count));
    }
  };
  sort();
  CHECK(cudaMalloc(&scratch, bytes));
  auto sort_keys = [&] {
    size_t same = bytes;
    if (segmented) {
      CHECK(cub::DeviceSegmentedRadixSort::SortKeys(
          scratch, same, in, out, count, at_once, device_offsets, device_offsets + 1));
    } else {
      CHECK(cub::DeviceRadixSort::SortKeys(scratch, same, in, out, count));
    }
  };
  double time = median([&] {
    for (int64_t b = 0; b < blocks; b++) {
      sort();
      sort_keys();
    }
  });
  CHECK(cudaFree(scratch));
  CHECK(cudaFree(device_offsets));
  return time;
}

int main() {
  int64_t most = 10000000;
  float *in, *out;
  int *from, *to;
  int64_t size = std::max<int64_t>(most, int64_t(1) << 24);
  CHECK(cudaMalloc(&in, size * 4));
  CHECK(cudaMalloc(&out, size * 4));
  CHECK(cudaMalloc(&from, size * 4));
  CHECK(cudaMalloc(&to, size * 4));
  fill<<<1024, 256>>>(size, in);
  CHECK(cudaGetLastError());
  double copy = median([&] { CHECK(cudaMemcpy(out, in, size * 4, cudaMemcpyDeviceToDevice)); });
  std::printf("| ceiling | |\n|---|---|\n");
  std::printf("| copy, read and write, GB/s | %.0f |\n", 2.0 * size * 4 / copy * 1e-6);
  int64_t shapes[][2] = {{10000, 1000}, {100000, 200}, {1000000, 64}, {10000000, 64}};
  for (auto& shape : shapes) {
    std::printf("| CUB sorts of (%ld, %ld), ms | %.3f |\n", long(shape[0]), long(shape[1]),
                sorts(shape[0], shape[1], in, out, from, to));
  }
}
