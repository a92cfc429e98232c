/* Asks clocks that are not there. */
#include <stdio.h>
#include <wasi/api.h>

int main(void)
{
    __wasi_timestamp_t now;
    int told = 0;
    for (unsigned clock = 4; clock < 100; clock++) {
        told += __wasi_clock_time_get(clock, 0, &now) == 0;
    }
    told += __wasi_clock_time_get(0xffffffff, -1, &now) == 0;
    told += __wasi_clock_time_get(0x80000000, -1, &now) == 0;
    printf("Content-Type: text/plain\n\n%d strange clocks\n", told);
}
