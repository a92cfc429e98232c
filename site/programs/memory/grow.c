#include <stdlib.h>
#include <string.h>

__attribute__((export_name("letter"))) char *letter(void) {
    static char *kept;
    if (kept == NULL) kept = strdup("I stay where I am.");
    return kept;
}

__attribute__((export_name("allocate"))) void *allocate(unsigned bytes) {
    return malloc(bytes);
}

__attribute__((export_name("grow"))) unsigned grow(unsigned pages) {
    return __builtin_wasm_memory_grow(0, pages);
}

int main(void) {}
