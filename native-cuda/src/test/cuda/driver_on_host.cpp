// A stand-in for the NVIDIA driver's library, for tests without a GPU: the driver's functions that
// the backend calls, over the kernels compiled for the host. Device memory is host memory between
// pages that no one may touch, so that a kernel that leaves its buffer ends the process.

#include "../../main/cuda/kernels.cu"

#include <chrono>
#include <cstdio>
#include <memory>
#include <unordered_map>

namespace {

enum Result {
  SUCCESS = 0,
  INVALID_VALUE = 1,
  OUT_OF_MEMORY = 2,
  INVALID_IMAGE = 200,
  NOT_FOUND = 500,
  LAUNCH_FAILED = 719
};

constexpr std::size_t TOTAL_MEMORY = std::size_t(1) << 30;
constexpr int MOST_SHARED = 99 << 10;

struct Allocation {
  std::unique_ptr<host::Guarded> memory;
  std::size_t bytes;
};

std::unordered_map<uint64_t, Allocation> allocations;
std::size_t used_memory = 0;
long launches_until_failure = -1;
long copied_bytes = 0;

// After a launch has failed, so does every later call, as on a device.
bool lost = false;

}  // namespace

extern "C" {

// For tests: the order in which the threads of a block run.
void host_threads_backwards(int backwards) {
  host::backwards = backwards != 0;
}

// For tests: the launch after so many more fails; never if negative.
void host_fail_after(long launches) {
  launches_until_failure = launches;
  lost = false;
}

// For tests: the bytes that are allocated.
long host_used_memory() {
  return static_cast<long>(used_memory);
}

// For tests: the bytes that have crossed the bus, either way.
long host_copied_bytes() {
  return copied_bytes;
}

int cuInit(unsigned) {
  return SUCCESS;
}

int cuDriverGetVersion(int* version) {
  *version = 13000;
  return SUCCESS;
}

int cuDeviceGetCount(int* count) {
  *count = 1;
  return SUCCESS;
}

int cuDeviceGet(int* device, int) {
  *device = 0;
  return SUCCESS;
}

int cuDeviceGetName(char* name, int length, int) {
  std::snprintf(name, length, "stand-in on the host");
  return SUCCESS;
}

int cuDeviceGetAttribute(int* value, int attribute, int) {
  constexpr int MULTIPROCESSORS = 16, MAJOR = 75, MINOR = 76;
  *value = attribute == MULTIPROCESSORS ? 2 : attribute == MAJOR ? 9 : attribute == MINOR ? 0 : 1;
  return SUCCESS;
}

int cuDevicePrimaryCtxRetain(void** context, int) {
  static int only;
  *context = &only;
  return SUCCESS;
}

int cuDevicePrimaryCtxRelease_v2(int) {
  return SUCCESS;
}

int cuCtxSetCurrent(void*) {
  return SUCCESS;
}

int cuCtxSynchronize() {
  return lost ? LAUNCH_FAILED : SUCCESS;
}

int cuModuleLoadData(void** module, const void* image) {
  static int only;
  *module = &only;
  return image == nullptr ? INVALID_IMAGE : SUCCESS;
}

int cuModuleUnload(void*) {
  return SUCCESS;
}

int cuModuleGetFunction(void** function, void*, const char* name) {
  auto found = host::kernels().find(name);
  if (found == host::kernels().end()) {
    return NOT_FOUND;
  }
  *function = reinterpret_cast<void*>(found->second);
  return SUCCESS;
}

int cuFuncSetAttribute(void*, int, int value) {
  return value <= MOST_SHARED ? SUCCESS : INVALID_VALUE;
}

int cuMemGetInfo_v2(std::size_t* free, std::size_t* total) {
  *free = TOTAL_MEMORY - used_memory;
  *total = TOTAL_MEMORY;
  return lost ? LAUNCH_FAILED : SUCCESS;
}

int cuMemAlloc_v2(uint64_t* address, std::size_t bytes) {
  if (lost) {
    return LAUNCH_FAILED;
  }
  if (bytes == 0) {
    return INVALID_VALUE;
  }
  if (used_memory + bytes > TOTAL_MEMORY) {
    return OUT_OF_MEMORY;
  }
  auto memory = std::make_unique<host::Guarded>(bytes, host::Guarded::At::END);
  *address = reinterpret_cast<uint64_t>(memory->start());
  // Nobody may rely on fresh memory being zero. Large buffers are not touched page by page.
  std::memset(reinterpret_cast<void*>(*address), 0xA5, bytes < (64u << 10) ? bytes : 64u << 10);
  allocations[*address] = {std::move(memory), bytes};
  used_memory += bytes;
  return SUCCESS;
}

int cuMemFree_v2(uint64_t address) {
  auto found = allocations.find(address);
  if (found == allocations.end()) {
    return INVALID_VALUE;
  }
  used_memory -= found->second.bytes;
  allocations.erase(found);
  return SUCCESS;
}

int cuMemsetD8_v2(uint64_t address, unsigned char value, std::size_t bytes) {
  std::memset(reinterpret_cast<void*>(address), value, bytes);
  return lost ? LAUNCH_FAILED : SUCCESS;
}

int cuMemcpyHtoD_v2(uint64_t to, const void* from, std::size_t bytes) {
  copied_bytes += static_cast<long>(bytes);
  std::memcpy(reinterpret_cast<void*>(to), from, bytes);
  return lost ? LAUNCH_FAILED : SUCCESS;
}

int cuMemcpyDtoH_v2(void* to, uint64_t from, std::size_t bytes) {
  copied_bytes += static_cast<long>(bytes);
  std::memcpy(to, reinterpret_cast<void*>(from), bytes);
  return lost ? LAUNCH_FAILED : SUCCESS;
}

int cuGetErrorName(int error, const char** name) {
  switch (error) {
    case OUT_OF_MEMORY:
      *name = "CUDA_ERROR_OUT_OF_MEMORY";
      break;
    case LAUNCH_FAILED:
      *name = "CUDA_ERROR_LAUNCH_FAILED";
      break;
    default:
      *name = "CUDA_ERROR_UNKNOWN";
  }
  return SUCCESS;
}

using Clock = std::chrono::steady_clock;

int cuEventCreate(void** event, unsigned) {
  *event = new Clock::time_point;
  return SUCCESS;
}

int cuEventRecord(void* event, void*) {
  *static_cast<Clock::time_point*>(event) = Clock::now();
  return lost ? LAUNCH_FAILED : SUCCESS;
}

int cuEventSynchronize(void*) {
  return lost ? LAUNCH_FAILED : SUCCESS;
}

int cuEventElapsedTime(float* milliseconds, void* start, void* end) {
  auto from = *static_cast<Clock::time_point*>(start);
  auto to = *static_cast<Clock::time_point*>(end);
  *milliseconds = std::chrono::duration<float, std::milli>(to - from).count();
  return SUCCESS;
}

int cuEventDestroy_v2(void* event) {
  delete static_cast<Clock::time_point*>(event);
  return SUCCESS;
}

int cuLaunchKernel(
    void* function,
    unsigned grid_x, unsigned grid_y, unsigned grid_z,
    unsigned block_x, unsigned block_y, unsigned block_z,
    unsigned shared_bytes, void*, void** arguments, void**) {
  if (lost || launches_until_failure == 0) {
    lost = true;
    return LAUNCH_FAILED;
  }
  launches_until_failure -= launches_until_failure > 0;
  bool possible = grid_x > 0 && grid_y > 0 && grid_z > 0 && grid_x < (1u << 31) && grid_y < 65536
      && grid_z < 65536 && block_x > 0 && block_x <= 1024 && block_x % host::WARP == 0
      && block_y == 1 && block_z == 1 && shared_bytes <= MOST_SHARED;
  if (!possible) {
    return INVALID_VALUE;
  }
  auto launch = reinterpret_cast<host::Launch>(function);
  host::run_grid({grid_x, grid_y, grid_z}, block_x, shared_bytes, [&] { launch(arguments); });
  return SUCCESS;
}

}  // extern "C"
