// The part of CUDA C++ that the kernels use, for one CPU thread. A block's threads are coroutines:
// each runs until it waits for others, so that barriers and the exchanges of a warp mean what they
// mean on a GPU. Blocks run one after the other.
#pragma once

#include <algorithm>
#include <cmath>
#include <csetjmp>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <ucontext.h>

#define __device__
#define __global__
#define __shared__ static
#define __align__(bytes) __attribute__((aligned(bytes)))

struct Dimensions {
  unsigned x, y, z;
};

inline Dimensions threadIdx, blockIdx, blockDim, gridDim;

namespace host {

constexpr int WARP = 32;
constexpr std::size_t STACK = 64 << 10;

// Which thread of a block goes first: what a barrier is missing for differs from one to the other.
inline bool backwards = false;
inline std::vector<unsigned char> shared;

class Barrier {
 public:
  bool arrive(unsigned expected) {
    if (++arrived_ < expected) {
      return false;
    }
    arrived_ = 0;
    generation_++;
    return true;
  }
  uint64_t generation() const {
    return generation_;
  }

 private:
  unsigned arrived_ = 0;
  uint64_t generation_ = 0;
};

struct Warp {
  Barrier barrier;
  // Two, since a lane may bring its next value before another has read the last ones.
  uint64_t values[2][WARP];
};

struct Coroutine {
  std::unique_ptr<unsigned char[]> stack;
  ucontext_t start;
  jmp_buf state;
  bool begun = false;
  bool finished = true;
  uint64_t exchanges = 0;
};

inline jmp_buf scheduler;
inline std::vector<std::unique_ptr<Coroutine>> coroutines;
inline std::vector<Warp> warps;
inline Barrier block_barrier;
inline const std::function<void()>* body;
inline unsigned current;
inline bool progress;

inline void yield() {
  if (_setjmp(coroutines[current]->state) == 0) {
    _longjmp(scheduler, 1);
  }
}

inline void run_coroutine() {
  for (;;) {
    (*body)();
    coroutines[current]->finished = true;
    progress = true;
    yield();
  }
}

__attribute__((noinline)) inline void resume(unsigned thread) {
  current = thread;
  threadIdx = {thread, 0, 0};
  Coroutine& coroutine = *coroutines[thread];
  if (_setjmp(scheduler) == 0) {
    if (coroutine.begun) {
      _longjmp(coroutine.state, 1);
    }
    coroutine.begun = true;
    getcontext(&coroutine.start);
    coroutine.start.uc_stack.ss_sp = coroutine.stack.get();
    coroutine.start.uc_stack.ss_size = STACK;
    coroutine.start.uc_link = nullptr;
    makecontext(&coroutine.start, run_coroutine, 0);
    setcontext(&coroutine.start);
  }
}

inline void wait(Barrier& barrier, unsigned expected) {
  uint64_t generation = barrier.generation();
  if (barrier.arrive(expected)) {
    progress = true;
    return;
  }
  while (barrier.generation() == generation) {
    yield();
  }
}

// Runs one block to its end.
inline void run_block() {
  unsigned threads = blockDim.x;
  for (unsigned t = 0; t < threads; t++) {
    coroutines[t]->finished = false;
    coroutines[t]->exchanges = 0;
  }
  unsigned unfinished = threads;
  while (unfinished > 0) {
    unfinished = 0;
    progress = false;
    for (unsigned t = 0; t < threads; t++) {
      unsigned thread = backwards ? threads - 1 - t : t;
      if (!coroutines[thread]->finished) {
        resume(thread);
      }
      unfinished += !coroutines[thread]->finished;
    }
    if (!progress) {
      std::fprintf(stderr, "the threads of a block wait for each other for ever\n");
      std::abort();
    }
  }
}

// Runs all blocks of a launch.
inline void run_grid(
    Dimensions grid, unsigned threads, std::size_t bytes, const std::function<void()>& kernel) {
  gridDim = grid;
  blockDim = {threads, 1, 1};
  body = &kernel;
  shared.resize(bytes + alignof(std::max_align_t));
  warps = std::vector<Warp>((threads + WARP - 1) / WARP);
  while (coroutines.size() < threads) {
    coroutines.push_back(std::make_unique<Coroutine>());
    coroutines.back()->stack.reset(new unsigned char[STACK]);
  }
  for (unsigned z = 0; z < grid.z; z++) {
    for (unsigned y = 0; y < grid.y; y++) {
      for (unsigned x = 0; x < grid.x; x++) {
        blockIdx = {x, y, z};
        // What a block finds in shared memory is nothing to rely on.
        std::fill(shared.begin(), shared.end(), 0xA5);
        run_block();
      }
    }
  }
}

inline Warp& own_warp() {
  return warps[current / WARP];
}

inline void wait_for_warp() {
  wait(own_warp().barrier, WARP);
}

// All values of a warp, once every lane has brought its own.
template <class T>
inline const uint64_t* exchange(T value) {
  static_assert(sizeof(T) <= sizeof(uint64_t), "a lane's value is a word");
  uint64_t* values = own_warp().values[coroutines[current]->exchanges++ % 2];
  std::memcpy(values + current % WARP, &value, sizeof(T));
  wait_for_warp();
  return values;
}

template <class T>
inline T lane_value(const uint64_t* values, int lane) {
  T value;
  std::memcpy(&value, values + lane, sizeof(T));
  return value;
}

// Kernels by name, called with pointers to their arguments as the driver has them.
using Launch = void (*)(void** arguments);

inline std::map<std::string, Launch>& kernels() {
  static std::map<std::string, Launch> all;
  return all;
}

template <auto KERNEL_FUNCTION>
struct Unpacked;

template <class... Arguments, void (*KERNEL_FUNCTION)(Arguments...)>
struct Unpacked<KERNEL_FUNCTION> {
  static void launch(void** arguments) {
    call(arguments, std::index_sequence_for<Arguments...>());
  }
  template <std::size_t... INDEX>
  static void call(void** arguments, std::index_sequence<INDEX...>) {
    KERNEL_FUNCTION(*static_cast<Arguments*>(arguments[INDEX])...);
  }
};

struct Registration {
  Registration(const char* name, Launch launch) {
    kernels()[name] = launch;
  }
};

}  // namespace host

