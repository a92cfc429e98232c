/* Exits with a negative code. */
#include <stdlib.h>

int main(void)
{
    _Exit(-1);
}
