/* Exits with 134, by which a shell reports that a process was aborted. */
#include <stdlib.h>

int main(void)
{
    _Exit(134);
}
