#include <stdio.h>

int answer = 42;
const char *greeting = "Hello";

static void twice(int *number) {
    *number = *number * 2;
}

int main(void) {
    int numbers[4] = {1, 2, 3, 4};
    int *here = numbers;
    here = here + 1;
    *here = 20;
    twice(&numbers[2]);
    unsigned address = (unsigned)here;
    printf("here is %u, numbers is %u\n", address, (unsigned)numbers);
    here = &answer;
    twice(here);
    printf("%s: %d\n", greeting, answer);
}
