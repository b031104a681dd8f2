// The part of CUDA C++ that the kernels use, for one CPU thread. A block's threads are coroutines:
// each runs until it waits for others, so that barriers and the exchanges of a warp mean what they
// mean on a GPU. Blocks run one after the other.
#pragma once

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

#include <sys/mman.h>
#include <ucontext.h>
#include <unistd.h>

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

// Memory that ends at a page that no one may touch, so that a write beyond its end, or, below a
// stack, before its start, ends the process.
class Guarded {
 public:
  enum class At { END, START };

  Guarded(std::size_t bytes, At at) {
    std::size_t page = static_cast<std::size_t>(sysconf(_SC_PAGESIZE));
    std::size_t body = (bytes + page - 1) / page * page;
    mapped_ = body + page;
    pages_ = static_cast<char*>(mmap(
        nullptr, mapped_, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1,
        0));
    if (pages_ == MAP_FAILED
        || mprotect(at == At::END ? pages_ + body : pages_, page, PROT_NONE) != 0) {
      std::fprintf(stderr, "%zu bytes of memory cannot be had\n", bytes);
      std::abort();
    }
    std::size_t padded = (bytes + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
    start_ = at == At::END ? pages_ + body - padded : pages_ + page;
  }
  ~Guarded() {
    munmap(pages_, mapped_);
  }
  Guarded(const Guarded&) = delete;
  Guarded& operator=(const Guarded&) = delete;

  char* start() const {
    return start_;
  }

 private:
  static constexpr std::size_t ALIGNMENT = 16;
  char* pages_;
  char* start_;
  std::size_t mapped_;
};

inline std::unique_ptr<Guarded> shared;
inline std::size_t shared_bytes = 0;

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
  explicit Coroutine(unsigned thread) : thread(thread) {}
  // Tops of stacks at one place of a page each would all fall into the same few cache lines.
  std::size_t stack_size() const {
    return STACK - thread % 64 * 128;
  }
  bool can_run() const {
    return !finished && (waiting == nullptr || waiting->generation() != generation);
  }

  unsigned thread;
  Guarded stack{STACK, Guarded::At::START};
  ucontext_t start;
  jmp_buf state;
  bool begun = false;
  bool finished = true;
  uint64_t exchanges = 0;
  const Barrier* waiting = nullptr;
  uint64_t generation = 0;
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
    coroutine.start.uc_stack.ss_sp = coroutine.stack.start();
    coroutine.start.uc_stack.ss_size = coroutine.stack_size();
    coroutine.start.uc_link = nullptr;
    makecontext(&coroutine.start, run_coroutine, 0);
    setcontext(&coroutine.start);
  }
}

inline void wait(Barrier& barrier, unsigned expected) {
  uint64_t generation = barrier.generation();
  if (barrier.arrive(expected)) {
    return;
  }
  Coroutine& own = *coroutines[current];
  own.waiting = &barrier;
  own.generation = generation;
  yield();
  own.waiting = nullptr;
}

// Runs the threads of a warp until all of them wait for other warps, or are done.
inline void run_warp(unsigned first) {
  bool ran;
  do {
    ran = false;
    for (unsigned l = 0; l < WARP; l++) {
      unsigned thread = first + (backwards ? WARP - 1 - l : l);
      if (coroutines[thread]->can_run()) {
        resume(thread);
        ran = true;
        progress = true;
      }
    }
  } while (ran);
}

// Runs one block to its end.
inline void run_block() {
  unsigned threads = blockDim.x;
  for (unsigned t = 0; t < threads; t++) {
    coroutines[t]->finished = false;
    coroutines[t]->exchanges = 0;
  }
  do {
    progress = false;
    for (unsigned w = 0; w < threads; w += WARP) {
      run_warp(backwards ? threads - WARP - w : w);
    }
  } while (progress);
  for (unsigned t = 0; t < threads; t++) {
    if (!coroutines[t]->finished) {
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
  if (shared == nullptr || shared_bytes != bytes) {
    shared = std::make_unique<Guarded>(bytes, Guarded::At::END);
    shared_bytes = bytes;
  }
  warps = std::vector<Warp>((threads + WARP - 1) / WARP);
  while (coroutines.size() < threads) {
    coroutines.push_back(std::make_unique<Coroutine>(coroutines.size()));
  }
  for (unsigned z = 0; z < grid.z; z++) {
    for (unsigned y = 0; y < grid.y; y++) {
      for (unsigned x = 0; x < grid.x; x++) {
        blockIdx = {x, y, z};
        // What a block finds in shared memory is nothing to rely on.
        std::memset(shared->start(), 0xA5, bytes);
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

#define DYNAMIC_SHARED(type, name) type* name = reinterpret_cast<type*>(host::shared->start())

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
