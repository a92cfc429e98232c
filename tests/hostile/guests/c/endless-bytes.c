/* Logs one byte at a time, so that each costs a call into the host. */
#include <stdio.h>

int main(void)
{
    for (;;) {
        fputc('x', stderr);
    }
}
