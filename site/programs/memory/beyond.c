#include <stdio.h>
#include <stdlib.h>

int numbers[4] = {10, 20, 30, 40};

int main(int count, char **arguments) {
    int index = count > 1 ? atoi(arguments[1]) : 4;
    int *element = &numbers[index];
    int value = *element;
    printf("numbers[%d] is %d\n", index, value);
}
