/* Counts without end. */
#include <edge.h>

int main(void)
{
    int64_t count;
    for (;;) {
        edge_kv_add("count", 1, &count);
    }
}
