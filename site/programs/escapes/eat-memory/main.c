#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define MIB (1UL << 20)

int main(void)
{
    unsigned long mebibytes = 0;
    for (char *block = malloc(MIB); block != NULL; block = malloc(MIB)) {
        memset(block, 1, MIB);
        /* volatile: the compiler must not leave the block out */
        *(volatile char *)block = 2;
        mebibytes++;
    }
    printf("malloc() gave %lu MiB, then NULL.\n", mebibytes);
    return 1;
}
