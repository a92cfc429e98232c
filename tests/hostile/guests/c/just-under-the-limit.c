/* Uses most of the CPU time that it may, and then answers; it is asked again and again. */
#include <stdio.h>
#include <wasi/api.h>

int main(void)
{
    __wasi_timestamp_t used = 0;
    while (used < 150 * 1000 * 1000) {
        __wasi_clock_time_get(2, 0, &used);
    }
    printf("Content-Type: text/plain\n\nin time\n");
}
