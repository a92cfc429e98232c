#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <time.h>

enum { ROUNDS = 500, WARM_UP = 50 };

static void *nothing(void *argument)
{
    return argument;
}

static uint64_t now(void)
{
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return (uint64_t)time.tv_sec * 1000000000 + (uint64_t)time.tv_nsec;
}

/* Prints the nanoseconds of every start of a thread that does nothing, until it has ended. */
int main(void)
{
    for (int round = 0; round < ROUNDS + WARM_UP; round++) {
        pthread_t thread;
        uint64_t start = now();
        if (pthread_create(&thread, NULL, nothing, NULL) != 0)
            return 1;
        pthread_join(thread, NULL);
        if (round >= WARM_UP)
            printf("ns %" PRIu64 "\n", now() - start);
    }
}
