#include <stdio.h>

int main(void)
{
    // Begin here.
}
