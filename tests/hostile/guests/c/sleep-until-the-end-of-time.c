/* Sleeps for the longest time that there is, so that a sum in the host may overflow. */
#include <wasi/api.h>

int main(void)
{
    __wasi_subscription_t asked[2] = {
        {.u = {.u = {.clock = {.id = 1, .timeout = -1, .precision = -1}}}},
        {.u = {.u = {.clock = {.id = 0, .timeout = -1, .precision = -1, .flags = 1}}}},
    };
    __wasi_event_t events[2];
    __wasi_size_t count;
    __wasi_poll_oneoff(asked, events, 2, &count);
}
