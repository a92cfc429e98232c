#include <stdio.h>
#include <string.h>
#ifndef __wasi__
#include <sys/mman.h>
#endif

/* Machine code of: return 42 */
#if defined __aarch64__
static unsigned char data[] = {0x40, 0x05, 0x80, 0x52, 0xc0, 0x03, 0x5f, 0xd6};
#else
static unsigned char data[] = {0xb8, 0x2a, 0x00, 0x00, 0x00, 0xc3};
#endif

/* volatile: the compiler must not see through the pointer */
static int call(void *address)
{
    int (*volatile function)(void) = (int (*)(void))address;
    return function();
}

int main(void)
{
    setvbuf(stdout, NULL, _IONBF, 0);
#ifndef __wasi__
    /* A process may ask for memory that can be written and executed. WASI has no such call. */
    void *page = mmap(NULL, 4096, PROT_READ | PROT_WRITE | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (page != MAP_FAILED) {
        memcpy(page, data, sizeof data);
        __builtin___clear_cache((char *)page, (char *)page + sizeof data);
        printf("Bytes in executable memory: they ran and returned %d.\n", call(page));
    }
#endif
    printf("Bytes in plain data, at address %p: ", (void *)data);
    printf("they ran and returned %d.\n", call(data));
}
