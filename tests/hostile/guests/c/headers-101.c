/* A hundred and one headers. */
#include <stdio.h>

int main(void)
{
    printf("Content-Type: text/plain\n");
    for (int number = 1; number <= 100; number++) {
        printf("X-%d: %d\n", number, number);
    }
    printf("\nhi\n");
}
