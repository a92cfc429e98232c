/* Takes 16 MiB of its stack of 64 KiB, and writes to them. */
#include <alloca.h>

int main(int count, char **arguments)
{
    volatile char *room = alloca((size_t)count << 24);
    for (int at = 0; at < 1 << 24; at += 4096) {
        room[at] = 1;
    }
    return room[1];
}
