/* Prints one byte at a time, so that each costs a call into the host. */
#include <stdio.h>

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
    for (;;) {
        putchar('x');
    }
}
