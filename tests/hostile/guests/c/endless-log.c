/* Fills its log without end. */
#include <stdio.h>

int main(void)
{
    for (;;) {
        fprintf(stderr, "%01000d\n", 0);
    }
}
