/* Prints without end. */
#include <stdio.h>

int main(void)
{
    printf("Content-Type: text/plain\n\n");
    for (;;) {
        printf("All work and no play makes Jack a dull boy.\n");
    }
}
