// 8 million direct calls of four tiny functions that the compiler may not inline, a round.
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 8, CALLS = 8000000 };

__attribute__((noinline)) static uint32_t first(uint32_t x) { return x * 3 + 1; }
__attribute__((noinline)) static uint32_t second(uint32_t x) { return x ^ x >> 7; }
__attribute__((noinline)) static uint32_t third(uint32_t x) { return x + 0x9e3779b9; }
__attribute__((noinline)) static uint32_t last(uint32_t x) { return x * 5; }

static volatile uint32_t seed = 1;

/** What the calls make of the seed. */
static uint64_t round_once(void) {
  uint32_t x = seed;
  for (uint32_t i = 0; i < CALLS; i += 4) x = last(third(second(first(x))));
  return x;
}

static uint64_t now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/** Prints the nanoseconds of every round but the first, then the checksum of the last. */
int main(void) {
  uint64_t checksum = round_once();
  for (int round = 1; round < ROUNDS; round++) {
    uint64_t start = now();
    checksum = round_once();
    printf("ns %" PRIu64 "\n", now() - start);
  }
  printf("checksum %016" PRIx64 "\n", checksum);
}
