#include <stdio.h>

static double half(double number)
{
    return number / 2;
}

int main(void)
{
    /* volatile: the compiler must not see through the pointer */
    int (*volatile function)(int, int) = (int (*)(int, int))(void *)half;

    setvbuf(stdout, NULL, _IONBF, 0);
    printf("Calling a function of one double as one of two ints: ");
    printf("it ran and returned %d.\n", function(20, 22));
}
