// The product of two 192 by 192 matrices of doubles, a round: floating point in a plain triple loop.
#include <inttypes.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 8, N = 192 };

static double a[N][N], b[N][N], product[N][N];

static void fill(void) {
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) {
      a[i][j] = (i * 7 + j * 3) % 11;
      b[i][j] = (i * 5 + j * 2) % 13;
      product[i][j] = 0;
    }
}

/** The product's sum, which is exact: every number in it is a small integer. */
static uint64_t round_once(void) {
  fill();
  for (int i = 0; i < N; i++)
    for (int k = 0; k < N; k++)
      for (int j = 0; j < N; j++) product[i][j] += a[i][k] * b[k][j];
  double sum = 0;
  for (int i = 0; i < N; i++)
    for (int j = 0; j < N; j++) sum += product[i][j];
  return (uint64_t)sum;
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
