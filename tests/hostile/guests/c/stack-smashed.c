/* Writes over its own stack, with what would be return addresses elsewhere. */
#include <stdio.h>
#include <string.h>

int main(void)
{
    char buffer[16];
    volatile size_t size = 200000;
    memset(buffer, 0x41, size);
    printf("Content-Type: text/plain\n\n%c survived\n", buffer[7]);
}
