/* Asks for 48 MiB of random bytes at a time: the host has to make them all before it can look at its clock. */
#include <wasi/api.h>

static uint8_t room[48 << 20];

int main(void)
{
    for (;;) {
        __wasi_random_get(room, sizeof room);
    }
}
