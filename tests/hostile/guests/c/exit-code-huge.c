/* Exits with the largest code that there is. */
#include <stdlib.h>

int main(void)
{
    _Exit(0x7fffffff);
}
