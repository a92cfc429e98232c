#include <stdio.h>

int main(void)
{
    puts("Counting for ever.");
    fflush(stdout);
    for (volatile unsigned long count = 0;; count++) {
    }
}
