#include <stdio.h>

int main(void)
{
    puts("Hello from a sealed case!");
}
