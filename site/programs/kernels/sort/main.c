// Heapsort of 100,000 integers, a round: comparisons and branches that no processor can foretell.
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 8, COUNT = 100000 };

static uint32_t numbers[COUNT];

static void fill(void) {
  uint32_t x = 2463534242;
  for (int i = 0; i < COUNT; i++) {
    x ^= x << 13, x ^= x >> 17, x ^= x << 5;
    numbers[i] = x;
  }
}

static void sift(int at, int count) {
  uint32_t moving = numbers[at];
  for (int child; (child = 2 * at + 1) < count; at = child) {
    if (child + 1 < count && numbers[child + 1] > numbers[child]) child++;
    if (numbers[child] <= moving) break;
    numbers[at] = numbers[child];
  }
  numbers[at] = moving;
}

/** A hash of the sorted numbers. */
static uint64_t round_once(void) {
  fill();
  for (int at = COUNT / 2 - 1; at >= 0; at--) sift(at, COUNT);
  for (int count = COUNT - 1; count > 0; count--) {
    uint32_t largest = numbers[0];
    numbers[0] = numbers[count];
    numbers[count] = largest;
    sift(0, count);
  }
  uint64_t hash = 0;
  for (int i = 0; i < COUNT; i++) hash = hash * 31 + numbers[i];
  return hash;
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
