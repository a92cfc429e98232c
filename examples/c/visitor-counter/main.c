#include <edge.h>
#include <inttypes.h>
#include <stdio.h>

int main(void)
{
    int64_t visitors;
    printf("Content-Type: text/plain\n\n");
    if (edge_kv_add("visitors", 1, &visitors) < 0) {
        printf("Nobody is counted. %s\n", edge_message());
        return 0;
    }
    printf("You are visitor %" PRId64 ".\n", visitors);
}
