#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int main(void) {
    char *small = malloc(16);
    strcpy(small, "a small block");
    char *next = malloc(16);
    strcpy(next, "its neighbour");
    free(small);
    char *again = malloc(16);
    strcpy(again, "the same place");
    unsigned pages = __builtin_wasm_memory_size(0);
    char *large = malloc(100000);
    unsigned more = __builtin_wasm_memory_size(0);
    large[99999] = '!';
    printf("%u pages, then %u\n", pages, more);
    printf("%s, %s\n", again, next);
    free(large);
}
