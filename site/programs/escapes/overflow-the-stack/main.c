#include <stdio.h>

/* volatile: the frame must be there, and the call must not become a loop */
static volatile unsigned long end = 0;

static unsigned long descend(unsigned long depth)
{
    volatile char frame[256];
    frame[depth % sizeof frame] = (char)depth;
    if (depth == end)
        return 0;
    if ((depth & (depth - 1)) == 0)
        printf(" %lu", depth);
    return descend(depth + 1) + (unsigned long)frame[depth % sizeof frame];
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    printf("Calls deep:");
    descend(1);
    puts("\nIt came back.");
}
