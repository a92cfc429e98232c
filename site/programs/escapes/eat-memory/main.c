#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Just under 1 MiB: allocators add a few bytes, and some round up to a power of two. */
#define BLOCK ((1UL << 20) - 64)

int main(void)
{
    unsigned long blocks = 0;
    for (char *block = malloc(BLOCK); block != NULL; block = malloc(BLOCK)) {
        memset(block, 1, BLOCK);
        /* volatile: the compiler must not leave the block out */
        *(volatile char *)block = 2;
        blocks++;
    }
    printf("malloc() gave %lu blocks of 1 MiB, then NULL.\n", blocks);
    return 1;
}
