#include <stdint.h>
#include <stdio.h>
#include <string.h>

int main(void) {
    uint32_t number = 0x11223344;
    uint8_t bytes[4];
    memcpy(bytes, &number, 4);
    printf("%x %x %x %x\n", bytes[0], bytes[1], bytes[2], bytes[3]);
    uint32_t turned = __builtin_bswap32(number);
    int negative = -2;
    float half = 0.5f;
    double third = 1.0 / 3.0;
    char text[] = "\u00e9";
    printf("%u bytes of text, %d, %g, %g, %x\n", (unsigned)strlen(text), negative, half, third, turned);
}
