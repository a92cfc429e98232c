// A walk of 500,000 steps through 262,144 linked nodes in random order, a round: nearly every step waits for memory.
// A node holds one pointer: 4 bytes in WebAssembly, 8 bytes in a 64-bit native program.
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 8, NODES = 1 << 18, STEPS = 500000 };

struct node {
  struct node *next;
};

static struct node nodes[NODES];
static uint32_t order[NODES];

/** One cycle through all nodes: Sattolo's shuffle. */
static void link_up(void) {
  uint32_t x = 2463534242;
  for (uint32_t i = 0; i < NODES; i++) order[i] = i;
  for (uint32_t i = NODES - 1; i > 0; i--) {
    x ^= x << 13, x ^= x >> 17, x ^= x << 5;
    uint32_t other = x % i, moved = order[i];
    order[i] = order[other];
    order[other] = moved;
  }
  for (uint32_t i = 0; i < NODES; i++) nodes[order[i]].next = &nodes[order[(i + 1) % NODES]];
}

/** Where the walk ends. */
static uint64_t round_once(void) {
  if (nodes[0].next == NULL) link_up();
  struct node *at = nodes;
  for (int step = 0; step < STEPS; step++) at = at->next;
  return (uint64_t)(at - nodes);
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
