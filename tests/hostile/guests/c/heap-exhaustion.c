/* Takes all the memory that it can get, uses it, and then goes on asking. */
#include <stdio.h>
#include <stdlib.h>

static char *volatile block;

int main(void)
{
    size_t taken = 0;
    for (size_t size = 16 << 20; size >= 4096; size /= 2) {
        while ((block = malloc(size)) != NULL) {
            block[size - 1] = 1;
            taken += size;
        }
    }
    for (int again = 0; again < 1000; again++) {
        block = malloc(16 << 20);
        if (block != NULL) {
            abort();
        }
    }
    printf("Content-Type: text/plain\n\n%s\n", taken < 64 << 20 ? "less than 64 MiB" : "more than 64 MiB");
}
