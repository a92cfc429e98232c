#include <stdio.h>
#include <stdlib.h>

int main(void)
{
    const char *query = getenv("QUERY_STRING");
    printf("Content-Type: text/plain\n\nHello, %s!\n", query ? query : "stranger");
}
