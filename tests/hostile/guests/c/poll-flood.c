/* Waits for 2^31 things at once, for as many as fit its memory, and for kinds of things that there are not. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wasi/api.h>

int main(void)
{
    size_t most = 200000;
    __wasi_subscription_t *asked = calloc(most, sizeof *asked);
    __wasi_event_t *events = calloc(most, sizeof *events);
    __wasi_size_t count = 0;
    int refused = __wasi_poll_oneoff(asked, events, 0x80000000, &count) != 0;
    refused += __wasi_poll_oneoff(asked, events, most, &count) != 0;
    refused += __wasi_poll_oneoff(asked, events, 0, &count) != 0;
    memset(asked, 0xff, sizeof *asked * 64);
    __wasi_poll_oneoff(asked, events, 64, &count);
    printf("Content-Type: text/plain\n\n%d refused\n", refused);
}
