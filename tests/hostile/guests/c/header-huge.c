/* One header of 70,000 bytes. */
#include <stdio.h>

int main(void)
{
    printf("Content-Type: text/plain\nX-Huge: %070000d\n\nhi\n", 0);
}