#define KERNEL(name, threads, parameters)                         \
  static void name parameters;                                    \
  static const host::Registration registration_of_##name(         \
      #name, host::Unpacked<static_cast<void(*) parameters>(name)>::launch); \
  static void name parameters

#define DYNAMIC_SHARED(type, name)                                              \
  type* name = reinterpret_cast<type*>(                                         \
      (reinterpret_cast<uintptr_t>(host::shared.data()) + 15) & ~uintptr_t(15))

inline void __syncthreads() {
  host::wait(host::block_barrier, blockDim.x);
}

inline void __syncwarp() {
  host::wait_for_warp();
}

template <class T>
inline T __shfl_down_sync(unsigned, T value, int offset) {
  const uint64_t* values = host::exchange(value);
  int lane = host::current % host::WARP + offset;
  return lane < host::WARP ? host::lane_value<T>(values, lane) : value;
}

template <class T>
inline T __shfl_up_sync(unsigned, T value, int offset) {
  const uint64_t* values = host::exchange(value);
  int lane = static_cast<int>(host::current % host::WARP) - offset;
  return lane >= 0 ? host::lane_value<T>(values, lane) : value;
}

template <class T>
inline T __shfl_xor_sync(unsigned, T value, int mask) {
  const uint64_t* values = host::exchange(value);
  return host::lane_value<T>(values, host::current % host::WARP ^ mask);
}

inline unsigned __match_any_sync(unsigned, uint32_t value) {
  const uint64_t* values = host::exchange(value);
  unsigned peers = 0;
  for (int lane = 0; lane < host::WARP; lane++) {
    peers |= static_cast<unsigned>(host::lane_value<uint32_t>(values, lane) == value) << lane;
  }
  return peers;
}

inline int __popc(unsigned bits) {
  return __builtin_popcount(bits);
}

template <class T>
inline T atomicAdd(T* target, T value) {
  T old = *target;
  *target += value;
  return old;
}

inline int atomicOr(int* target, int bits) {
  int old = *target;
  *target |= bits;
  return old;
}
